// graphql-js finds out anew, for every object of every answer, which fields it is asked for, what they are and what their arguments say. A query that
// comes again is laid out once instead, as functions that are called one after the other.
//
// Only what is plain is laid out: no directives, no abstract types, no introspection. And only what goes well: whatever is thrown on the way, the query
// is executed by graphql-js instead, which has the words for it and knows what becomes null. A query changes nothing, so it may be executed twice.
import {
  defaultFieldResolver,
  type DocumentNode,
  getArgumentValues,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  TypeNameMetaFieldDef,
  type ValueNode,
} from "graphql";
import { Unplanned, collectPlainFields, type PlainField } from "./plain-selection.ts";
import type { RequestContext } from "./request-context.ts";

/** What one run brings along; the variables are coerced. */
export interface PlanRun {
  readonly context: RequestContext;
  readonly variables: Readonly<Record<string, unknown>>;
}

type Data = Record<string, unknown>;

/** @returns the data; whatever it throws means no more than that graphql-js is to execute the query. */
export type QueryPlan = (run: PlanRun) => Data | Promise<Data>;

type Complete = (value: unknown, run: PlanRun) => unknown;
type Resolve = (source: unknown, run: PlanRun) => unknown;

interface Planning {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

/** Lays a query out; null for one that is not plain. The document is valid. */
export function planQuery(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode) {
  const root = schema.getQueryType();
  if (operation.operation !== OperationTypeNode.QUERY || !root) return null;
  try {
    const complete = completeObject({ schema, document, operation }, root, [operation.selectionSet]);
    return ((run) => complete(undefined, run)) as QueryPlan; // an object's completion gives one
  } catch (thrown) {
    if (thrown instanceof Unplanned) return null;
    throw thrown;
  }
}

function completeObject(
  planning: Planning,
  type: GraphQLObjectType,
  selectionSets: Parameters<typeof collectPlainFields>[2],
): Complete {
  const { isTypeOf } = type;
  const fields = collectPlainFields(planning.document, type, selectionSets).map((field) => ({
    key: field.key,
    resolve: resolveField(planning, type, field),
  }));
  return (source, run) => {
    if (isTypeOf && source !== undefined && isTypeOf(source, run.context, INFO) !== true) throw new Unplanned();
    const data: Data = {};
    const pending: Promise<void>[] = [];
    try {
      for (const { key, resolve } of fields) {
        const value = resolve(source, run);
        data[key] = isPromise(value) ? null : value; // in its place, whenever it comes
        if (isPromise(value)) pending.push(value.then((late) => void (data[key] = late)));
      }
    } catch (thrown) {
      for (const each of pending) each.catch(() => undefined); // graphql-js will meet the same
      throw thrown;
    }
    return pending.length === 0 ? data : Promise.all(pending).then(() => data);
  };
}

function resolveField(planning: Planning, parent: GraphQLObjectType, { node, nodes }: PlainField): Resolve {
  const name = node.name.value;
  if (name === TypeNameMetaFieldDef.name) return () => parent.name;
  const field = parent.getFields()[name];
  if (field === undefined) throw new Unplanned();
  const complete = completeType(planning, field.type, nodes);
  const call = callResolver(field, argumentsOf(field, node));
  return (source, run) => {
    const value = call(source, run);
    return isPromise(value) ? value.then((late) => complete(sound(late), run)) : complete(sound(value), run);
  };
}

/** None of the service's resolvers asks for it. */
const INFO = Object.freeze({}) as GraphQLResolveInfo;

function callResolver(field: GraphQLField<unknown, unknown>, argsOf: (run: PlanRun) => Data): Resolve {
  const { resolve, name } = field;
  if (resolve !== undefined && resolve !== defaultFieldResolver)
    return (source, run) => resolve(source, argsOf(run), run.context, INFO);
  return (source) => {
    const value = (source as Data | undefined)?.[name]; // as GraphQL's own resolver reads it
    if (typeof value === "function") throw new Unplanned();
    return value;
  };
}

/** Those that no variable is part of are always the same, and a variable was coerced when it came. */
function argumentsOf(field: GraphQLField<unknown, unknown>, node: PlainField["node"]): (run: PlanRun) => Data {
  const { args } = field;
  if (args.length === 0) return () => ({});
  const sent = new Map(node.arguments?.map(({ name, value }) => [name.value, value]));
  const varying = args.flatMap((arg) => {
    const value = sent.get(arg.name);
    return value?.kind === Kind.VARIABLE ? { arg, variable: value.name.value } : [];
  });
  const others = args.filter(({ name }) => sent.get(name)?.kind !== Kind.VARIABLE);
  const nodes = node.arguments?.filter(({ value }) => value.kind !== Kind.VARIABLE) ?? [];
  if (nodes.some(({ value }) => holdsVariable(value)))
    return ({ variables }) => getArgumentValues(field, node, { ...variables });
  const fixed = fixedArguments({ ...field, args: others }, { ...node, arguments: nodes });
  return ({ variables }) => {
    const values = { ...fixed };
    for (const { arg, variable } of varying) addVariable(values, arg, variables, variable);
    return values;
  };
}

function fixedArguments(field: GraphQLField<unknown, unknown>, node: PlainField["node"]): Data {
  try {
    return getArgumentValues(field, node, {});
  } catch {
    throw new Unplanned(); // graphql-js says why
  }
}

/** As graphql-js takes an argument that is a variable. */
function addVariable(values: Data, { name, type, defaultValue }: GraphQLArgument, variables: Data, variable: string) {
  const value = Object.hasOwn(variables, variable) ? variables[variable] : defaultValue;
  if (isAbsent(value) && isNonNullType(type)) throw new Unplanned();
  if (value !== undefined) values[name] = value;
}

function holdsVariable(value: ValueNode): boolean {
  if (value.kind === Kind.LIST) return value.values.some(holdsVariable);
  if (value.kind === Kind.OBJECT) return value.fields.some((field) => holdsVariable(field.value));
  return value.kind === Kind.VARIABLE;
}

function completeType(planning: Planning, type: GraphQLOutputType, nodes: PlainField["nodes"]): Complete {
  if (isNonNullType(type)) return required(completeType(planning, type.ofType, nodes));
  if (isListType(type)) return completeList(completeType(planning, type.ofType, nodes));
  if (isLeafType(type)) return (value) => (isAbsent(value) ? null : serialized(type.serialize(value)));
  if (!isObjectType(type)) throw new Unplanned();
  const complete = completeObject(
    planning,
    type,
    nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
  );
  return (value, run) => (isAbsent(value) ? null : complete(value, run));
}

function completeList(complete: Complete): Complete {
  return (value, run) => {
    if (isAbsent(value)) return null;
    if (!Array.isArray(value)) throw new Unplanned();
    const items = value.map((item: unknown) =>
      isPromise(item) ? item.then((late) => complete(late, run)) : complete(item, run),
    );
    return items.some(isPromise) ? Promise.all(items) : items;
  };
}

function required(complete: Complete): Complete {
  return (value, run) => {
    const completed = complete(value, run);
    return isPromise(completed) ? completed.then(notNull) : notNull(completed);
  };
}

function notNull(value: unknown): unknown {
  if (value === null) throw new Unplanned();
  return value;
}

function serialized(value: unknown): unknown {
  if (isAbsent(value)) throw new Unplanned();
  return value;
}

/** A resolver may return an error instead of throwing it. */
function sound(value: unknown): unknown {
  if (value instanceof Error) throw value;
  return value;
}

function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
