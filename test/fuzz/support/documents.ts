import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedOutputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";
import type { Choices } from "./choices.ts";
import { anything, type Known, size, text } from "./values.ts";

export interface Operation {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

const MAX_DEPTH = 6;
const MAX_FIELDS = 5;

/** Makes documents over a schema's own types: mostly right, often almost right. */
export class Documents {
  private declared: string[] = [];
  private variables: Record<string, unknown> = {};
  private fragments: string[] = [];

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly choices: Choices,
    private readonly known: Known,
  ) {}

  /** @param kinds of operations to choose from. */
  operation(
    kinds: readonly ["query" | "mutation" | "subscription", ...("query" | "mutation" | "subscription")[]],
  ): Operation {
    const kind = this.choices.of(kinds);
    const root = {
      query: this.schema.getQueryType(),
      mutation: this.schema.getMutationType(),
      subscription: this.schema.getSubscriptionType(),
    }[kind];
    if (!root) throw new Error(`The schema has no ${kind}.`);
    const fields = this.selection(root, kind === "query" ? MAX_DEPTH : 4);
    const head =
      this.declared.length > 0 ? `${kind} Q(${this.declared.join(", ")})` : this.choices.of([kind, `${kind} Q`]);
    const rest = this.choices.chance(5) ? "query Other { __typename }" : "";
    return {
      query: this.spoilt(`${head}${this.directives()} ${fields} ${this.fragments.join(" ")} ${rest}`),
      variables: this.variables,
    };
  }

  private selection(type: GraphQLObjectType, depth: number): string {
    const fields = Object.values(type.getFields()) as [
      GraphQLField<unknown, unknown>,
      ...GraphQLField<unknown, unknown>[],
    ]; // no object type is empty
    const chosen = Array.from({ length: 1 + this.choices.below(MAX_FIELDS) }, () =>
      this.field(this.choices.of(fields), depth),
    );
    if (this.choices.chance(8))
      chosen.push(
        this.choices.of([
          "__typename",
          "nothing",
          "__schema { types { name } }",
          `... on ${type.name} { __typename }`,
          "...Cycle",
          "... @include(if: true) { __typename }",
        ]),
      );
    if (this.choices.chance(4)) return this.asFragment(type, chosen);
    return `{ ${chosen.join(" ")} }`;
  }

  private asFragment(type: GraphQLObjectType, chosen: readonly string[]): string {
    const name = `F${this.fragments.length}`;
    this.fragments.push(
      `fragment ${name} on ${this.choices.chance(5) ? "Session" : type.name} { ${chosen.join(" ")} ${this.choices.chance(5) ? `...${name}` : ""} }`,
    );
    return `{ ...${name} }`;
  }

  private field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const alias = this.choices.chance(30) ? `a${this.choices.below(20)}: ` : "";
    return `${alias}${field.name}${this.args(field.args)}${this.directives()}${this.below(getNamedType(field.type), depth)}`;
  }

  private below(type: GraphQLNamedOutputType, depth: number): string {
    if (isInterfaceType(type)) {
      const [first, ...others] = this.schema.getPossibleTypes(type);
      if (first === undefined) throw new Error(`Nothing is a ${type.name}.`);
      const chosen = this.choices.of([first, ...others]);
      return ` { id ... on ${chosen.name} ${this.selection(chosen, Math.max(depth - 1, 0))} }`;
    }
    if (!isObjectType(type)) return this.choices.chance(1) ? " { id }" : "";
    return depth > 0 ? ` ${this.selection(type, depth - 1)}` : " { __typename }";
  }

  private args(args: readonly GraphQLArgument[]): string {
    const given = args.filter(({ type }) => this.choices.chance(isNonNullType(type) ? 3 : 50) !== isNonNullType(type));
    const extra = this.choices.chance(2) ? ["nothing: 1"] : [];
    const texts = [...given.map((arg) => `${arg.name}: ${this.argument(arg)}`), ...extra];
    return texts.length > 0 ? `(${texts.join(", ")})` : "";
  }

  private argument({ type, name }: GraphQLArgument): string {
    const value = this.value(type, name);
    if (this.choices.chance(60)) return literal(value, type);
    const variable = `v${this.declared.length}`;
    this.declared.push(`$${variable}: ${this.choices.chance(4) ? "Int" : String(type)}`);
    if (!this.choices.chance(4)) this.variables[variable] = value;
    return `$${variable}`;
  }

  private value(type: GraphQLInputType, name: string): unknown {
    if (this.choices.chance(4)) return anything(this.choices, this.known);
    if (isNonNullType(type)) return this.value(type.ofType, name);
    if (isListType(type)) return this.choices.some(6, () => this.value(type.ofType, name));
    if (isEnumType(type))
      return this.choices.of([type.getValues()[0]?.name, ...type.getValues().map((each) => each.name), "NOTHING"]);
    if (isInputObjectType(type)) {
      const members = Object.values(type.getFields()).filter(
        (member) => isNonNullType(member.type) || this.choices.chance(50),
      );
      return Object.fromEntries([
        ...members.map((member) => [member.name, this.value(member.type, member.name)] as const),
        ...(this.choices.chance(3) ? [["extra", 1] as const] : []),
      ]);
    }
    return this.scalar(type.name, name);
  }

  private scalar(type: string, name: string): unknown {
    switch (type) {
      case "Int":
        return this.choices.of([3, 5, 1, 0, -1, 20, 1_000, 1_001, 2_147_483_647]);
      case "BigInt":
        return name === "size" ? size(this.choices) : anything(this.choices, this.known, 1);
      case "Boolean":
        return this.choices.chance(50);
      case "UUID":
        return this.choices.chance(50) ? text(this.choices, this.known) : "8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3a";
      default:
        return name === "id" && this.choices.chance(50) ? this.known.line : text(this.choices, this.known);
    }
  }

  private directives(): string {
    if (!this.choices.chance(4)) return "";
    return this.choices.of([
      " @skip(if: false)",
      " @include(if: false)",
      " @include(if: 3)",
      " @nothing",
      " @skip(if: false) @skip(if: true)",
      " @deprecated",
      " @include(if: $missing)",
    ]);
  }

  /** Now and then a character is lost, doubled or replaced. */
  private spoilt(document: string): string {
    if (!this.choices.chance(6)) return document;
    const place = this.choices.below(document.length);
    return `${document.slice(0, place)}${this.choices.of(["", "{", "\0", '"', "\u{1f600}", "[[[[", "#", "\ud800"])}${document.slice(place + 1)}`;
  }
}

/** A value in GraphQL's own words; an enum's are names. */
function literal(value: unknown, type: GraphQLInputType): string {
  if (Array.isArray(value))
    return `[${value.map((each) => literal(each, isListType(type) ? type.ofType : type)).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const members = isInputObjectType(getNamedType(type))
      ? Object.entries(value)
      : Object.entries(value).filter(([name]) => /^\w+$/.test(name));
    const fields = membersOf(type);
    return `{ ${members.map(([name, each]) => `${name}: ${literal(each, fields.get(name) ?? type)}`).join(", ")} }`;
  }
  if (typeof value === "string" && isEnumType(getNamedType(type)) && /^[A-Z_a-z]\w*$/.test(value)) return value;
  return JSON.stringify(value ?? null);
}

function membersOf(type: GraphQLInputType): ReadonlyMap<string, GraphQLInputType> {
  const named = getNamedType(type);
  return new Map(
    isInputObjectType(named)
      ? Object.values(named.getFields()).map((member) => [member.name, member.type] as const)
      : [],
  );
}
