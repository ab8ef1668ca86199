import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from "graphql";
import { type CoerceVariables, coerceVariables } from "./coerce-variables.ts";
import { queryCost } from "./query-cost.ts";
import { planQuery, type QueryPlan } from "./query-plan.ts";

/** Clients that write values into their documents send each of them once: a plan is not worth its making then. */
const PLANNED_FROM_USE = 3;

/** A document that was found valid, and what has been found out of its operations, which may come again. */
export class KeptDocument {
  private readonly operations = new Map<OperationDefinitionNode, KeptOperation>();

  constructor(
    private readonly schema: GraphQLSchema,
    readonly document: DocumentNode,
  ) {}

  kept(operation: OperationDefinitionNode): KeptOperation {
    const known = this.operations.get(operation) ?? new KeptOperation(this.schema, this.document, operation);
    this.operations.set(operation, known);
    return known;
  }
}

/** One operation of a document. */
export class KeptOperation {
  readonly coerce: CoerceVariables;
  private fixedCost: number | null = null;
  private uses = 0;
  private planned: QueryPlan | null | undefined;

  constructor(
    private readonly schema: GraphQLSchema,
    readonly document: DocumentNode,
    readonly operation: OperationDefinitionNode,
  ) {
    this.coerce = coerceVariables(schema, operation);
  }

  /** @param variables coerced. */
  costWith(variables: Readonly<Record<string, unknown>>): number {
    if (this.fixedCost !== null) return this.fixedCost;
    const { schema, document, operation } = this;
    const { cost, isFixed } = queryCost({ schema, document, operation, variables });
    if (isFixed) this.fixedCost = cost;
    return cost;
  }

  /** Counts a use. @returns how to run it fast; null where graphql-js runs it. */
  plan(): QueryPlan | null {
    this.uses += 1;
    if (this.uses < PLANNED_FROM_USE) return null;
    if (this.planned === undefined) this.planned = planQuery(this.schema, this.document, this.operation);
    return this.planned;
  }
}
