import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { addCustomer } from "../support/add-customer.ts";
import { DIALECTS } from "../support/databases.ts";
import { graphql } from "../support/graphql.ts";
import { openSession, rest } from "../support/rest.ts";
import { API_KEY, newServer } from "../support/server.ts";
import { sharedServer } from "../support/shared.ts";
import { setQuotas } from "../support/set-quotas.ts";
import { until } from "../support/until.ts";

const ASK = { query: "{ session { id } }" };

describe.each(DIALECTS)("the rate of requests on %s", (dialect) => {
  const server = sharedServer(dialect, {
    environment: { WORKERS: "1" },
    onStatement: (statement) => statements.push(statement),
  });
  let apiKey: string;
  let headers: Record<string, string>;
  const statements: string[] = [];
  beforeEach(async () => {
    apiKey = await addCustomer(server);
    headers = await openSession(server.url, apiKey);
    await setQuotas(server, { requestsPerSecond: 1 });
    statements.length = 0;
  });

  const post = (path = "/graphql", body: unknown = ASK) =>
    fetch(`${server.url}${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  /** Sends a request again and again until its rate refuses it. */
  const refused = (send: () => Promise<Response>) =>
    until(async () => {
      const answer = await send();
      return answer.status === 429 && answer;
    });

  it("counts the attempts of WebSockets to be let in", async () => {
    const code = await until(async () => {
      const socket = new WebSocket(`${server.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
      const closed = once(socket, "close").then(([each]) => Number(each));
      await once(socket, "open");
      socket.send(JSON.stringify({ type: "connection_init", payload: headers }));
      const heard = await Promise.race([closed, once(socket, "message").then(() => null)]);
      socket.terminate();
      return heard;
    });
    expect(code).toBe(4429);
  });

  it("is told with each answer, and a request above it is refused by GraphQL with the time to wait", async () => {
    const answer = await until(async () => {
      const each = await post();
      return each.status === 200 && each;
    });
    expect(answer.headers.get("RateLimit-Policy")).toBe('"default";q=1;w=1');
    expect(answer.headers.get("RateLimit")).toBe('"default";r=0;t=1');
    const no = await refused(post);
    expect(Object.fromEntries(no.headers)).toMatchObject({
      "ratelimit-policy": '"default";q=1;w=1',
      ratelimit: '"default";r=0;t=1',
      "retry-after": "1",
    });
    expect(await no.json()).toEqual({
      errors: [
        {
          message: "At most 1 in a second are taken; send it again in 1 s.",
          extensions: { code: "RATE_LIMITED", retryAfter: 1 },
        },
      ],
    });
  });

  it("holds on REST and for files in JSON:API's words, counted together with GraphQL's", async () => {
    for (const path of ["/api/alphabets", `/api/tokens/${randomUUID()}/data`]) {
      await refused(post);
      const no = await refused(() => fetch(`${server.url}${path}`, { headers }));
      expect(no.headers.get("Retry-After")).toBe("1");
      expect(no.headers.get("RateLimit")).toBe('"default";r=0;t=1');
      expect(await no.json()).toMatchObject({
        errors: [{ status: 429, code: "RATE_LIMITED", title: "Too many requests" }],
        meta: { requestId: no.headers.get("X-Request-Id") },
      });
    }
  });

  it("counts all sessions of a customer together, the Api-Key too, and no other customer", async () => {
    const other = await addCustomer(server);
    const mine = () => fetch(`${server.url}/api/sessions`, { headers: { "Api-Key": apiKey } });
    const pairs = await until(async () => {
      const both = await Promise.all([mine(), post()]);
      return both.some(({ status }) => status === 429) && both;
    });
    expect(pairs.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
    await setQuotas(server, {});
    expect((await graphql(server.url, "{ customer { id } }", { headers: { "Api-Key": other } })).status).toBe(200);
  });

  it("refuses without a read of the database, once the credential is known", async () => {
    await refused(post);
    let read = 1;
    await until(async () => {
      const before = statements.length;
      const { status } = await post();
      read = statements.length - before;
      return status === 429;
    });
    expect(read).toBe(0);
  });

  it("counts a request once, whatever it asks for", async () => {
    await setQuotas(server, { requestsPerSecond: 3 });
    const query = `{ ${Array.from({ length: 20 }, (_, at) => `a${at}: session { id }`).join(" ")} }`;
    const answer = await until(async () => {
      const each = await post("/graphql", { query });
      return each.headers.get("RateLimit")?.includes("r=2") === true && each;
    });
    expect(answer.status).toBe(200);
    expect(((await answer.json()) as { errors?: unknown }).errors).toBeUndefined();
  });

  it("is not there for the agreement without one, nor for what needs no credential", async () => {
    await setQuotas(server, {});
    const answers = await Promise.all(Array.from({ length: 20 }, () => post()));
    expect(answers.map(({ status, headers: told }) => [status, told.get("RateLimit")])).toEqual(
      answers.map(() => [200, null]),
    );
    expect((await fetch(`${server.url}/livez`)).headers.get("RateLimit")).toBeNull();
  });
});

describe.each(DIALECTS)("credentials that are no good, on %s", (dialect) => {
  it("are refused by their address after the hundredth in a minute, before the database is read; good ones of the same address are not", async () => {
    const statements: string[] = [];
    await using server = await newServer(dialect, { onStatement: (statement) => statements.push(statement) });
    const good = await openSession(server.url);
    const guess = () => rest(server.url, "GET", "/api/tokens", { headers: { "Session-Key": randomUUID() } });
    const first = await Promise.all(Array.from({ length: 100 }, guess));
    expect(new Set(first.map(({ status }) => status))).toEqual(new Set([401]));
    expect(first.every(({ headers }) => headers.get("RateLimit") === null)).toBe(true);
    statements.length = 0;
    const no = await guess();
    expect(no).toMatchObject({ status: 429, body: { errors: [{ code: "RATE_LIMITED" }] } });
    expect(no.headers.get("RateLimit-Policy")).toBe('"failed-credentials";q=100;w=60');
    expect(Number(no.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect(
      (await graphql(server.url, "{ customer { id } }", { headers: { "Api-Key": randomUUID() } })).errors,
    ).toMatchObject([{ extensions: { code: "RATE_LIMITED" } }]);
    expect(statements).toEqual([]);
    expect((await rest(server.url, "GET", "/api/tokens", { headers: good })).status).toBe(200);
    const fresh = await openSession(server.url);
    expect((await rest(server.url, "GET", "/api/tokens", { headers: fresh })).status).toBe(200);
    expect((await graphql(server.url, "{ __typename }")).status).toBe(200);
    expect(server.logged.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });

  it("are those of a session that was revoked since, too", async () => {
    await using server = await newServer(dialect);
    const headers = await openSession(server.url);
    const closed = `/api/sessions/${headers["Session-Key"]}`;
    expect((await rest(server.url, "DELETE", closed, { headers: { ...headers, "Api-Key": API_KEY } })).status).toBe(
      200,
    );
    expect((await rest(server.url, "GET", "/api/tokens", { headers })).status).toBe(401);
  });
});
