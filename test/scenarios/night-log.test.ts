import { expect, it } from "vitest";
import { version } from "../../src/lib/version.ts";
import { Client } from "../support/graphql-client.ts";
import { newServer } from "../support/server.ts";
import { until } from "../support/until.ts";

it("tells the night in the log, a line for each thing that an operator looks for, and no more", async () => {
  await using server = await newServer("sqlite", { environment: { AGREEMENT: "unlimited" } });
  const client = await Client.open(server.url);
  const id = await client.ordered();
  await client.reached(id, "finished");
  await client.ask("mutation ($id: ID!) { deleteTokens(id: $id) { id } }", { id });
  for (const key of ["x", crypto.randomUUID(), crypto.randomUUID()])
    await fetch(`${server.url}/api/tokens`, { headers: { "Session-Key": key } });
  await server.stop();
  const told = server.logged.map(({ level, time: _, pid: __, hostname: ___, ...facts }) => ({ level, ...facts }));
  const part = { level: 30, lineId: id, part: 1, customerId: expect.any(String) as string };
  expect(told).toEqual([
    {
      level: 30,
      version: version(),
      database: `SQLite, ${server.place.dataDir}/tokenworks.db`,
      agreement: "unlimited",
      payment: "none",
      url: server.url,
      unfinished: 0,
      msg: "The service is ready.",
    },
    {
      ...part,
      size: expect.any(String) as string,
      requestId: expect.any(String) as string,
      msg: "A line was ordered.",
    },
    {
      ...part,
      size: expect.any(String) as string,
      requestId: expect.any(String) as string,
      msg: "A part is finished.",
    },
    { ...part, requestId: expect.any(String) as string, msg: "A line was deleted." },
    { level: 30, msg: expect.stringMatching(/^The service stops/) as string },
    { level: 30, refused: 3, msg: "Credentials were refused in the last minute." },
  ]);
});

it("tells which request has ordered a line, of many at the same time and by each way, and again with what its job comes to", async () => {
  await using server = await newServer("sqlite");
  const { headers } = await Client.open(server.url);
  const query = 'mutation { requestTokens(input: { alphabet: "DICE", digits: 9, size: 1000 }) { id } }';
  const document = { data: { type: "tokens", attributes: { alphabet: "DICE", digits: "9", size: "1000" } } };
  const ways: readonly [path: string, body: object, headers: Record<string, string>][] = [
    ["/graphql", { query }, { "Content-Type": "application/json" }],
    ["/graphql", { query }, { "Content-Type": "application/json", Accept: "application/json;q=0.9" }], // not answered directly
    ["/graphql", { query }, { "Content-Type": "application/json", Accept: "text/event-stream" }],
    ["/api/tokens?analysis=metrics", document, { "Content-Type": "application/vnd.api+json" }],
  ];
  const orders = [...ways, ...ways, ...ways].map(async ([path, body, others]) => {
    const request = { method: "POST", headers: { ...headers, ...others }, body: JSON.stringify(body) };
    const response = await fetch(`${server.url}${path}`, request);
    const lineId = /"id": ?"([0-9a-f-]{36})"/.exec(await response.text())?.[1];
    return { lineId, requestId: response.headers.get("X-Request-Id") };
  });
  const ordered = await Promise.all(orders);
  const byLine = (a: { lineId?: unknown }, b: { lineId?: unknown }) => (String(a.lineId) < String(b.lineId) ? -1 : 1);
  const analysed = ordered.filter((_, at) => ways[at % ways.length]?.[0].includes("analysis"));
  for (const [sentence, expected] of [
    ["A line was ordered.", ordered],
    ["A part is finished.", ordered],
    ["A part is analyzed.", analysed],
  ] as const) {
    const told = await until(() => {
      const lines = server.logged.filter(({ msg }) => msg === sentence);
      return Promise.resolve(lines.length === expected.length && lines);
    });
    expect(told.map(({ lineId, requestId }) => ({ lineId, requestId })).sort(byLine)).toEqual(
      expected.toSorted(byLine),
    );
  }
  expect(new Set(ordered.map(({ requestId }) => requestId)).size).toBe(ordered.length);
});
