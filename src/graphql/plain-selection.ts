import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type GraphQLObjectType,
  type InlineFragmentNode,
  Kind,
  type SelectionSetNode,
} from "graphql";

/** Thrown where a query is not plain, and where running it does not go well. */
export class Unplanned extends Error {
  constructor() {
    super("The query is for graphql-js.");
  }
}

/** A field of an answer: its name there, and the nodes that ask for it, which a valid document lets merge. */
export interface PlainField {
  readonly key: string;
  readonly node: FieldNode;
  readonly nodes: readonly FieldNode[];
}

/**
 * The fields that selections ask of an object, in the order of the answer.
 *
 * @throws {Unplanned} for a directive, and for a name that objects have a meaning of their own for.
 */
export function collectPlainFields(
  document: DocumentNode,
  type: GraphQLObjectType,
  selectionSets: readonly SelectionSetNode[],
): PlainField[] {
  const fields = new Map<string, [FieldNode, ...FieldNode[]]>();
  const collect = ({ selections }: SelectionSetNode) => {
    for (const selection of selections) {
      if (selection.directives?.length) throw new Unplanned();
      if (selection.kind === Kind.FIELD) addField(fields, selection);
      else collect(selectionOf(document, type, selection));
    }
  };
  selectionSets.forEach(collect);
  return [...fields].map(([key, nodes]) => ({ key, node: nodes[0], nodes }));
}

function addField(fields: Map<string, [FieldNode, ...FieldNode[]]>, node: FieldNode): void {
  const key = (node.alias ?? node.name).value;
  if (key === "__proto__") throw new Unplanned();
  const same = fields.get(key);
  if (same === undefined) fields.set(key, [node]);
  else same.push(node);
}

/** What a fragment asks of the type itself; one on another type may be on an interface of it. */
function selectionOf(
  { definitions }: DocumentNode,
  { name }: GraphQLObjectType,
  selection: InlineFragmentNode | FragmentSpreadNode,
): SelectionSetNode {
  const fragment =
    selection.kind === Kind.INLINE_FRAGMENT
      ? selection
      : definitions.find(
          (definition): definition is FragmentDefinitionNode =>
            definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value,
        );
  const on = fragment?.typeCondition?.name.value ?? name;
  if (fragment === undefined || on !== name) throw new Unplanned();
  return fragment.selectionSet;
}
