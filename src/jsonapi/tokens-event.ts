import type { FormattedExecutionResult } from "graphql";
import { OperationError } from "../graphql/execute-operation.ts";
import type { RequestContext } from "../graphql/request-context.ts";
import type { FollowTokensSubscription } from "./operations.generated.ts";
import { linkedFrom } from "./respond.ts";
import { isSettled, tokensDocument } from "./tokens-resource.ts";

/** A record of a line that is followed. */
export interface TokensEvent {
  /** The same for the same record, whichever process tells it. */
  readonly id: string;
  /** The document that the line's own path answers with at that moment, as JSON. */
  readonly document: string;
  /** Whether nothing more happens of its own accord. */
  readonly isLast: boolean;
}

/**
 * Reads a result of the operation `followTokens`.
 *
 * A part passes each status once, so the number of those that it has passed, with the progress, is its place in its course; the time of its order
 * tells it from the part after it.
 *
 * @throws {OperationError} for the first error of the result.
 */
export function tokensEvent(
  { data, errors }: FormattedExecutionResult,
  { publicPath }: Pick<RequestContext, "publicPath">,
): TokensEvent {
  if (errors?.[0] !== undefined) throw new OperationError(errors[0]);
  const { tokens, status } = (data as unknown as FollowTokensSubscription).production; // the operation's own type
  const passed = Object.values(status.timestamps).filter((at) => at !== null);
  const requestedMs = new Date(status.timestamps.requested).getTime();
  const isToBeAnalysed = tokens.analysisLevel !== "NONE" && status.error === null;
  return {
    id: `${requestedMs}-${passed.length}-${status.progress}`,
    document: JSON.stringify(linkedFrom(tokensDocument(tokens, status), publicPath)),
    isLast: isSettled(status.status) || (status.status === "FINISHED" && !isToBeAnalysed),
  };
}
