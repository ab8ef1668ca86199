import type { Attributes } from "@opentelemetry/api";
import { type DocumentNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from "graphql";
import { currentSpan } from "../lib/current-span.ts";
import { type LabelledCount, LabelledCounts } from "../lib/labelled-counts.ts";

/** An operation that was found valid, so that its fields are the schema's and its fragments have no circles. */
interface ValidOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

const MAX_NAME = 100;

/** In the place of a field's name, where an operation asks for several. */
export const SEVERAL = "several";

/** Counts the operations that clients run by their type and root field. Names that clients give are not looked at: there is no end of them. */
export class OperationCounts {
  private readonly counts = new LabelledCounts(["type", "field"]);
  private readonly known = new WeakMap<OperationDefinitionNode, LabelledCount<"type" | "field">>();

  count({ document, operation }: ValidOperation): void {
    let found = this.known.get(operation);
    if (found === undefined) {
      found = this.counts.of(operation.operation, rootField(document, operation));
      this.known.set(operation, found);
    }
    found.count += 1;
    currentSpan()?.span.setAttributes(operationAttributes(found.labels, operation));
  }

  all(): readonly LabelledCount<"type" | "field">[] {
    return this.counts.all();
  }
}

/** What a span tells of an operation: the name that its client has given it, and no value. */
function operationAttributes(
  { type, field }: Readonly<Record<"type" | "field", string>>,
  { name }: OperationDefinitionNode,
): Attributes {
  return {
    "graphql.operation.type": type,
    ...(name !== undefined && { "graphql.operation.name": name.value.slice(0, MAX_NAME) }),
    "tokenworks.graphql.field": field,
  };
}

function rootField(document: DocumentNode, { selectionSet }: OperationDefinitionNode): string {
  const [first = SEVERAL, ...others] = new Set(fieldsOf(selectionSet, document));
  return others.length === 0 ? first : SEVERAL;
}

function fieldsOf({ selections }: SelectionSetNode, document: DocumentNode): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.name.value];
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsOf(selection.selectionSet, document);
    const fragment = document.definitions.find(
      (each) => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === selection.name.value,
    );
    return fragment?.kind === Kind.FRAGMENT_DEFINITION ? fieldsOf(fragment.selectionSet, document) : [];
  });
}
