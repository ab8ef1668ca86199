import { fillLines } from "../test/support/fill-lines.ts";
import { Client } from "../test/support/graphql-client.ts";
import { newServer } from "../test/support/server.ts";
import { inTurn, median } from "./measure.ts";
import { atMost, type Row } from "./row.ts";

const FIND = "query ($tokens: [String!]!) { findTokens(tokens: $tokens) { result } }";

/** How long it takes to look for one token in so many lines, each of which could have written it. */
export async function findRows(count = 10_000): Promise<Row[]> {
  const server = await newServer("sqlite", { environment: { WORKERS: "2" } });
  try {
    const client = await Client.open(server.url);
    await fillLines(server, client.sessionKey, count, { withKeys: true });
    const answered = async (query: string, variables: Record<string, unknown>) => {
      const startedMs = performance.now();
      await client.ask(query, variables);
      return performance.now() - startedMs;
    };
    let delayMs = 0;
    const times = await inTurn(5, {
      find: async () => {
        const found = answered(FIND, { tokens: ["⚀".repeat(20)] });
        const other = await answered("{ session { id } }", {});
        delayMs = Math.max(delayMs, other);
        return found;
      },
    });
    const seconds = median(times.find) / 1_000;
    return [
      {
        what: `findTokens, one token in ${count.toLocaleString("en")} lines of its shape, two workers`,
        figure: `${seconds.toFixed(2)} s`,
        against: "seconds",
        ...atMost(seconds, (1.5 * count) / 10_000),
      },
      {
        what: "another answer meanwhile",
        figure: `after ${delayMs.toFixed(0)} ms`,
        against: "milliseconds",
        ...atMost(delayMs, 50),
      },
    ];
  } finally {
    await server[Symbol.asyncDispose]();
  }
}
