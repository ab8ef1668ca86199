import type { IncomingMessage } from "node:http";
import { type FormattedExecutionResult, type GraphQLError, OperationTypeNode } from "graphql";
import { isUnanswered, type OnFault, refusedStatus, secondsToRetry } from "../graphql/apollo-plugins.ts";
import type { OperationCounts } from "../graphql/operation-counts.ts";
import type { PersistedDocuments, SentParameters } from "../graphql/persisted-documents.ts";
import type { PrepareOperation, SentOperation } from "../graphql/prepare-operation.ts";
import { refusedBy } from "../graphql/public-error.ts";
import { type RunOperation, toldErrors } from "../graphql/run-operation.ts";
import { readJson } from "../lib/read-json.ts";
import type { AnswerDirectly, DirectAnswer, FindDirect } from "./direct-request.ts";
import { wrongBody } from "./graphql-parameters.ts";

export interface DirectGraphqlDeps {
  readonly prepare: PrepareOperation;
  readonly documents: PersistedDocuments;
  readonly run: RunOperation;
  readonly onFault: OnFault;
  readonly operations: OperationCounts;
}

const ROUTE = "/graphql";
const JSON_TYPE = "application/json; charset=utf-8";
const GRAPHQL_TYPE = "application/graphql-response+json; charset=utf-8";

/** What clients accept, in their usual words, and what they get; whatever else they say is negotiated by Koa and Apollo. */
const USUAL_ACCEPTS: ReadonlyMap<string, string> = new Map([
  ["", JSON_TYPE],
  ["*/*", JSON_TYPE],
  ["application/json", JSON_TYPE],
  ["application/json, */*", JSON_TYPE],
  ["application/graphql-response+json", GRAPHQL_TYPE],
  ["application/graphql-response+json, application/json", GRAPHQL_TYPE],
  ["application/graphql-response+json,application/json;q=0.9", GRAPHQL_TYPE],
  ["application/graphql-response+json, application/json;q=0.9", GRAPHQL_TYPE],
]);

const USUAL_CONTENT = /^application\/json(?:; ?charset=utf-8)?$/i;

/** Answers queries and mutations by POST, in the words that Apollo has for them. */
export function directGraphql(deps: DirectGraphqlDeps): FindDirect {
  return ({ method, url, headers }) => {
    const type = USUAL_ACCEPTS.get(headers.accept ?? "");
    const isMine =
      method === "POST" && url === ROUTE && type !== undefined && USUAL_CONTENT.test(headers["content-type"] ?? "");
    return isMine ? answer(deps, type) : null;
  };
}

function answer({ prepare, documents, run, onFault, operations }: DirectGraphqlDeps, type: string): AnswerDirectly {
  return async (request, context) => {
    const sent = await operationIn(request, documents);
    if (sent === null) return null;
    try {
      const prepared = prepare(sent);
      if (!("document" in prepared)) return refused(prepared);
      if (prepared.operation.operation === OperationTypeNode.SUBSCRIPTION) return null;
      operations.count(prepared);
      return toAnswer(await run(prepared, sent.variables, context), type, 200);
    } catch (thrown) {
      return refused([refusedBy(thrown instanceof Error ? thrown : new Error(String(thrown)))]); // Koa would run it again
    }

    function refused(errors: readonly GraphQLError[]): DirectAnswer {
      const status = refusedStatus(errors);
      const isTold = status === 400 && type === JSON_TYPE; // with 200, as GraphQL over HTTP has it
      return toAnswer({ errors: toldErrors(errors, onFault, context) }, type, isTold ? 200 : status);
    }
  };
}

/** Null for a body that Koa has to say something about. */
async function operationIn(request: IncomingMessage, documents: PersistedDocuments): Promise<SentOperation | null> {
  try {
    const body = await readJson(request);
    return wrongBody(body) === null ? documents.find(body as SentParameters) : null; // wrongBody() has found nothing
  } catch {
    return null; // whoever reads it next gets the same refusal
  }
}

function toAnswer(result: FormattedExecutionResult, type: string, status: number): DirectAnswer {
  const seconds = secondsToRetry(result);
  return {
    route: ROUTE,
    status: isUnanswered(result) ? 503 : status,
    headers: [...headersOf(type), ...(seconds === null ? [] : ["Retry-After", String(seconds)])],
    text: `${JSON.stringify(result)}\n`,
  };
}

/** An answer may hold Session-Keys. */
function headersOf(type: string): string[] {
  return ["Vary", "Origin", "Cache-Control", "no-store", "Content-Type", type];
}
