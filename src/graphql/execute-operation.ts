import type { ApolloServer } from "@apollo/server";
import { type GraphQLFormattedError, print } from "graphql";
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import type { RequestContext } from "./request-context.ts";

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

/** @returns a runner that throws an `OperationError` for the first error of an answer. */
export function executeOperation(apollo: ApolloServer<RequestContext>): ExecuteOperation {
  return async <Data, Variables extends Record<string, unknown>>(
    operation: Operation<Data, Variables>,
    variables: Variables,
    contextValue: RequestContext,
  ) => {
    const { body } = await apollo.executeOperation({ query: operation.text, variables }, { contextValue });
    if (body.kind !== "single") throw new Error("An operation is answered at once.");
    const { data, errors } = body.singleResult;
    if (errors?.[0] !== undefined) throw new OperationError(errors[0]);
    return data as Data; // the schema's types, which the operations were generated from
  };
}
