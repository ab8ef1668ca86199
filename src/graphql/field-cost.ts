import type { GraphQLField } from "graphql";
import { Extensions } from "type-graphql";

/** What a field costs besides the one that every field of an answer costs. */
export interface FieldCost {
  /** Fields that making the value counts as, whatever is asked of it. */
  readonly own?: CostOf;
  /** How many values a list can have, each of which costs what is asked of it. */
  readonly times?: CostOf;
}

/** Of the field's arguments, as the resolver gets them. */
type CostOf = number | ((args: Readonly<Record<string, unknown>>) => number);

/** What a transaction that writes counts as. */
export const WRITE_COST = 100;

/** Declares what a field costs, beside its resolver. */
export function costs(cost: FieldCost): MethodDecorator & PropertyDecorator {
  return Extensions({ cost });
}

export function declaredCost({ extensions }: GraphQLField<unknown, unknown>): FieldCost | undefined {
  return extensions["cost"] as FieldCost | undefined; // costs() has put it there
}
