import { Client } from "../../support/graphql-client.ts";
import { API_KEY } from "../../support/server.ts";
import type { Known } from "./values.ts";

/** A new session with a finished line that has tokens left. */
export async function newKnown(url: string): Promise<Known> {
  const client = await Client.open(url);
  const line = await client.ordered({ alphabet: "DICE", digits: 5, size: 1_000, analysis: "METRICS" });
  await client.reached(line, "analyzed");
  const token = (await (await client.data(line)).text()).slice(0, 5);
  return { apiKey: API_KEY, sessionKey: client.sessionKey, line, snapshot: await client.snapshot(line), token };
}
