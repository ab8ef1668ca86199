import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { AlphabetType } from "../../alphabet/alphabet.type.ts";
import { toAlphabet } from "../../alphabet/alphabet.ts";
import { presetOf, PRESETS } from "../../alphabet/presets.ts";
import { digitAlphabets } from "../../format/pattern/pattern.ts";
import { formatOf } from "../../generator/line/line-format.ts";
import { NodeType } from "../../graphql/node.type.ts";
import { BigIntScalar, UuidScalar } from "../../graphql/scalars.ts";
import { PaymentInput } from "../../payment/payment.type.ts";
import type { ShownLine } from "../records/line.entity.ts";
import type { AnalysisLevel, Part } from "../records/part.entity.ts";
import type { PartRecord } from "../records/part-record.ts";
import { capacityOf } from "../records/token-form.ts";
import { FormatInput, FormatType } from "./format.type.ts";
import { ProductionStatusType } from "./production-status.type.ts";

export const AnalysisLevelEnum = { NONE: "none", METRICS: "metrics" } as const satisfies Record<string, AnalysisLevel>;
registerEnumType(AnalysisLevelEnum, {
  name: "AnalysisLevel",
  description: "How far a part is analysed.",
  valuesConfig: {
    NONE: { description: "The part is not analysed." },
    METRICS: { description: "The part gets metrics, hypothesis tests, and files of scores and deltas." },
  },
});

@ObjectType("Tokens", {
  implements: NodeType,
  description: "A production line: one series of unique tokens, produced in one or more parts.",
})
export class TokensType {
  /**
   * @param part the one that the record speaks of; the newest without it.
   * @param current that part's record as it is now, where it is known already.
   */
  constructor(
    readonly line: ShownLine,
    readonly part: Part | null = null,
    readonly current: PartRecord | null = null,
  ) {}

  @Field(() => ID, { description: "The id of the line." })
  get id(): string {
    return this.line.id;
  }

  @Field(() => AlphabetType, {
    nullable: true,
    description:
      "The alphabet as it was when the line was ordered; null for a line that is written by a format of several alphabets, or of one that is no preset.",
  })
  get alphabet(): AlphabetType | null {
    const { alphabetId: name, alphabetChars: chars, format } = this.line;
    if (format !== null) return onlyPreset(format);
    const preset = presetOf(name);
    return new AlphabetType({
      name,
      style: preset === null ? "custom" : "preset",
      alphabet: preset?.chars === chars ? preset : toAlphabet(chars), // a preset's symbols are known
    });
  }

  @Field(() => FormatType, {
    nullable: true,
    description: "The format that the tokens are written by; null for a line that is written with one alphabet.",
  })
  get format(): FormatType | null {
    const { format } = this.line;
    return format === null ? null : new FormatType(format, capacityOf(this.line));
  }

  @Field(() => Int, { description: "The number of digits of each token." })
  get digits(): number {
    return this.line.digits;
  }
}

/** The preset that all groups of a format are of, where there is one. */
function onlyPreset(format: string): AlphabetType | null {
  const [first, ...others] = new Set(digitAlphabets(formatOf(format).pattern).map(({ chars }) => chars));
  const preset = others.length === 0 ? PRESETS.find(({ alphabet }) => alphabet.chars === first) : undefined;
  return preset === undefined
    ? null
    : new AlphabetType({ name: preset.id, style: "preset", alphabet: preset.alphabet });
}

@ObjectType("ProductionEvent", { description: "What a listener is told of a production." })
export class ProductionEventType {
  @Field(() => TokensType, { description: "The production line that the event is about." })
  tokens!: TokensType;

  @Field(() => ProductionStatusType, { description: "The record at the moment of the event." })
  status!: ProductionStatusType;
}

@InputType({
  description:
    "The order of the first part of a new line. Exactly one of `alphabet` with `digits`, `format` and `formatName` says how its tokens are written.",
})
export class RequestTokensInput {
  @Field(() => String, { nullable: true, description: "The name of the alphabet that all digits are of." })
  alphabet?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: "The number of digits of a token, 1 to 1,000 and within the agreement; given with `alphabet`.",
  })
  digits?: number | null;

  @Field(() => FormatInput, { nullable: true, description: "The format that the tokens are written by." })
  format?: FormatInput | null;

  @Field(() => String, { nullable: true, description: "The name of a format that the session has added." })
  formatName?: string | null;

  @Field(() => BigIntScalar, { description: "The number of tokens." })
  size!: bigint;

  @Field(() => UuidScalar, {
    nullable: true,
    description: "The key of the files' hashes. It has no influence on the tokens.",
  })
  seed?: string | null;

  @Field(() => AnalysisLevelEnum, { defaultValue: "none", description: "How far to analyse the part." })
  analysis!: AnalysisLevel;

  @Field(() => PaymentInput, { nullable: true, description: "The payment of the part." })
  payment?: PaymentInput | null;
}

@InputType({ description: "The order of the next part of a line." })
export class ContinueTokensInput {
  @Field(() => ID, { description: "The id of the line." })
  id!: string;

  @Field(() => String, { nullable: true, description: "The name of the alphabet. If given, it must be the line's." })
  alphabet?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: "The number of digits of a token. If given, it must be the line's.",
  })
  digits?: number | null;

  @Field(() => FormatInput, {
    nullable: true,
    description: "The format of the tokens. If given, it must be the line's.",
  })
  format?: FormatInput | null;

  @Field(() => BigIntScalar, { description: "The number of tokens in the part." })
  size!: bigint;

  @Field(() => UuidScalar, {
    nullable: true,
    description: "The key of the files' hashes. It has no influence on the tokens.",
  })
  seed?: string | null;

  @Field(() => AnalysisLevelEnum, { defaultValue: "none", description: "How far to analyse the part." })
  analysis!: AnalysisLevel;

  @Field(() => PaymentInput, { nullable: true, description: "The payment of the part. Every part needs its own." })
  payment?: PaymentInput | null;

  @Field(() => String, {
    nullable: true,
    description: "The line's snapshot in base64. Without it, the line must still exist in this session.",
  })
  snapshot?: string | null;
}
