import { ArgsType, Field, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { costs } from "../graphql/field-cost.ts";
import { PageInfoType } from "../graphql/page-info.type.ts";
import { BigIntScalar } from "../graphql/scalars.ts";
import type { AlphabetStyle, NamedAlphabet } from "./alphabets.ts";
import type { AlphabetsRequest } from "./list-alphabets.ts";
import { type Traits, traits } from "./traits.ts";

export const AlphabetStyleEnum = { PRESET: "preset", CUSTOM: "custom" } as const satisfies Record<
  string,
  AlphabetStyle
>;
registerEnumType(AlphabetStyleEnum, {
  name: "AlphabetStyle",
  description: "Whether an alphabet comes with the service or was added in a session.",
  valuesConfig: {
    PRESET: { description: "The alphabet comes with the service." },
    CUSTOM: { description: "The alphabet was added in a session and belongs to it." },
  },
});

/** An alphabet has up to 65,536 characters, all of which are looked at. */
const TRAIT_COST = { own: 4 };

@ObjectType("Alphabet", {
  description:
    "The characters that tokens are written with, in the order that gives them their values. An alphabet is a value without an id: a line keeps the one it was ordered with, whatever the session calls by that name today.",
})
export class AlphabetType {
  private known: Traits | null = null;

  constructor(readonly named: NamedAlphabet) {}

  @Field(() => String, { description: "The name of the alphabet." })
  get name(): string {
    return this.named.name;
  }

  @Field(() => AlphabetStyleEnum, {
    description: "Whether the alphabet comes with the service or was added in the session.",
  })
  get style(): AlphabetStyle {
    return this.named.style;
  }

  @Field(() => Int, { description: "The number of characters." })
  @costs(TRAIT_COST)
  get length(): number {
    return this.traits.length;
  }

  @Field(() => Int, { description: "The number of UTF-8 bytes that all characters take together." })
  @costs(TRAIT_COST)
  get bytes(): number {
    return this.traits.bytes;
  }

  @Field(() => Boolean, { description: "Whether all characters are ASCII." })
  @costs(TRAIT_COST)
  get ascii(): boolean {
    return this.traits.ascii;
  }

  @Field(() => Int, { description: "The XOR of all code points if the length is odd, else 0." })
  @costs(TRAIT_COST)
  get parity(): number {
    return this.traits.parity;
  }

  /** Looked for when it is asked for: those who list alphabets may want their names alone. */
  private get traits(): Traits {
    this.known ??= traits(this.named.alphabet);
    return this.known;
  }
}

@ObjectType("Capacity", { description: "How many tokens an alphabet can write in a number of digits." })
export class CapacityType {
  @Field(() => Int, { description: "The number of digits of a token." })
  digits!: number;

  @Field(() => BigIntScalar, { description: "The number of tokens that the alphabet can write." })
  available!: bigint;

  @Field(() => BigIntScalar, {
    description: "The number of tokens that one order can get under the session's agreement.",
  })
  reachable!: bigint;
}

@ObjectType("AlphabetEdge", { description: "An alphabet on a page, with its cursor." })
export class AlphabetEdgeType {
  @Field(() => AlphabetType, { description: "The alphabet." })
  node!: AlphabetType;

  @Field(() => String, { description: "The cursor of the alphabet, for `after`." })
  cursor!: string;
}

@ObjectType("AlphabetConnection", {
  description: "A page of alphabets: presets by name, then the newest of the session's own.",
})
export class AlphabetConnectionType {
  @Field(() => [AlphabetEdgeType], { description: "The alphabets of the page, each with its cursor." })
  @costs({ times: 1 }) // the whole connection is counted as often as the page has alphabets
  edges!: AlphabetEdgeType[];

  @Field(() => PageInfoType, { description: "Where the page begins and ends, and whether there are more." })
  pageInfo!: PageInfoType;
}

@InputType({ description: "The alphabet that `addAlphabet` adds to the session." })
export class AddAlphabetInput {
  @Field(() => String, {
    description: "The name of the alphabet: 1 to 64 characters of A-Z, 0-9 and _, the first of them a letter.",
  })
  name!: string;

  @Field(() => String, { description: "2 to 65,536 different characters, in the order that gives them their values." })
  chars!: string;
}

@ArgsType()
export class AlphabetsArgs implements AlphabetsRequest {
  @Field(() => AlphabetStyleEnum, { nullable: true, description: "List only alphabets of this style." })
  style?: AlphabetStyle | null;

  @Field(() => Int, { nullable: true, description: "List only alphabets with this number of characters." })
  length?: number | null;

  @Field(() => String, { nullable: true, description: "List only alphabets that contain all of these characters." })
  chars?: string | null;

  @Field(() => Int, { nullable: true, description: "Show this many alphabets." })
  first?: number | null;

  @Field(() => String, { nullable: true, description: "Show alphabets after this cursor." })
  after?: string | null;
}
