import { beforeAll, describe, expect, it } from "vitest";
import { Client } from "../support/graphql-client.ts";
import { DIALECTS } from "../support/databases.ts";
import { newServer } from "../support/server.ts";
import { sharedClient, sharedServer } from "../support/shared.ts";
import { setQuotas } from "../support/set-quotas.ts";

interface Link {
  readonly url: string;
  readonly expiresAt: string;
}

const QUERY = `query ($id: ID!, $minutes: Int!) {
  tokens(id: $id) { eventsLink(minutes: $minutes) { url expiresAt }
    status { files { kind sha256 download(minutes: $minutes) { url expiresAt } } } }
}`;

interface Links {
  readonly tokens: {
    readonly eventsLink: Link;
    readonly status: { readonly files: readonly { kind: string; sha256: string | null; download: Link }[] };
  };
}

describe.each(DIALECTS)("a link that a person can click, on %s", (dialect) => {
  const server = sharedServer(dialect, { runtime: { now: () => new Date(Date.now() + laterMs) }, logLevel: "debug" });
  const owner = sharedClient(server);
  let line: string;
  let laterMs = 0;
  beforeAll(async () => {
    line = await owner.ordered({ size: 1_000, analysis: "METRICS" });
    await owner.reached(line, "analyzed");
  });

  async function linksOf(client: Client, id: string, minutes = 15): Promise<Links["tokens"]> {
    return (await client.ask<Links>(QUERY, { id, minutes })).tokens;
  }

  async function dataLink(client = owner, id = line, minutes = 15): Promise<string> {
    const { status } = await linksOf(client, id, minutes);
    return status.files.find(({ kind }) => kind === "DATA")?.download.url ?? "";
  }

  async function refusal(url: string, init: RequestInit = {}): Promise<[number, string, string]> {
    const answer = await fetch(url, init);
    const { errors } = (await answer.json()) as { errors: { code: string; detail: string }[] };
    return [answer.status, errors[0]?.code ?? "", errors[0]?.detail ?? ""];
  }

  it("gets each file without a header, as the Session-Key does", async () => {
    const { status } = await linksOf(owner, line);
    expect(status.files.map(({ kind }) => kind).toSorted()).toEqual(
      ["ANALYSIS", "DATA", "DATA_GZ", "DELTA", "SCORE", "SNAPSHOT"].toSorted(),
    );
    for (const { download } of status.files) {
      const [path = ""] = download.url.split(/[?&]link=/);
      const expected = await fetch(path, { headers: { "Session-Key": owner.sessionKey } });
      const answer = await fetch(download.url);
      expect(answer.status).toBe(200);
      expect(Buffer.from(await answer.arrayBuffer()).equals(Buffer.from(await expected.arrayBuffer()))).toBe(true);
      const { headers } = answer;
      expect(headers.get("content-disposition")).toMatch(/^attachment; filename="/);
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("content-type")).toBe(expected.headers.get("content-type"));
    }
  });

  it("tells when it ends, from 1 to 1,440 minutes", async () => {
    const before = Date.now();
    for (const minutes of [1, 1_440]) {
      const { eventsLink, status } = await linksOf(owner, line, minutes);
      for (const { expiresAt } of [eventsLink, ...status.files.map(({ download }) => download)])
        expect(Math.abs(Date.parse(expiresAt) - before - minutes * 60_000)).toBeLessThan(10_000);
    }
    for (const minutes of [0, 1_441]) {
      const { errors } = await owner.send(QUERY, { id: line, minutes });
      expect(errors[0]).toMatchObject({
        message: "A link works for 1 to 1,440 minutes.",
        extensions: { code: "INPUT_INVALID", field: "minutes" },
      });
    }
  });

  it("has ranges, HEAD and conditions as the file has", async () => {
    const url = await dataLink();
    const whole = Buffer.from(await (await fetch(url)).arrayBuffer());
    const part = await fetch(url, { headers: { Range: "bytes=13-24" } });
    expect([part.status, await part.text()]).toEqual([206, whole.toString("latin1", 13, 25)]);
    const head = await fetch(url, { method: "HEAD" });
    expect([head.status, head.headers.get("content-length")]).toEqual([200, String(whole.length)]);
    const etag = head.headers.get("etag") ?? "";
    expect((await fetch(url, { headers: { "If-None-Match": etag } })).status).toBe(304);
    expect((await fetch(url, { headers: { "If-Match": '"another"' } })).status).toBe(412);
  });

  it("is for its very part, whatever comes after it", async () => {
    const id = await owner.ordered();
    await owner.reached(id, "finished");
    const url = await dataLink(owner, id);
    const first = await (await fetch(url)).text();
    await owner.ask(`mutation ($id: ID!) { continueTokens(input: { id: $id, size: "2000" }) { id } }`, { id });
    await owner.reached(id, "finished");
    expect(await (await fetch(url)).text()).toBe(first);
    expect(await (await owner.data(id)).text()).not.toBe(first);
  });

  it("is refused when it was altered, is for something else, or has a parameter more", async () => {
    const url = await dataLink();
    const altered: [number, string, string] = [403, "LINK_REFUSED", "The link was altered, or is for something else."];
    const last = url.at(-2) === "A" ? "B" : "A";
    for (const wrong of [
      `${url.slice(0, -2)}${last}${url.slice(-1)}`,
      url.replace("/data?", "/score?"),
      url.replace("part=1", "part=2"),
      url.replace("part=1", "format=gz&part=1"),
      url.replace("part=1&", ""),
      `${url}&format=csv`,
      `${url}&link=`,
      url.replace(/link=.*/, "link="),
      url.replace(line, await owner.ordered()),
    ])
      expect(await refusal(wrong), wrong).toEqual(altered);
  });

  it("reads, and does nothing else: by other methods it opens nothing", async () => {
    const { eventsLink } = await linksOf(owner, line);
    for (const url of [await dataLink(), eventsLink.url, eventsLink.url.replace("/events", "")])
      for (const method of ["DELETE", "POST", "PATCH"])
        expect([401, 400, 405, 415], `${method} ${url}`).toContain((await fetch(url, { method })).status);
    expect(await owner.status(line)).toMatchObject({ status: "ANALYZED" });
  });

  it("is of no use once it has expired", async () => {
    const [url, events] = [await dataLink(owner, line, 1), (await linksOf(owner, line, 1)).eventsLink.url];
    laterMs = 61_000;
    try {
      const expired = [403, "LINK_REFUSED", "The link has expired."];
      expect(await refusal(url)).toEqual(expired);
      expect(await refusal(events)).toEqual(expired);
    } finally {
      laterMs = 0;
    }
    expect((await fetch(url)).status).toBe(200);
  });

  it("is of no use once the line is deleted, or its session closed", async () => {
    const other = await Client.open(server.url);
    const [kept, deleted] = [await other.ordered(), await other.ordered()];
    await other.reached(kept, "finished");
    await other.reached(deleted, "finished");
    const links = { kept: await dataLink(other, kept), deleted: await dataLink(other, deleted) };
    const events = (await linksOf(other, deleted)).eventsLink.url;
    await other.delete(deleted);
    for (const url of [links.deleted, events])
      expect((await refusal(url)).slice(0, 2), url).toEqual([404, "NOT_FOUND"]);
    expect((await fetch(links.kept)).status).toBe(200);
    await other.ask("mutation ($key: UUID!) { closeSession(key: $key) { id } }", { key: other.sessionKey });
    for (const url of Object.values(links))
      expect(await refusal(url), url).toEqual([403, "LINK_REFUSED", "The session that has made the link is closed."]);
  });

  it("does not follow a line into another session", async () => {
    const [from, to] = [await Client.open(server.url), await Client.open(server.url)];
    const id = await from.ordered();
    await from.reached(id, "finished");
    const url = await dataLink(from, id);
    const snapshot = await from.snapshot(id);
    const query = `mutation ($id: ID!, $snapshot: String) { continueTokens(input: { id: $id, size: "1000", snapshot: $snapshot }) { id } }`;
    await to.ask(query, { id, snapshot });
    await to.reached(id, "finished");
    expect((await refusal(url)).slice(0, 2)).toEqual([404, "NOT_FOUND"]);
  });

  it("leads to the host that was asked, and stands in no log", async () => {
    const url = await dataLink();
    expect(url.startsWith(`${server.url}/api/tokens/${line}/data?part=1&link=`)).toBe(true);
    await (await fetch(url)).text();
    await refusal(`${url}A`);
    const secret = url.split("link=")[1] ?? expect.fail();
    const text = JSON.stringify(server.logged);
    expect(text).toContain("/api/tokens/:id/data");
    expect(text).not.toContain(secret.slice(-40));
    expect(text).not.toContain("link=");
  });

  it("counts for its customer's rate, as the Session-Key does", async () => {
    const url = await dataLink();
    await setQuotas(server, { requestsPerSecond: 5 });
    try {
      const answers = await Promise.all(Array.from({ length: 20 }, () => fetch(url, { method: "HEAD" })));
      expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(10);
      expect(answers[0]?.headers.get("ratelimit-policy")).toBe('"default";q=5;w=1');
    } finally {
      await setQuotas(server, { requestsPerSecond: null });
    }
  });
});

it("leads to where the outside reaches the service, if that is told", async () => {
  await using server = await newServer("sqlite", { environment: { PUBLIC_URL: "https://example.com/tokens" } });
  const client = await Client.open(server.url);
  const id = await client.ordered();
  await client.reached(id, "finished");
  const { tokens } = await client.ask<Links>(QUERY, { id, minutes: 1 });
  const [file] = tokens.status.files;
  expect(file?.download.url.startsWith(`https://example.com/tokens/api/tokens/${id}/`)).toBe(true);
  expect(tokens.eventsLink.url.startsWith(`https://example.com/tokens/api/tokens/${id}/events?link=`)).toBe(true);
  // A proxy may strip the path, or leave it.
  for (const base of [server.url, `${server.url}/tokens`])
    expect((await fetch((file?.download.url ?? "").replace("https://example.com/tokens", base))).status).toBe(200);
});
