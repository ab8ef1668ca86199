import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Customer } from "../../src/access/customer.entity.ts";
import { Session } from "../../src/access/session.entity.ts";
import { CustomAlphabet } from "../../src/alphabet/custom-alphabet.entity.ts";
import { storageOf } from "../support/storage.ts";
import { DIALECTS } from "../support/databases.ts";
import { fillLines } from "../support/fill-lines.ts";
import { graphql } from "../support/graphql.ts";
import { openSession, rest, type RestAnswer } from "../support/rest.ts";
import { API_KEY, newServer, type TestServer } from "../support/server.ts";

interface List {
  readonly links: { readonly self: string; readonly next?: string };
  readonly data: readonly { readonly id: string }[];
}

function listOf({ status, body }: RestAnswer): List {
  expect(status).toBe(200);
  return body as List;
}

const idsOf = (list: List | undefined) => (list?.data ?? []).map(({ id }) => id);

/** Asks for a list and what comes after it, to the end. */
async function pages(url: string, path: string, headers: Record<string, string>): Promise<List[]> {
  const all: List[] = [];
  for (let next: string | undefined = path; next !== undefined; next = all.at(-1)?.links.next) {
    all.push(listOf(await rest(url, "GET", next, { headers })));
    if (all.length > 5) throw new Error("The pages do not end.");
  }
  return all;
}

/** Adds rows beside the service, so that a test need not make each by a request. */
async function fill({ place }: TestServer, sessionKey: string, { sessions = 0, alphabets = 0 }) {
  await using storage = await storageOf(place);
  const { em } = storage;
  const keyring = storage.keyring();
  const customer = await em.findOneOrFail(Customer, { status: "granted" });
  const session = await em.findOneOrFail(Session, { keyDigest: keyring.digest("session-key", sessionKey) });
  const start = Date.UTC(2024, 0, 1);
  const keys = Array.from({ length: sessions }, () => randomUUID());
  await em.insertMany(
    Session,
    keys.map((key, at) => {
      const id = randomUUID();
      return {
        id,
        customerId: customer.id,
        keyDigest: keyring.digest("session-key", key),
        keyWrapped: keyring.wrap(`session:${id}`, Buffer.from(key)),
        grantedAt: new Date(start + Math.floor(at / 3)),
      };
    }),
  );
  await em.insertMany(
    CustomAlphabet,
    Array.from({ length: alphabets }, (_, at) => ({
      sessionId: session.id,
      id: `A${at}`,
      ...(at % 2 === 0 ? { chars: "abc", length: 3 } : { chars: "abxy", length: 4 }),
      place: at + 1,
    })),
  );
  return keys;
}

describe.each(DIALECTS)("lists of more than 1,000, on %s", { timeout: 120_000 }, (dialect) => {
  it("show the newest sessions, the oldest of them first, and lead to the others; exactly 1,000 lead nowhere", async () => {
    await using server = await newServer(dialect);
    const { "Session-Key": first } = await openSession(server.url);
    const headers = { "Api-Key": API_KEY };
    const keys = await fill(server, first, { sessions: 999 });
    const [whole, ...none] = await pages(server.url, "/api/sessions", headers);
    expect(none).toEqual([]);
    expect(whole?.links).toEqual({ self: "/api/sessions" });
    expect(new Set(whole?.data.map(({ id }) => id))).toEqual(new Set([first, ...keys]));
    const { "Session-Key": last } = await openSession(server.url);
    const [page, rest_] = await pages(server.url, "/api/sessions", headers);
    expect(page?.data).toHaveLength(1_000);
    expect(page?.data.at(-1)?.id).toBe(last);
    expect(page?.links).toEqual({
      self: "/api/sessions",
      next: expect.stringMatching(/^\/api\/sessions\?page\[after\]=[\w-]+$/) as string,
    });
    for (const key of idsOf(page)) expect(page?.links.next, "a key in a link would be logged").not.toContain(key);
    expect(rest_?.data).toHaveLength(1);
    expect(rest_?.links).toEqual({ self: page?.links.next });
    const hidden = rest_?.data[0]?.id ?? "";
    expect(keys.slice(0, 3)).toContain(hidden);
    expect((await rest(server.url, "GET", `/api/sessions/${hidden}`, { headers })).status).toBe(200);
    expect((await rest(server.url, "GET", `/api/sessions/${randomUUID()}`, { headers })).status).toBe(404);
    const wrong = await rest(server.url, "GET", `/api/sessions?page[after]=${randomUUID()}`, { headers });
    expect(wrong).toMatchObject({
      status: 422,
      body: { errors: [{ code: "CURSOR_INVALID", source: { parameter: "page[after]" } }] },
    });
    expect(
      (await graphql(server.url, "{ customer { sessions(first: 1001) { edges { node { key } } } } }", { headers }))
        .errors,
    ).toMatchObject([{ extensions: { code: "INPUT_INVALID", field: "first" } }]);
    expect(
      (await graphql(server.url, "{ customer { sessions(first: 1) { edges { node { key } } } } }", { headers })).data,
    ).toEqual({
      customer: { sessions: { edges: [{ node: { key: last } }] } },
    });
  });

  it("show presets and the newest custom alphabets, filters kept, and a deletion concerns all", async () => {
    await using server = await newServer(dialect);
    const headers = await openSession(server.url);
    await fill(server, headers["Session-Key"], { alphabets: 1_500 });
    const [page, last, ...none] = await pages(server.url, "/api/alphabets", headers);
    expect(none).toEqual([]);
    expect(page?.data).toHaveLength(1_000);
    const presets = page?.data.filter(({ id }) => !/^A\d+$/.test(id)).length ?? 0;
    const custom = Array.from({ length: 1_500 }, (_, at) => `A${at}`);
    expect(idsOf(page).slice(presets)).toEqual(custom.slice(500 + presets));
    expect(page?.links.next).toMatch(/^\/api\/alphabets\?page\[after\]=[\w-]+$/);
    expect(idsOf(last)).toEqual(custom.slice(0, 500 + presets));
    const odd = custom.filter((_, at) => at % 2 === 1);
    expect(
      (await pages(server.url, "/api/alphabets?filter[style]=custom&filter[length]=4", headers)).map(idsOf),
    ).toEqual([odd]);
    expect(
      (await pages(server.url, "/api/alphabets?filter[style]=custom&filter[chars]=yx", headers)).map(idsOf),
    ).toEqual([odd]);
    const [kept, others] = await pages(server.url, "/api/alphabets?filter[style]=custom&filter[chars]=ab", headers);
    expect(kept?.links.next).toMatch(
      /^\/api\/alphabets\?filter\[style\]=custom&filter\[chars\]=ab&page\[after\]=[\w-]+$/,
    );
    expect(idsOf(others)).toEqual(custom.slice(0, 500));
    const answer = listOf(await rest(server.url, "DELETE", "/api/alphabets", { headers }));
    expect(answer.data).toHaveLength(1_000);
    expect(listOf(await rest(server.url, "GET", "/api/alphabets?filter[style]=custom", { headers })).data).toEqual([]);
  });

  it("show the newest lines, and a deletion concerns all but tells of the newest", async () => {
    await using server = await newServer(dialect);
    const headers = await openSession(server.url);
    const ids = await fillLines(server, headers["Session-Key"], 1_200);
    const newest = ids.toReversed();
    const [page, last, ...none] = await pages(server.url, "/api/tokens", headers);
    expect(none).toEqual([]);
    expect(idsOf(page)).toEqual(newest.slice(0, 1_000));
    expect(page?.links.next).toMatch(/^\/api\/tokens\?page\[after\]=[\w-]+$/);
    expect(last?.links).toEqual({ self: "/api/tokens" });
    expect(idsOf(last)).toEqual(newest.slice(1_000));
    const answer = listOf(await rest(server.url, "DELETE", "/api/tokens", { headers }));
    expect(idsOf(answer)).toEqual(newest.slice(0, 1_000));
    expect(listOf(await rest(server.url, "GET", "/api/tokens", { headers })).data).toEqual([]);
  });
});
