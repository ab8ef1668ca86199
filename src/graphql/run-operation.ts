import { execute, type FormattedExecutionResult, type GraphQLError, type GraphQLSchema } from "graphql";
import type { OnFault } from "./apollo-plugins.ts";
import type { PreparedOperation, SentOperation } from "./prepare-operation.ts";
import { faultOf, publicErrors } from "./public-error.ts";
import type { QueryPlan } from "./query-plan.ts";
import type { RequestContext } from "./request-context.ts";

/** Executes a query or a mutation that was prepared, and gives the answer as its client gets it. */
export type RunOperation = (
  prepared: PreparedOperation,
  variables: SentOperation["variables"],
  context: RequestContext,
) => Promise<FormattedExecutionResult>;

/** @param onFault told every fault, once. */
export function runOperation(schema: GraphQLSchema, onFault: OnFault): RunOperation {
  return async ({ document, operation, variables, cost, plan }, sent, context) => {
    const planned = plan && (await runPlan(plan, context, variables));
    if (planned !== null) return { data: planned, extensions: { cost } };
    const { errors, data = null } = await execute({
      schema,
      document,
      operationName: operation.name?.value,
      variableValues: sent,
      contextValue: { ...context },
    });
    return errors === undefined
      ? { data, extensions: { cost } }
      : { errors: toldErrors(errors, onFault, context), data, extensions: { cost } };
  };
}

/** Errors as their client gets them; faults are told. */
export function toldErrors(
  errors: readonly GraphQLError[],
  onFault: OnFault,
  context: RequestContext,
): ReturnType<typeof publicErrors> {
  for (const fault of errors.map(faultOf)) if (fault !== null) onFault(fault, context);
  return publicErrors(errors, context.requestId);
}

async function runPlan(
  plan: QueryPlan,
  context: RequestContext,
  variables: PreparedOperation["variables"],
): Promise<Record<string, unknown> | null> {
  try {
    return await plan({ context: { ...context }, variables });
  } catch {
    return null; // graphql-js meets the same, and says what it was
  }
}
