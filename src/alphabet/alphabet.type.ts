import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { costs } from "../graphql/field-cost.ts";
import { BigIntScalar } from "../graphql/scalars.ts";
import type { AlphabetStyle, NamedAlphabet } from "./alphabets.ts";
import type { AlphabetsPage } from "./list-alphabets.ts";
import { type Traits, traits } from "./traits.ts";

export const AlphabetStyleEnum = { PRESET: "preset", CUSTOM: "custom" } as const satisfies Record<
  string,
  AlphabetStyle
>;
registerEnumType(AlphabetStyleEnum, {
  name: "AlphabetStyle",
  description: "Whether an alphabet comes with the service or is a session's own.",
});

/** An alphabet has up to 65,536 characters, all of which are looked at. */
const TRAIT_COST = { own: 4 };

@ObjectType("Alphabet", {
  description: "The characters that tokens are written with, in the order that gives them their values.",
})
export class AlphabetType {
  private known: Traits | null = null;

  constructor(readonly named: NamedAlphabet) {}

  @Field(() => ID, { description: "Its name." })
  get id(): string {
    return this.named.id;
  }

  @Field(() => AlphabetStyleEnum)
  get style(): AlphabetStyle {
    return this.named.style;
  }

  @Field(() => Int, { description: "Characters." })
  @costs(TRAIT_COST)
  get length(): number {
    return this.traits.length;
  }

  @Field(() => Int, { description: "UTF-8 bytes of all characters." })
  @costs(TRAIT_COST)
  get bytes(): number {
    return this.traits.bytes;
  }

  @Field(() => Boolean)
  @costs(TRAIT_COST)
  get ascii(): boolean {
    return this.traits.ascii;
  }

  @Field(() => Int, { description: "XOR of the code points when the length is odd, else 0." })
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

@ObjectType("Capacity", { description: "How many tokens of so many digits there are." })
export class CapacityType {
  @Field(() => Int)
  digits!: number;

  @Field(() => BigIntScalar, { description: "Tokens that the alphabet can write." })
  available!: bigint;

  @Field(() => BigIntScalar, { description: "Tokens that one order can get under the session's agreement." })
  reachable!: bigint;
}

@InputType()
export class AddAlphabetInput {
  @Field(() => ID, { description: "1 to 64 of A-Z, 0-9 and _, beginning with a letter." })
  id!: string;

  @Field(() => String, { description: "2 to 65,536 different characters, in their order." })
  chars!: string;
}

@ArgsType()
export class AlphabetsArgs implements AlphabetsPage {
  @Field(() => AlphabetStyleEnum, { nullable: true })
  style?: AlphabetStyle | null;

  @Field(() => Int, { nullable: true })
  length?: number | null;

  @Field(() => String, { nullable: true, description: "Characters that the alphabet must all contain." })
  chars?: string | null;

  @Field(() => Int, { nullable: true, description: "At most so many; 1,000 unless told, and no more." })
  first?: number | null;

  @Field(() => ID, {
    nullable: true,
    description:
      "The id that the page before has come to: that of the oldest of the session's own on it, or of its last preset.",
  })
  after?: string | null;
}
