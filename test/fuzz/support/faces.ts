import fc from "fast-check";
import type { GraphQLSchema } from "graphql";
import { Choices, tapes } from "./choices.ts";
import { exchange, outcomeOf } from "./exchange.ts";
import { problemsOf } from "./problems.ts";
import {
  fileRequest,
  formRequest,
  graphqlRequest,
  type Make,
  pathRequest,
  queryRequest,
  restRequest,
} from "./requests.ts";
import { sameAgain } from "./same-again.ts";
import { askSocket, socketMessages } from "./socket-case.ts";
import type { Known } from "./values.ts";

/** The service that is tried. */
export interface Tried {
  readonly url: string;
  readonly schema: GraphQLSchema;
  readonly known: () => Known;
  /** Errors that it has logged until now. */
  readonly logged: () => readonly string[];
  /** What is done from time to time, so that cases that close or delete what there is do not spoil the rest. */
  readonly renew: () => Promise<void>;
  /** Told how each case was answered. */
  readonly onOutcome?: (outcome: string) => void;
}

/** One way in: makes a case of a tape, sends it, and tells how it was answered and what was wrong with that. */
export type Face = (
  choices: Choices,
  tried: Tried,
) => Promise<{ readonly sent: unknown; readonly outcome: string; readonly problems: readonly string[] }>;

export const FACES: Readonly<Record<string, Face>> = {
  "GraphQL over HTTP": async (choices, tried) => requestFace(graphqlRequest(tried.schema), choices, tried),
  "GraphQL over WebSocket": async (choices, { url, schema, known }) => {
    const sent = socketMessages(schema)(choices, known());
    return { sent: sent.map(String), ...(await askSocket(url, sent)) };
  },
  "the same query again": async (choices, { url, schema, known }) =>
    sameAgain(url, queryRequest(schema)(choices, known())),
  REST: (choices, tried) => requestFace(restRequest, choices, tried),
  forms: (choices, tried) => requestFace(formRequest, choices, tried),
  files: (choices, tried) => requestFace(fileRequest, choices, tried),
  paths: (choices, tried) => requestFace(pathRequest, choices, tried),
};

async function requestFace(make: Make, choices: Choices, { url, known }: Tried): ReturnType<Face> {
  const request = make(choices, known());
  const answer = await exchange(url, request);
  return {
    sent: { ...request, body: request.body?.toString("latin1") ?? null },
    outcome: answer === null ? "cut" : outcomeOf(answer),
    problems: answer === null ? [] : problemsOf(request, answer),
  };
}

const RENEW_AFTER = 100;
const LOOK_AFTER = 20;

/** Tries so many cases of a face. Fails with the smallest case that fast-check can find, and its seed. */
export async function tryFace(
  face: Face,
  tried: Tried,
  options: { readonly seed: number; readonly cases: number },
): Promise<void> {
  let count = 0;
  const holds = async (tape: readonly number[]) => {
    count += 1;
    if (count % RENEW_AFTER === 0) await tried.renew();
    const errorsBefore = tried.logged().length;
    const { sent, outcome, problems } = await face(new Choices(tape), tried);
    tried.onOutcome?.(outcome);
    const logged = tried.logged().slice(errorsBefore);
    const isAlive = count % LOOK_AFTER !== 0 || (await fetch(`${tried.url}/livez`)).status === 200;
    const all = [
      ...problems,
      ...logged.map((line) => `logged: ${line.slice(0, 1_000)}`),
      ...(isAlive ? [] : ["/livez is not answered with 200"]),
    ];
    if (all.length > 0) throw new Error(`${all.join("\n")}\nSent: ${JSON.stringify(sent).slice(0, 4_000)}`);
  };
  const { failed, errorInstance, counterexample } = await fc.check(fc.asyncProperty(tapes, holds), {
    seed: options.seed,
    numRuns: options.cases,
  });
  if (failed) throw new Error(`Seed ${options.seed}, tape ${JSON.stringify(counterexample)}: ${String(errorInstance)}`);
}
