import { get, type IncomingMessage } from "node:http";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { Downloads } from "../../../src/production/files/downloads.ts";
import { Client } from "../../support/graphql-client.ts";
import { DIALECTS } from "../../support/databases.ts";
import { newServer } from "../../support/server.ts";
import { expectQuiet } from "../../support/shared.ts";

/** Far more bytes than sockets hold between the two. */
const TOKENS = 1_500_000n;

describe.each(DIALECTS)("a download whose line is deleted meanwhile, on %s", (dialect) => {
  it.each(["delete", "deleteAll", "closeSession"])(
    "breaks: the client sees an error, never a whole file (%s)",
    async (how) => {
      await using server = await newServer(dialect, { environment: { WORKERS: "2" } });
      const client = await Client.open(server.url);
      const id = await client.ordered({ size: TOKENS });
      await client.reached(id, "finished");
      const response = await begin(`${server.url}/api/tokens/${id}/data`, client.sessionKey);
      const announced = Number(response.headers["content-length"]);
      if (how === "delete") await client.delete(id);
      else if (how === "deleteAll") await client.ask("mutation { deleteAllTokens { id } }");
      else await client.ask("mutation ($id: UUID!) { closeSession(key: $id) { id } }", { id: client.sessionKey });
      const { bytes, error } = await readOn(response);
      expect(error).toMatchObject({ code: "ECONNRESET" });
      expect(response.complete).toBe(false);
      expect(bytes).toBeLessThan(announced);
      expect(announced).toBe(Number(TOKENS) * 13 - 1);
      expectQuiet(server);
    },
  );

  it("breaks as a compressed one, too, and while its size is being found out it is not found", async () => {
    await using server = await newServer(dialect, { environment: { WORKERS: "2" } });
    const client = await Client.open(server.url);
    const id = await client.ordered({ size: TOKENS });
    await client.reached(id, "finished");
    const sizing = client.data(id, "?format=gz");
    await client.delete(id);
    expect((await sizing).status).toBe(404);
    expectQuiet(server);
  });
});

describe("the downloads of a line", () => {
  it("are all cut by its deletion, and no other line's", () => {
    const downloads = new Downloads();
    const [first, second, other] = [downloads.begin("a"), downloads.begin("a"), downloads.begin("b")];
    downloads.cut("a");
    expect([first, second, other].map(({ signal }) => signal.aborted)).toEqual([true, true, false]);
  });

  it("are forgotten once they are over, so that a later one is not cut by what was before", () => {
    const downloads = new Downloads();
    const first = downloads.begin("a");
    first.done();
    first.done();
    const second = downloads.begin("a");
    first.done();
    downloads.cut("a");
    expect([first.signal.aborted, second.signal.aborted]).toEqual([false, true]);
  });
});

/** Asks for a file and leaves it unread after its head. */
async function begin(url: string, sessionKey: string): Promise<IncomingMessage> {
  const request = get(url, { headers: { "Session-Key": sessionKey }, agent: false });
  const [response] = (await once(request, "response")) as [IncomingMessage]; // of the event
  return response;
}

async function readOn(response: IncomingMessage): Promise<{ bytes: number; error: unknown }> {
  let bytes = 0;
  try {
    for await (const piece of response) bytes += (piece as Buffer).length; // an HTTP answer is read in buffers
    return { bytes, error: null };
  } catch (error) {
    return { bytes, error };
  }
}
