import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  type GraphQLCompositeType,
  type GraphQLField,
  GraphQLIncludeDirective,
  type GraphQLSchema,
  GraphQLSkipDirective,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionNode,
  type SelectionSetNode,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from "graphql";
import { declaredCost, type FieldCost } from "./field-cost.ts";
import { introspectionCost } from "./introspection-cost.ts";

export interface CostedOperation {
  readonly schema: GraphQLSchema;
  /** Valid by the schema: its fields are there, and its fragments end. */
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Coerced. */
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface QueryCost {
  readonly cost: number;
  /** Whether it is the same for all variables. */
  readonly isFixed: boolean;
}

/**
 * Counts what an operation costs at most: one for each field that its answer can have, lists at their bounds, and what expensive fields declare besides.
 *
 * Takes as long as the document, whatever its fragments multiply to: each is counted once.
 */
export function queryCost(costed: CostedOperation): QueryCost {
  const { schema, operation } = costed;
  const root = schema.getRootType(operation.operation);
  const walker = new CostWalker(costed);
  const cost = root ? walker.ofSelections(root, operation.selectionSet) : 0;
  return { cost, isFixed: !walker.hasLookedAtVariables || !operation.variableDefinitions?.length };
}

class CostWalker {
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  private readonly known = new Map<string, number>();
  hasLookedAtVariables = false;

  constructor(private readonly costed: CostedOperation) {
    this.fragments = new Map(
      costed.document.definitions.flatMap((definition) =>
        definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
      ),
    );
  }

  ofSelections(parent: GraphQLCompositeType, { selections }: SelectionSetNode): number {
    return selections.reduce(
      (sum, selection) => finite(sum + (this.isLeftOut(selection) ? 0 : this.ofSelection(parent, selection))),
      0,
    );
  }

  private ofSelection(parent: GraphQLCompositeType, selection: SelectionNode): number {
    if (selection.kind === Kind.FIELD) return this.ofField(parent, selection);
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return this.ofSelections(this.typeNamed(selection.typeCondition?.name.value) ?? parent, selection.selectionSet);
    return this.ofFragment(selection.name.value);
  }

  private ofFragment(name: string): number {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const fragment = this.fragments.get(name);
    const type = this.typeNamed(fragment?.typeCondition.name.value);
    const cost = fragment && type ? this.ofSelections(type, fragment.selectionSet) : 0;
    this.known.set(name, cost);
    return cost;
  }

  private ofField(parent: GraphQLCompositeType, node: FieldNode): number {
    const field = fieldOf(parent, node.name.value);
    if (field === undefined) return 1;
    const { own = 0, times = 1 } = declaredCost(field) ?? introspectionCost(this.costed.schema, parent, field) ?? {};
    const type = getNamedType(field.type);
    const each =
      node.selectionSet && isCompositeType(type) ? this.ofSelections(type, node.selectionSet) : Number(times !== 1);
    const args = typeof own === "function" || typeof times === "function" ? this.argumentsOf(field, node) : {};
    return finite(1 + valueOf(own, args) + valueOf(times, args) * each);
  }

  private argumentsOf(field: GraphQLField<unknown, unknown>, node: FieldNode): Readonly<Record<string, unknown>> {
    this.hasLookedAtVariables = true;
    try {
      return getArgumentValues(field, node, { ...this.costed.variables });
    } catch {
      return {}; // The execution refuses this field for the same reason, in GraphQL's own words.
    }
  }

  private isLeftOut(selection: SelectionNode): boolean {
    if (!selection.directives?.length) return false;
    this.hasLookedAtVariables = true;
    const variables = { ...this.costed.variables };
    return (
      getDirectiveValues(GraphQLSkipDirective, selection, variables)?.["if"] === true ||
      getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.["if"] === false
    );
  }

  private typeNamed(name: string | undefined): GraphQLCompositeType | undefined {
    const type = name === undefined ? undefined : this.costed.schema.getType(name);
    return isCompositeType(type) ? type : undefined;
  }
}

function fieldOf(parent: GraphQLCompositeType, name: string): GraphQLField<unknown, unknown> | undefined {
  const meta = [SchemaMetaFieldDef, TypeMetaFieldDef, TypeNameMetaFieldDef].find((field) => field.name === name);
  return meta ?? (isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined);
}

function valueOf(cost: NonNullable<FieldCost["own"]>, args: Readonly<Record<string, unknown>>): number {
  return Math.max(0, typeof cost === "function" ? cost(args) : cost);
}

/** Fragments within fragments double quickly. */
function finite(cost: number): number {
  return Math.min(cost, Number.MAX_SAFE_INTEGER);
}
