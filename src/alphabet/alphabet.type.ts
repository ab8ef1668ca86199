import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { BigIntScalar } from "../graphql/scalars.ts";
import type { AlphabetStyle, NamedAlphabet } from "./alphabets.ts";
import type { AlphabetsPage } from "./list-alphabets.ts";
import { type Traits, traits } from "./traits.ts";

export const AlphabetStyleEnum = { PRESET: "preset", CUSTOM: "custom" } as const satisfies Record<string, AlphabetStyle>;
registerEnumType(AlphabetStyleEnum, { name: "AlphabetStyle", description: "Whether an alphabet comes with the service or is a session's own." });

@ObjectType("Alphabet", { description: "The characters that tokens are written with, in the order that gives them their values." })
export class AlphabetType {
  private readonly traits: Traits;

  constructor(readonly named: NamedAlphabet) {
    this.traits = traits(named.alphabet);
  }

  @Field(() => ID, { description: "Its name." })
  get id(): string {
    return this.named.id;
  }

  @Field(() => AlphabetStyleEnum)
  get style(): AlphabetStyle {
    return this.named.style;
  }

  @Field(() => String)
  get chars(): string {
    return this.named.alphabet.chars;
  }

  @Field(() => Int, { description: "Characters." })
  get length(): number {
    return this.traits.length;
  }

  @Field(() => Int, { description: "UTF-8 bytes of all characters." })
  get bytes(): number {
    return this.traits.bytes;
  }

  @Field(() => Boolean)
  get ascii(): boolean {
    return this.traits.ascii;
  }

  @Field(() => Int, { description: "XOR of the code points when the length is odd, else 0." })
  get parity(): number {
    return this.traits.parity;
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

  @Field(() => ID, { nullable: true, description: "The id that the page before has come to: that of the oldest of the session's own on it, or of its last preset." })
  after?: string | null;
}
