// Koa makes an object of its own for each request, and a dozen middlewares look at it one after the other. For what is asked hundreds of times a second
// that takes more than the answer. So such requests are answered directly, where they look as usual and are within their rate; all else goes to Koa,
// which has the words for it. Until an answer is written nothing of a request is used up: its context, its count and its body are there for Koa, too.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import type { RequestContext } from "../graphql/request-context.ts";
import { asRequest } from "../lib/current-request.ts";
import type { RateStanding } from "../lib/rate-counters.ts";
import { rateHeaders } from "./limit-rate.ts";
import { logAnswer } from "./log-requests.ts";
import { namesOneHost } from "./one-host.ts";
import { tellRoute } from "./request-spans.ts";
import type { RequestCounts } from "./request-counts.ts";

export interface DirectDeps {
  readonly contextAt: (request: IncomingMessage) => RequestContext;
  /** Counts the request once; null for one that has no rate. */
  readonly standing: (context: RequestContext) => Promise<RateStanding | null>;
  readonly log: Logger;
  readonly monotonicMs: () => number;
  /** Names and values of what every answer has. */
  readonly headers: readonly string[];
  readonly requests: RequestCounts;
}

/** An answer that is ready to be written. */
export interface DirectAnswer {
  /** The address, as `addresses.ts` has it. */
  readonly route: string;
  readonly status: number;
  /** Names and values. */
  readonly headers: readonly string[];
  readonly text: string;
}

/** Answers a request; null where Koa is to do it. Whatever it throws is a fault, and nothing was done before. */
export type AnswerDirectly = (request: IncomingMessage, context: RequestContext) => Promise<DirectAnswer | null>;

/** Finds who answers a request directly; null where it is Koa's. */
export type FindDirect = (request: IncomingMessage) => AnswerDirectly | null;

export type Handle = (request: IncomingMessage, response: ServerResponse) => void;

/** Handles requests directly where that goes, and by Koa's handler elsewhere. */
export function handleDirectly(deps: DirectDeps, find: FindDirect, byKoa: Handle): Handle {
  return (request, response) => {
    const answer = looksUsual(request) ? find(request) : null;
    if (answer === null) byKoa(request, response);
    else void handle(deps, { request, response, answer, byKoa });
  };
}

interface Handling {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly answer: AnswerDirectly;
  readonly byKoa: Handle;
}

async function handle(deps: DirectDeps, { request, response, answer, byKoa }: Handling): Promise<void> {
  const startedMs = deps.monotonicMs();
  const context = deps.contextAt(request);
  try {
    const stands = await deps.standing(context);
    const answered =
      stands === null || stands.isWithin ? await asRequest(context.requestId, () => answer(request, context)) : null;
    if (answered !== null && !response.headersSent) {
      tellRoute(request.method ?? "", answered.route);
      deps.requests.of(request.method ?? "", answered.route, String(answered.status)).count += 1;
      logAnswer(deps, { request, response, requestId: context.requestId, startedMs });
      write(response, answered, [
        ...deps.headers,
        "X-Request-Id",
        context.requestId,
        ...Object.entries(rateHeaders(stands)).flat(),
      ]);
      return;
    }
  } catch {
    // Koa meets the same, and says what it was.
  }
  byKoa(request, response);
}

function write(response: ServerResponse, { status, headers, text }: DirectAnswer, common: readonly string[]): void {
  const length = String(Buffer.byteLength(text));
  response.writeHead(status, [...common, ...headers, "Content-Length", length]);
  response.end(text);
}

/** No page of another origin has sent it, and its target has no query. */
function looksUsual({ headers, url = "", httpVersion, rawHeaders }: IncomingMessage): boolean {
  return headers.origin === undefined && !url.includes("?") && namesOneHost({ headers, httpVersion, rawHeaders });
}
