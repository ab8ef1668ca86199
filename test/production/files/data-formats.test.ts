import { randomUUID } from "node:crypto";
import { gunzipSync } from "node:zlib";
import readXlsxFile from "read-excel-file/node";
import { beforeAll, expect, it } from "vitest";
import { Part } from "../../../src/production/records/part.entity.ts";
import { PartFile } from "../../../src/production/records/part-file.entity.ts";
import { sharedClient, sharedServer } from "../../support/shared.ts";
import { storageOf } from "../../support/storage.ts";

const QUOTES = '",\\';

const server = sharedServer("sqlite");
const client = sharedClient(server);
beforeAll(async () => {
  await client.ask(`mutation ($chars: String!) { addAlphabet(input: { name: "QUOTES", chars: $chars }) { name } }`, {
    chars: QUOTES,
  });
});

interface LinkedFile {
  readonly kind: string;
  readonly csv: string;
  readonly end: string;
  readonly link: { readonly url: string };
}

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
      format.startsWith("json") ? "none" : "bytes",
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
  { alphabet: "UPPER_EPCG30", digits: 12, size: 120_000 },
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

const FILES = ["format=csv", "format=csv&bom=true&guardFormulas=true", "format=ndjson", "format=gz", "format=gz&end=newline", "end=newline"]; // prettier-ignore

it.each(LINES)(
  "reads the formats of $alphabet × $digits from any byte on, and what was broken off goes on",
  async (line) => {
    const id = await client.ordered(line);
    await client.reached(id, "finished");
    for (const file of FILES) {
      const whole = Buffer.from(await (await client.data(id, `?${file}`)).arrayBuffer());
      const { length } = whole;
      const middle = Math.floor(length / 2);
      for (const [start, end] of [
        [0, 1],
        [0, 30],
        [length - 1, length],
        [length - 20, length],
        [middle, middle + 70],
        [middle, length],
        [middle - 70_000, middle + 70_000],
        [5, length - 3],
      ] as const) {
        const from = Math.max(0, start);
        const answer = await fetch(`${server.url}/api/tokens/${id}/data?${file}`, {
          headers: { ...client.headers, Range: `bytes=${from}-${end - 1}` },
        });
        const bytes = Buffer.from(await answer.arrayBuffer());
        const to = Math.min(end, length);
        expect([file, answer.status, answer.headers.get("content-range")]).toEqual([
          file,
          206,
          `bytes ${from}-${to - 1}/${length}`,
        ]);
        expect(bytes.equals(whole.subarray(from, to)), `${file} from ${from} to ${to}`).toBe(true);
      }
    }
  },
);

it("finds out anew where a file's places are that an older version has kept the size of alone", async () => {
  const id = await client.ordered({ alphabet: "DICE", digits: 5, size: 500 });
  await client.reached(id, "finished");
  const file = await client.data(id, "?format=gz");
  const whole = Buffer.from(await file.arrayBuffer());
  await using storage = await storageOf(server.place);
  const partId = (await storage.part(id)).id;
  expect(await storage.em.nativeUpdate(PartFile, { partId, kind: "data_gz" }, { checkpoints: null })).toBe(1);
  const answer = await fetch(`${server.url}/api/tokens/${id}/data?format=gz`, {
    headers: { ...client.headers, Range: "bytes=100-" },
  });
  expect([answer.status, answer.headers.get("etag")]).toEqual([206, file.headers.get("etag")]);
  expect(Buffer.from(await answer.arrayBuffer()).equals(whole.subarray(100))).toBe(true);
});

it("ends text with a newline where that is asked for: one byte more, another tag, and compressed as well", async () => {
  const id = await client.ordered({ alphabet: "DICE", digits: 5, size: 1_000, analysis: "METRICS" });
  await client.reached(id, "analyzed");
  for (const kind of ["data", "score", "delta"]) {
    const path = `${server.url}/api/tokens/${id}/${kind}`;
    const plain = await fetch(path, { headers: client.headers });
    const ended = await fetch(`${path}?end=newline`, { headers: client.headers });
    const text = await plain.text();
    expect(await ended.text()).toBe(`${text}\n`);
    expect(ended.headers.get("content-length")).toBe(String(Buffer.byteLength(text) + 1));
    expect(ended.headers.get("etag")).toBe(plain.headers.get("etag")?.replace(/"$/, '-newline"'));
    expect(await (await fetch(`${path}?end=none`, { headers: client.headers })).text()).toBe(text);
  }
  const gz = await client.data(id, "?format=gz&end=newline");
  expect(gunzipSync(await gz.arrayBuffer()).toString()).toBe(`${await (await client.data(id)).text()}\n`);
});

it("marks csv for Excel, and guards what a spreadsheet would take for a formula", async () => {
  await client.ask(`mutation { addAlphabet(input: { name: "FORMULAS", chars: "=+-@a\\",'" }) { name } }`);
  const id = await client.ordered({ alphabet: "FORMULAS", digits: 3, size: 512 });
  await client.reached(id, "finished");
  const tokens = (await (await client.data(id)).text()).split("\n");
  const plain = Buffer.from(await (await client.data(id, "?format=csv")).arrayBuffer());
  const marked = Buffer.from(await (await client.data(id, "?format=csv&bom=true")).arrayBuffer());
  expect(marked.equals(Buffer.concat([Buffer.from("\uFEFF"), plain]))).toBe(true);
  const guarded = await (await client.data(id, "?format=csv&guardFormulas=true")).text();
  const field = (token: string) => {
    const cell = /^[=+@-]/.test(token) ? `'${token}` : token;
    return /[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  };
  expect(guarded).toBe(["index,token", ...tokens.map((token, at) => `${at},${field(token)}`), ""].join("\r\n"));
});

it.each([
  ["data", "format=csv&end=newline", "end"],
  ["data", "format=ndjson&bom=true", "bom"],
  ["data", "guardFormulas=true", "guardFormulas"],
  ["data", "format=csv&bom=yes", "bom"],
  ["data", "end=crlf", "end"],
  ["data", "end=newline&end=newline", "end"],
  ["snapshot", "end=newline", "end"],
  ["certificate", "end=newline", "end"],
])("refuses %s?%s and names the parameter", async (kind, query, parameter) => {
  const answer = await fetch(`${server.url}/api/tokens/${randomUUID()}/${kind}?${query}`, { headers: client.headers });
  const { errors } = (await answer.json()) as { errors: object[] };
  expect([answer.status, errors]).toMatchObject([400, [{ code: "PARAMETER_INVALID", source: { parameter } }]]);
});

it("gives the same addresses and links by GraphQL", async () => {
  const id = await client.ordered({ alphabet: "DICE", digits: 5, size: 100 });
  await client.reached(id, "finished");
  const { tokens } = await client.ask<{ tokens: { status: { files: LinkedFile[] } } }>(
    `query ($id: ID!) { tokens(id: $id) { status { files {
      kind csv: url(format: CSV, bom: true, guardFormulas: true) end: url(end: NEWLINE)
      link: download(format: CSV, bom: true) { url }
    } } } }`,
    { id },
  );
  const path = `/api/tokens/${id}`;
  const [data, ...others] = tokens.status.files;
  expect([data, ...others].map((file) => [file?.kind, file?.csv, file?.end])).toEqual([
    ["DATA", `${path}/data?format=csv&bom=true&guardFormulas=true`, `${path}/data?end=newline`],
    ["DATA_GZ", `${path}/data?format=gz`, `${path}/data?format=gz&end=newline`],
    ["SNAPSHOT", `${path}/snapshot`, `${path}/snapshot`],
  ]);
  const linked = await fetch(data?.link.url ?? "");
  expect(await linked.text()).toBe(`\uFEFF${await (await client.data(id, "?format=csv")).text()}`.slice(1));
  const { errors } = await client.send(
    "query ($id: ID!) { tokens(id: $id) { status { files { url(format: JSON, bom: true) } } } }",
    { id },
  );
  expect(errors).toMatchObject([{ extensions: { code: "INPUT_INVALID", field: "bom" } }]);
});

it("sends a workbook whose length is known before, and refuses one of more than ten million tokens", async () => {
  const id = await client.ordered({ alphabet: "DICE", digits: 5, size: 3_000 });
  await client.reached(id, "finished");
  const head = await fetch(`${server.url}/api/tokens/${id}/data?format=xlsx`, {
    method: "HEAD",
    headers: client.headers,
  });
  const get = await client.data(id, "?format=xlsx");
  const file = Buffer.from(await get.arrayBuffer());
  expect(get.headers.get("content-type")).toBe("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  expect(get.headers.get("content-disposition")).toBe(`attachment; filename="${id}.xlsx"`);
  for (const { headers } of [head, get])
    expect([headers.get("content-length"), headers.get("accept-ranges")]).toEqual([String(file.length), "none"]);
  const tokens = (await (await client.data(id)).text()).split("\n");
  const [sheet] = await readXlsxFile(file);
  expect(sheet?.data.slice(1)).toEqual(tokens.map((token, at) => [String(at), token]));

  const large = await client.ordered({ alphabet: "DICE", digits: 5, size: 100 });
  await client.reached(large, "finished");
  await using storage = await storageOf(server.place);
  await storage.em.nativeUpdate(Part, { id: (await storage.part(large)).id }, { size: 10_000_001n });
  const refused = await client.data(large, "?format=xlsx");
  expect([refused.status, await refused.json()]).toMatchObject([
    422,
    {
      errors: [
        {
          code: "FILE_TOO_LARGE",
          source: { parameter: "format" },
          meta: { maximum: "10000000" },
          detail: expect.stringContaining("at most 10,000,000 tokens") as string,
        },
      ],
    },
  ]);
});

it("names the formats that there are", async () => {
  const id = await client.ordered();
  await client.reached(id, "finished");
  const answer = await client.data(id, "?format=xml");
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining("gz, csv, json, ndjson, xlsx")]);
});
