import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createRequire } from "node:module";
import Kitsu from "kitsu";
import { INPUT, openSession, order, startService, until } from "./support/service.mjs";

const Devour = createRequire(import.meta.url)("devour-client");

let service;
let headers;
before(async () => {
  service = await startService();
  headers = await openSession(service.url);
});
after(() => service[Symbol.asyncDispose]());

test("kitsu orders, reads a line and the list, and deletes", async () => {
  const api = new Kitsu({ baseURL: `${service.url}/api`, headers });
  const { data: ordered } = await api.create("tokens", { size: "1000", digits: "10", alphabet: "UPPER_HEX" });
  assert.equal(ordered.type, "tokens");
  assert.equal(ordered.status, "requested");
  const { data: line } = await api.get(`tokens/${ordered.id}`);
  assert.equal(line.id, ordered.id);
  assert.equal(line.digits, "10");
  const { data: lines } = await api.get("tokens");
  assert.deepEqual(
    lines.map(({ id }) => id),
    [ordered.id],
  );
  const { data: alphabets } = await api.get("alphabets");
  assert.ok(alphabets.some(({ id }) => id === "DICE"));
  await api.delete("tokens", ordered.id);
  await assert.rejects(api.create("tokens", { size: "1000", digits: "0", alphabet: "UPPER_HEX" }), (error) => {
    assert.match(error.errors?.[0]?.detail ?? JSON.stringify(error.response?.data ?? error), /digits/);
    return true;
  });
});

test("devour orders, reads a line and the list, and deletes", async () => {
  const api = new Devour({ apiUrl: `${service.url}/api`, logger: false });
  api.headers = { ...api.headers, ...headers };
  api.define("token", { size: "", digits: "", alphabet: "", status: "", available: "" });
  const { data: ordered } = await api.create("token", { size: "1000", digits: "10", alphabet: "UPPER_HEX" });
  assert.equal(ordered.status, "requested");
  const { data: line } = await api.find("token", ordered.id);
  assert.equal(line.id, ordered.id);
  const { data: lines } = await api.findAll("token");
  assert.ok(lines.some(({ id }) => id === ordered.id));
  await api.destroy("token", ordered.id);
  await assert.rejects(api.create("token", { size: "1000", digits: "0", alphabet: "UPPER_HEX" }));
});

test("a line that REST clients see is the one that GraphQL has ordered", async () => {
  const id = await order(service.url, headers, { ...INPUT, size: "10" });
  const api = new Kitsu({ baseURL: `${service.url}/api`, headers });
  const finished = await until(async () => {
    const { data } = await api.get(`tokens/${id}`);
    return data.status === "finished" && data;
  });
  assert.equal(finished.size, "10");
});
