import {
  type DocumentNode,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
  parse,
  validate,
} from "graphql";
import { LRUCache } from "lru-cache";
import { ServiceError } from "../errors.ts";
import { refuseWildJson } from "../lib/refuse-wild-json.ts";
import { KeptDocument, type KeptOperation } from "./kept-document.ts";
import { MAX_TOKENS, refuseMisshapen } from "./document-shape.ts";
import { refusedBy, withCode } from "./public-error.ts";
import type { QueryPlan } from "./query-plan.ts";
import { refuseCrowded } from "./refuse-crowded.ts";

/** Fields of an answer: a page of 1,000 lines with all that belongs to them stays below. */
export const MAX_COST = 100_000;
/** Of a document, before no more are looked for. */
const MAX_ERRORS = 10;
/**
 * Characters of all documents that are kept parsed: some thousand of a frontend's. A document takes fifty times its text, and clients that write
 * values into their documents send a new one each time.
 */
const MAX_KEPT = 262_144;

/** An operation as a client sends it, on whatever transport. */
export interface SentOperation {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** An operation that may run: valid, with variables that fit, and not too costly. */
export interface PreparedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Coerced. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly cost: OperationCost;
  /** Where the operation has come before, and is a plain query. */
  readonly plan: QueryPlan | null;
}

/** Fields that the answer can have, and how many it may. */
export interface OperationCost {
  readonly requested: number;
  readonly limit: number;
}

/** @returns the errors of an operation that is refused; at least one. */
export type PrepareOperation = (sent: SentOperation) => PreparedOperation | readonly GraphQLError[];

/**
 * Looks at operations before they run, on every transport in the same order: shape, document, variables, cost.
 *
 * Takes little time whatever it is given: nothing of a document is parsed that is too deep or too long, of many errors only the first are
 * found, and of variables the first.
 */
export function prepareOperation(schema: GraphQLSchema): PrepareOperation {
  const known = new LRUCache<string, KeptDocument>({
    maxSize: MAX_KEPT,
    sizeCalculation: (_document, text) => text.length + 1,
  });
  return ({ query, operationName, variables }) => {
    try {
      refuseWildJson(variables, "The operation's input");
      const kept = known.get(query) ?? new KeptDocument(schema, parsed(schema, query));
      if (!known.has(query)) known.set(query, kept);
      return preparedOf(kept.kept(operationOf(kept.document, operationName)), variables ?? {});
    } catch (refused) {
      if (refused instanceof Refused) return refused.errors;
      if (refused instanceof ServiceError) return [refusedBy(refused)];
      throw refused;
    }
  };
}

function preparedOf(kept: KeptOperation, sent: Readonly<Record<string, unknown>>): PreparedOperation {
  const { document, operation } = kept;
  const variables = coerced(kept, sent);
  return { document, operation, variables, cost: costWithin(kept.costWith(variables)), plan: kept.plan() };
}

/** Carries a document's errors out. */
class Refused extends Error {
  constructor(readonly errors: readonly GraphQLError[]) {
    super("The operation is refused.");
  }
}

function parsed(schema: GraphQLSchema, query: string): DocumentNode {
  refuseMisshapen(query);
  const document = parseDocument(query);
  refuseCrowded(document);
  const errors = validated(schema, document);
  if (errors.length > 0) throw new Refused(withCode("GRAPHQL_VALIDATION_FAILED", errors));
  return document;
}

/** One of GraphQL's rules throws what it finds: a condition by a variable that a subscription does not have. */
function validated(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  try {
    return validate(schema, document, undefined, { maxErrors: MAX_ERRORS });
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

function parseDocument(query: string): DocumentNode {
  try {
    return parse(query, { maxLexicalTokens: MAX_TOKENS });
  } catch (error) {
    throw error instanceof GraphQLError ? new Refused(withCode("GRAPHQL_PARSE_FAILED", [error])) : error;
  }
}

function operationOf(document: DocumentNode, name: string | null | undefined): OperationDefinitionNode {
  const operation = getOperationAST(document, name);
  if (!operation)
    throw new Refused(
      withCode("OPERATION_RESOLUTION_FAILURE", [new GraphQLError("Name one of the document's operations.")]),
    );
  return operation;
}

/** GraphQL prints the value that does not fit, and would do so for each of its members. */
function coerced(
  { coerce }: KeptOperation,
  variables: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { coerced, errors: [first] = [] } = coerce(variables);
  if (first !== undefined) throw new Refused(withCode("BAD_USER_INPUT", [first]));
  return coerced ?? {};
}

function costWithin(requested: number): OperationCost {
  const cost = { requested, limit: MAX_COST };
  if (cost.requested <= MAX_COST) return cost;
  const refusal = new ServiceError(
    "QUERY_TOO_COMPLEX",
    `The answer could have ${cost.requested} fields; at most ${MAX_COST} are allowed. Ask for less at a time.`,
  );
  throw new Refused([refusedBy(refusal, { cost })]);
}
