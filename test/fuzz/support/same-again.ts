import { type Answer, exchange, outcomeOf } from "./exchange.ts";
import type { Request } from "./requests.ts";

/** A query is laid out once it has come so often, and answered without graphql-js from then on. */
const TIMES = 4;

/**
 * Sends a query again and again. What graphql-js has answered twice alike must be answered so for ever, to the letter.
 *
 * @returns as a face does.
 */
export async function sameAgain(url: string, request: Request) {
  const answers: Answer[] = [];
  for (let times = 0; times < TIMES; times += 1) {
    const answer = await exchange(url, request);
    if (answer !== null) answers.push(answer);
  }
  const [first = "", second, ...others] = answers.map(told);
  const differs = first === second ? others.find((other) => other !== first) : undefined;
  return {
    sent: JSON.parse(request.body?.toString() ?? "null") as unknown,
    outcome: answers[0] === undefined ? "cut" : outcomeOf(answers[0]),
    problems:
      differs === undefined ? [] : [`answered as ${first.slice(0, 2_000)}, and then as ${differs.slice(0, 2_000)}`],
  };
}

/** All that a client sees of it, but for the request's own id. */
function told({ status, body }: Answer): string {
  return `${status} ${body.replaceAll(/"requestId":"[^"]*"/g, '"requestId":""')}`;
}
