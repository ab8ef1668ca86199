import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "../../test/support/graphql-client.ts";
import { newOrder, type Order, send, waitFor } from "./customer.ts";
import { ledgerProblems, type Read } from "./ledger-problems.ts";
import type { Problems } from "./row.ts";

const PAUSE_MS = 100;

interface Sent {
  readonly order: Order;
  readonly answer: { readonly id: string } | { readonly code: string };
}

/** What a client has seen while something was wrong. */
export interface Seen {
  readonly sent: readonly Sent[];
  /** How often each answer came: `201` or a code. */
  readonly answers: ReadonlyMap<string, number>;
  readonly slowestMs: number;
}

/** A client that orders again and again, each time something new. */
export function startLoad(client: Client): { readonly stop: () => Promise<Seen> } {
  const sent: Sent[] = [];
  let isOn = true;
  let slowestMs = 0;
  const loop = async () => {
    while (isOn) {
      const order = newOrder();
      const startMs = performance.now();
      sent.push({ order, answer: await send(client, order) });
      slowestMs = Math.max(slowestMs, performance.now() - startMs);
      await sleep(PAUSE_MS);
    }
  };
  const ended = loop();
  const stop = async () => {
    isOn = false;
    await ended;
    const answers = new Map<string, number>();
    for (const { answer } of sent) {
      const word = "id" in answer ? "accepted" : answer.code;
      answers.set(word, (answers.get(word) ?? 0) + 1);
    }
    return { sent, answers, slowestMs };
  };
  return { stop };
}

/** The answers in words: `12 × accepted, 3 × DATABASE_UNAVAILABLE`. */
export function inWords({ answers, slowestMs }: Seen): string {
  return `${[...answers].map(([word, count]) => `${count} × ${word}`).join(", ")}, the slowest after ${(slowestMs / 1_000).toFixed(1)} s`;
}

/** Once all is well again: every order is there or can be sent again, each is finished, and the ledger agrees. */
export async function lossesOf(client: Client, { sent }: Seen, read: Read): Promise<Problems> {
  const problems: Problems = [];
  for (const { order, answer } of sent) {
    const again = await send(client, order);
    if (!("id" in again))
      problems.push(
        `an order that was answered with ${"id" in answer ? "a line" : answer.code} is answered with ${again.code} when sent again`,
      );
    else if ("id" in answer && answer.id !== again.id)
      problems.push("an order that was accepted is answered with another line when sent again");
    else {
      const status = await waitFor(client, again.id, { status: "FINISHED", seconds: 30 });
      if (status !== "FINISHED") problems.push(`a line stands at ${status} after 30 s`);
    }
  }
  return [...problems.slice(0, 3), ...(await ledgerProblems(read)).slice(0, 3)];
}
