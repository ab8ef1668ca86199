import { type ApolloServerPlugin, type GraphQLResponse, HeaderMap } from "@apollo/server";
import { type FormattedExecutionResult, type GraphQLError, OperationTypeNode, parse } from "graphql";
import { ServiceError } from "../errors.ts";
import type { OperationCounts } from "./operation-counts.ts";
import type { PreparedOperation, PrepareOperation } from "./prepare-operation.ts";
import { faultOf, publicErrors, refusedBy, retryAfterOf } from "./public-error.ts";
import type { RequestContext } from "./request-context.ts";

export type OnFault = (fault: Error, context: RequestContext) => void;

type Plugin = ApolloServerPlugin<RequestContext>;

/** What Apollo has to look at in the place of a document that is refused. */
const NOTHING = parse("{ __typename }");

/** Prepares each operation in Apollo's place, which parses and validates only what it finds no document of, and answers what is refused before anything runs. */
export function checkAhead(prepare: PrepareOperation, onFault: OnFault, operations: OperationCounts): Plugin {
  return {
    requestDidStart: () => {
      let prepared: PreparedOperation | readonly GraphQLError[] = [];
      return Promise.resolve({
        didResolveSource: (request) => {
          prepared = preparing(prepare, { ...request.request, query: request.source }, (fault) => {
            onFault(fault, request.contextValue);
          });
          if ("document" in prepared) operations.count(prepared);
          // Apollo reads it from here, where there is no store to read it from.
          Object.assign(request, { document: "document" in prepared ? prepared.document : NOTHING });
          return Promise.resolve();
        },
        responseForOperation: ({ contextValue: { requestId } }) =>
          Promise.resolve("document" in prepared ? null : refusal(prepared, requestId)),
        willSendResponse: ({ response: { body } }) => {
          if (body.kind === "single" && "cost" in prepared)
            body.singleResult.extensions = { ...body.singleResult.extensions, cost: prepared.cost };
          return Promise.resolve();
        },
      });
    },
  };
}

/** Subscriptions have no single answer. */
function preparing(
  prepare: PrepareOperation,
  sent: Parameters<PrepareOperation>[0],
  onFault: (fault: Error) => void,
): ReturnType<PrepareOperation> {
  try {
    const prepared = prepare(sent);
    const isSubscription = "operation" in prepared && prepared.operation.operation === OperationTypeNode.SUBSCRIPTION;
    return isSubscription
      ? [
          refusedBy(
            new ServiceError(
              "METHOD_NOT_ALLOWED",
              "Subscribe over WebSocket, or ask for text/event-stream, at the same path.",
            ),
          ),
        ]
      : prepared;
  } catch (thrown) {
    const fault = thrown instanceof Error ? thrown : new Error(String(thrown));
    onFault(fault);
    return [refusedBy(fault)];
  }
}

/** Of an operation that is not executed. */
export function refusedStatus(errors: readonly GraphQLError[]): number {
  return errors.some((error) => faultOf(error) !== null) ? 500 : 400;
}

function refusal(errors: readonly GraphQLError[], requestId: string): GraphQLResponse {
  return {
    http: { status: refusedStatus(errors), headers: new HeaderMap() },
    body: { kind: "single", singleResult: { errors: publicErrors(errors, requestId) } },
  };
}

export function reportFaults(onFault: OnFault): Plugin {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didEncounterErrors: ({ errors, contextValue }) => {
          for (const error of errors) {
            const fault = faultOf(error);
            if (fault !== null) onFault(fault, contextValue);
          }
          return Promise.resolve();
        },
      }),
  };
}

/** Apollo gives an error for an error; what was refused for several reasons gives more. */
export const showErrors: Plugin = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse: ({ errors, response: { body }, contextValue: { requestId } }) => {
        if (errors && body.kind === "single") body.singleResult.errors = publicErrors(errors, requestId);
        return Promise.resolve();
      },
    }),
};

/** GraphQL over HTTP: under `application/json` a well-formed request is answered with 200, whatever is wrong with its document; and a refusal that waiting mends tells how long. */
export const answerOverHttp: Plugin = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse: ({ request, response }) => {
        const accepted = request.http?.headers.get("accept") ?? "";
        const isLegacy = !accepted.includes("application/graphql-response+json");
        if (response.body.kind === "single") {
          const { singleResult } = response.body;
          if (isLegacy && response.http.status === 400 && request.query) response.http.status = 200;
          if (isUnanswered(singleResult)) response.http.status = 503;
          const seconds = secondsToRetry(singleResult);
          if (seconds !== null) response.http.headers.set("retry-after", String(seconds));
        }
        return Promise.resolve();
      },
    }),
};

/** Nothing was answered for want of the database: whoever stands between, such as a load balancer, understands a status. */
export function isUnanswered({ errors = [], data }: FormattedExecutionResult): boolean {
  const isUnavailable = errors.some(({ extensions }) => extensions?.["code"] === "DATABASE_UNAVAILABLE");
  return isUnavailable && !Object.values(data ?? {}).some((value) => value !== null);
}

/** The longest wait that one of the errors asks for; null where waiting mends nothing. */
export function secondsToRetry({ errors = [] }: FormattedExecutionResult): number | null {
  const seconds = errors.map(retryAfterOf).filter((wait) => wait !== null);
  return seconds.length > 0 ? Math.max(...seconds) : null;
}
