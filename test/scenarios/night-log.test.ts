import { expect, it } from "vitest";
import { version } from "../../src/lib/version.ts";
import { Client } from "../support/graphql-client.ts";
import { newServer } from "../support/server.ts";

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
    { ...part, size: expect.any(String) as string, msg: "A line was ordered." },
    { ...part, size: expect.any(String) as string, msg: "A part is finished." },
    { ...part, msg: "A line was deleted." },
    { level: 30, msg: expect.stringMatching(/^The service stops/) as string },
    { level: 30, refused: 3, msg: "Credentials were refused in the last minute." },
  ]);
});
