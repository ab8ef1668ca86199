import { type Answer, exchange, outcomeOf } from "./exchange.ts";
import type { Request } from "./requests.ts";

/**
 * Sends a query three times, by when it is laid out and answered without graphql-js. Right before and right after, the same query in a text that is
 * new is answered by graphql-js: what these two answer alike, the one between them must, to the letter.
 *
 * @returns as a face does.
 */
export async function sameAgain(url: string, request: Request) {
  const sent = JSON.parse(request.body?.toString() ?? "") as { readonly query: string };
  const ask = async (query: string) => {
    const answer = await exchange(url, { ...request, body: Buffer.from(JSON.stringify({ ...sent, query })) });
    return { answer, text: answer && told(answer) };
  };
  const { query } = sent;
  const { answer } = await ask(query);
  await ask(query);
  const before = (await ask(`${query} `)).text;
  const planned = (await ask(query)).text;
  const after = (await ask(`${query}  `)).text;
  return {
    sent,
    outcome: answer === null ? "cut" : outcomeOf(answer),
    problems:
      before === after && planned !== before
        ? [`answered as ${String(planned).slice(0, 2_000)}, by graphql-js as ${String(before).slice(0, 2_000)}`]
        : [],
  };
}

/** All that a client sees of it, but for the request's own id. */
function told({ status, body }: Answer): string {
  return `${status} ${body.replaceAll(/"requestId":"[^"]*"/g, '"requestId":""')}`;
}
