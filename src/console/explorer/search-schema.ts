import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from "graphql";

/** A type, or a member of one. */
export interface Found {
  readonly type: string;
  /** A field or a value; null for the type itself. */
  readonly member: string | null;
}

const MOST = 40;

/** Types and members whose names have the words in them: those that begin so first, then the rest, each as the schema has them. */
export function searchSchema(schema: GraphQLSchema, words: string): readonly Found[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === "") return [];
  const found = ownTypes(schema).flatMap((type): Found[] => [
    { type: type.name, member: null },
    ...membersOf(type).map((member) => ({ type: type.name, member })),
  ]);
  const ranked = found.map((one) => ({ one, rank: rankOf(one, wanted) })).filter(({ rank }) => rank < 3);
  return ranked
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, MOST)
    .map(({ one }) => one);
}

/** What introspection consists of is the same everywhere. */
export function ownTypes(schema: GraphQLSchema): readonly GraphQLNamedType[] {
  return Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith("__"));
}

export function membersOf(type: GraphQLNamedType): readonly string[] {
  if (isEnumType(type)) return type.getValues().map(({ name }) => name);
  if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) return Object.keys(type.getFields());
  return [];
}

/** 0 for the whole name, 1 for its beginning, 2 for within; 3 for not at all. */
function rankOf({ type, member }: Found, wanted: string): number {
  const name = (member ?? type).toLowerCase();
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  return name.includes(wanted) || (member !== null && `${type}.${member}`.toLowerCase().includes(wanted)) ? 2 : 3;
}
