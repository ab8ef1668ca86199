import { beforeAll, expect, it } from "vitest";
import { sharedClient, sharedServer } from "../../support/shared.ts";

const QUOTES = '",\\';

const server = sharedServer("sqlite");
const client = sharedClient(server);
beforeAll(async () => {
  await client.ask(`mutation ($chars: String!) { addAlphabet(input: { name: "QUOTES", chars: $chars }) { name } }`, {
    chars: QUOTES,
  });
});

/** A part of the line, and how it is answered in a format by GET and HEAD. */
async function formats(input: { alphabet: string; digits: number; size: number }, format: string) {
  const id = await client.ordered(input);
  await client.reached(id, "finished");
  const tokens = (await (await client.data(id)).text()).split("\n");
  const get = await client.data(id, `?format=${format}`);
  const text = await get.text();
  const head = await fetch(`${server.url}/api/tokens/${id}/data?format=${format}`, {
    method: "HEAD",
    headers: client.headers,
  });
  for (const answer of [get, head])
    expect([answer.status, answer.headers.get("content-length"), answer.headers.get("accept-ranges")]).toEqual([
      200,
      String(Buffer.byteLength(text)),
      "none",
    ]);
  return {
    tokens,
    text,
    type: get.headers.get("content-type"),
    disposition: get.headers.get("content-disposition") ?? "",
  };
}

/** Shuffled, of mixed characters, and more than one chunk. */
const LINES = [
  { alphabet: "DICE", digits: 5, size: 7_776 },
  { alphabet: "QUOTES", digits: 6, size: 700 },
  { alphabet: "UPPER_EPCG30", digits: 12, size: 200_000 },
] as const;

it.each(LINES)("writes $alphabet × $digits as csv with a header and the line's index", async (line) => {
  const { tokens, text, type, disposition } = await formats(line, "csv");
  expect(type).toBe("text/csv; charset=utf-8");
  expect(disposition).toContain(".csv");
  const rows = text.split("\r\n");
  expect([rows[0], rows.at(-1)]).toEqual(["index,token", ""]);
  const quoted = (token: string) => (/[",]/.test(token) ? `"${token.replaceAll('"', '""')}"` : token);
  expect(rows.slice(1, -1)).toEqual(tokens.map((token, index) => `${index},${quoted(token)}`));
});

it.each(LINES)("writes $alphabet × $digits as json and ndjson", async (line) => {
  const json = await formats(line, "json");
  expect(json.type).toBe("application/json");
  expect(JSON.parse(json.text)).toEqual(json.tokens);
  const ndjson = await formats(line, "ndjson");
  expect(ndjson.type).toBe("application/x-ndjson");
  expect(
    ndjson.text
      .split("\n")
      .slice(0, -1)
      .map((row) => JSON.parse(row) as unknown),
  ).toEqual(ndjson.tokens);
});

it("counts on in the second part, and keeps the formats out of the record", async () => {
  const id = await client.ordered({ alphabet: "DICE", digits: 5, size: 1_000 });
  await client.reached(id, "finished");
  await client.ask(`mutation ($id: ID!) { continueTokens(input: { id: $id, size: 500 }) { id } }`, { id });
  await client.reached(id, "finished");
  expect((await (await client.data(id, "?format=csv")).text()).split("\r\n")[1]).toMatch(/^1000,/);
  expect((await (await client.data(id, "?format=csv&part=1")).text()).split("\r\n")[1]).toMatch(/^0,/);
  expect((await client.status(id))?.files.map(({ kind }) => kind)).toEqual(["DATA", "DATA_GZ", "SNAPSHOT"]);
});

it("names the formats that there are", async () => {
  const id = await client.ordered();
  await client.reached(id, "finished");
  const answer = await client.data(id, "?format=xml");
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining("gz, csv, json, ndjson")]);
});
