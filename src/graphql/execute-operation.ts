import { type FormattedExecutionResult, type GraphQLFormattedError, print } from "graphql";
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import type { OnFault } from "./apollo-plugins.ts";
import type { PrepareOperation } from "./prepare-operation.ts";
import type { RequestContext } from "./request-context.ts";
import { type RunOperation, toldErrors } from "./run-operation.ts";

/** An operation in the words of the schema, with the types of what goes in and what comes out. */
export interface Operation<Data, Variables> {
  readonly text: string;
  /** Carries the types alone. */
  readonly types?: (variables: Variables) => Data;
}

/** Runs an operation in the process, as if a client had sent it. */
export type ExecuteOperation = <Data, Variables extends Record<string, unknown>>(
  operation: Operation<Data, Variables>,
  variables: Variables,
  context: RequestContext,
) => Promise<Data>;

/** An operation was answered with an error, formatted as any client would get it. */
export class OperationError extends Error {
  override readonly name = "OperationError";
  readonly formatted: GraphQLFormattedError;

  constructor(formatted: GraphQLFormattedError) {
    super(formatted.message);
    this.formatted = formatted;
  }
}

/** As text an operation hits the executor's cache of parsed and validated documents. */
export function toOperation<Data, Variables>(document: TypedDocumentNode<Data, Variables>): Operation<Data, Variables> {
  return { text: print(document) };
}

export interface ExecuteOperationDeps {
  readonly prepare: PrepareOperation;
  readonly run: RunOperation;
  readonly onFault: OnFault;
}

/** @returns a runner that throws an `OperationError` for the first error of an answer. */
export function executeOperation({ prepare, run, onFault }: ExecuteOperationDeps): ExecuteOperation {
  return async <Data, Variables extends Record<string, unknown>>(
    operation: Operation<Data, Variables>,
    variables: Variables,
    context: RequestContext,
  ) => {
    const prepared = prepare({ query: operation.text, variables });
    const { data, errors }: FormattedExecutionResult =
      "document" in prepared
        ? await run(prepared, variables, context)
        : { errors: toldErrors(prepared, onFault, context) };
    if (errors?.[0] !== undefined) throw new OperationError(errors[0]);
    return data as Data; // the schema's types, which the operations were generated from
  };
}
