import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { INPUT, openSession, order, startService, until } from "./support/service.mjs";

const run = promisify(execFile);
const TOKENS = 1_000;

let service;
let key;
let id;
let folder;
before(async () => {
  service = await startService();
  const headers = await openSession(service.url);
  key = headers["Session-Key"];
  id = await order(service.url, headers, { ...INPUT, size: String(TOKENS) });
  folder = await mkdtemp(join(tmpdir(), "tokenworks-commands-"));
  await until(async () => (await fetch(`${service.url}/api/tokens/${id}/finished`, { headers })).ok);
});
after(async () => {
  await service[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** A command that this machine may lack: the test is left out then, and says so. */
function missing(command) {
  const { error } = spawnSync(command, ["--version"]);
  return error ? `${command} is not installed, so it is not tested.` : false;
}

const bytes = TOKENS * (INPUT.digits + 1) - 1;
const fileOf = (name) => `${service.url}/api/${name}`;

test("HTTPie orders, reads and downloads", { skip: missing("http") }, async () => {
  const header = `Session-Key:${key}`;
  const { stdout: ordered } = await run("http", [
    "--ignore-stdin",
    "POST",
    fileOf("tokens"),
    header,
    "Content-Type:application/vnd.api+json", // its own is application/json, which the documented API refuses
    "data[type]=tokens",
    "data[attributes][size]=10",
    "data[attributes][digits]=10",
    "data[attributes][alphabet]=UPPER_HEX",
  ]);
  assert.equal(JSON.parse(ordered).data.attributes.status, "requested");
  const { stdout: read } = await run("http", ["--ignore-stdin", fileOf(`tokens/${id}`), header]);
  assert.equal(JSON.parse(read).data.id, id);
  const output = join(folder, "httpie.txt");
  await run("http", ["--ignore-stdin", "--download", "--output", output, fileOf(`tokens/${id}/data`), header]);
  await isWhole(output);
});

test("curl resumes a download and follows events to their end", { skip: missing("curl") }, async () => {
  const output = join(folder, "curl.txt");
  const header = ["-sS", "--fail", "-H", `Session-Key: ${key}`];
  await run("curl", [...header, "-r", "0-99", "-o", output, fileOf(`tokens/${id}/data`)]);
  assert.equal((await stat(output)).size, 100);
  await run("curl", [...header, "-C", "-", "-o", output, fileOf(`tokens/${id}/data`)]);
  await isWhole(output);
  const { stdout: events } = await run("curl", [...header, "-N", fileOf(`tokens/${id}/events`)]);
  assert.match(events, /event: end\n(?:.+\n)*data: .*"status":"finished"/);
  const { stdout: zipped } = await run("curl", [...header, "--compressed", "-D", "-", fileOf("alphabets")]);
  assert.match(zipped, /content-encoding: (?:br|gzip)/i);
  assert.match(zipped, /"id":"DICE"/);
});

test(
  "wget resumes a download, and downloads by a link under the file's own name",
  { skip: missing("wget") },
  async () => {
    const output = join(folder, "wget.txt");
    const header = ["-nv", `--header=Session-Key: ${key}`];
    await run("curl", ["-sS", "-H", `Session-Key: ${key}`, "-r", "0-99", "-o", output, fileOf(`tokens/${id}/data`)]);
    await run("wget", [...header, "-c", "-O", output, fileOf(`tokens/${id}/data`)]);
    await isWhole(output);
    const response = await fetch(`${service.url}/graphql`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Session-Key": key },
      body: JSON.stringify({ query: `{ tokens(id: "${id}") { status { files { kind download { url } } } } }` }),
    });
    const { data } = await response.json();
    const { url } = data.tokens.status.files.find(({ kind }) => kind === "DATA").download;
    const { stderr } = await run("wget", ["-nv", "--content-disposition", "-P", folder, url]);
    const [, saved] = /-> "([^"]+)"/.exec(stderr);
    assert.doesNotMatch(saved, /link=/);
    await isWhole(saved);
  },
);

async function isWhole(path) {
  const text = await readFile(path, "utf8");
  assert.equal(Buffer.byteLength(text), bytes);
  assert.equal(new Set(text.split("\n")).size, TOKENS);
}
