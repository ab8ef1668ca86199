import { z } from "zod";
import { AddAlphabetBody } from "./alphabet-actions.ts";
import { AlphabetOrder, FormatOrder, OrderBody, Payment, UncheckedPayment } from "./order-body.ts";
import { OpenSessionBody } from "./session-actions.ts";
import * as answers from "./shapes.ts";

/** Every shape that is described under a name of its own. */
const { STATUSES: _, ...ANSWERS } = answers;
const ORDERS = { Order: OrderBody, AlphabetOrder, FormatOrder };
const SHAPES = { ...ANSWERS, NewSession: OpenSessionBody, NewAlphabet: AddAlphabetBody, ...ORDERS, Payment };

const NAMES: ReadonlyMap<z.ZodType, string> = new Map(
  Object.entries(SHAPES).map(([name, shape]): [z.ZodType, string] => [shape, name]),
);

/** Where the description keeps a shape. */
export function schemaRef(shape: z.ZodType): { readonly $ref: string } {
  const name = NAMES.get(shape);
  if (name === undefined) throw new Error("A shape has no name.");
  return { $ref: refTo(name) };
}

/** All shapes as JSON Schema, as they are sent. */
export function schemas(): Readonly<Record<string, unknown>> {
  const registry = z.registry<{ id: string }>();
  for (const [shape, id] of NAMES) registry.add(shape, { id });
  const { schemas } = z.toJSONSchema(registry, {
    io: "input",
    uri: refTo,
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema === UncheckedPayment) Object.assign(jsonSchema, schemaRef(Payment));
    },
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $id: _id, $schema: _schema, ...schema }]) => [name, schema]),
  );
}

function refTo(name: string): string {
  return `#/components/schemas/${name}`;
}
