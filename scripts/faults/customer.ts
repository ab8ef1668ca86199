import { createHash, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Client, newPayment } from "../../test/support/graphql-client.ts";

/** Half of all that five dice can show, and the other half. */
export const FIRST_HALF = 4_000;
export const SECOND_HALF = 3_776;

const PAUSE_MS = 100;

/** One order that may be sent again and again. */
export interface Order {
  readonly mutation: string;
  readonly input: Record<string, unknown>;
  readonly key: string;
}

export function newOrder(input: Record<string, unknown> = { alphabet: "DICE", digits: 5, size: FIRST_HALF }): Order {
  const mutation =
    "mutation ($input: RequestTokensInput!, $key: String) { ordered: requestTokens(input: $input, idempotencyKey: $key) { id parts { number } } }";
  return { mutation, input: { ...input, payment: newPayment() }, key: randomUUID() };
}

export function newContinuation(id: string, snapshot: string): Order {
  const mutation =
    "mutation ($input: ContinueTokensInput!, $key: String) { ordered: continueTokens(input: $input, idempotencyKey: $key) { id parts { number } } }";
  return { mutation, input: { id, snapshot, size: SECOND_HALF, payment: newPayment() }, key: randomUUID() };
}

/** The answer to an order: the line, or the refusal's code; `lost` when none came. */
export async function send(
  client: Client,
  { mutation, input, key }: Order,
): Promise<{ readonly id: string } | { readonly code: string }> {
  try {
    const { data, errors } = await client.send(mutation, { input, key });
    const ordered = (data as { ordered?: { id: string } } | null)?.ordered;
    return ordered ?? { code: errors[0]?.extensions.code ?? "?" };
  } catch {
    return { code: "lost" };
  }
}

/** Waits until a line has a status, however often the service is away meanwhile. */
export async function waitFor(
  client: Client,
  id: string,
  { status, seconds }: { readonly status: string; readonly seconds: number },
): Promise<string> {
  let last = "unknown";
  const endMs = performance.now() + seconds * 1_000;
  while (performance.now() < endMs) {
    last = (await client.status(id).catch(() => null))?.status ?? last;
    if (last === status || last === "FAILED") return last;
    await sleep(PAUSE_MS);
  }
  return last;
}

/** SHA-256 of what is downloaded, and of what the record says. */
export async function download(client: Client, id: string, part: number): Promise<string> {
  const answer = await client.data(id, `?part=${part}`);
  if (answer.status !== 200) return `status ${answer.status}`;
  return createHash("sha256")
    .update(Buffer.from(await answer.arrayBuffer()))
    .digest("hex");
}
