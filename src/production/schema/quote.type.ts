import { Field, Float, ID, InputType, Int, ObjectType } from "type-graphql";
import type { ErrorCode, ServiceError } from "../../errors.ts";
import { ErrorCodeEnum } from "../../graphql/error-code.type.ts";
import { costs } from "../../graphql/field-cost.ts";
import { oneOf } from "../../graphql/one-of.ts";
import { BigIntScalar } from "../../graphql/scalars.ts";
import { MoneyType } from "../../payment/money.type.ts";
import type { Money } from "../../payment/price.ts";
import type { AnalysisLevel } from "../records/part.entity.ts";
import type { Quote, QuoteRequest } from "../orders/quotes.ts";
import { formatCost } from "./format-cost.ts";
import { FormatInput } from "./format.type.ts";
import { toRequestedShape } from "./requested-shape.ts";
import { AnalysisLevelEnum } from "./tokens.type.ts";
import { WarningType } from "./warning.type.ts";

@InputType({ description: "Tokens that are written with one alphabet." })
export class PlainShapeInput {
  @Field(() => String, { description: "The name of the alphabet." })
  alphabet!: string;

  @Field(() => Int, { description: "The number of digits of a token, 1 to 1,000 and within the agreement." })
  digits!: number;
}

@InputType({ description: "How the tokens are written, or which line goes on: exactly one of them." })
@oneOf()
export class TokensShapeInput {
  @Field(() => PlainShapeInput, { nullable: true, description: "A new line, written with one alphabet." })
  plain?: PlainShapeInput | null;

  @Field(() => FormatInput, { nullable: true, description: "A new line, written by a format." })
  format?: FormatInput | null;

  @Field(() => String, {
    nullable: true,
    description: "A new line, written by the format of this name, which the session has added.",
  })
  formatName?: string | null;

  @Field(() => ID, { nullable: true, description: "The id of the line to continue, which must still exist." })
  line?: string | null;
}

@InputType({ description: "An order to be quoted or paid for." })
export class QuoteInput {
  @Field(() => TokensShapeInput, { description: "How the tokens are written, or which line goes on." })
  shape!: TokensShapeInput;

  @Field(() => BigIntScalar, { description: "The number of tokens." })
  size!: bigint;

  @Field(() => AnalysisLevelEnum, { defaultValue: "none", description: "How far to analyse the part." })
  analysis!: AnalysisLevel;
}

export function toQuoteRequest({ shape, size, analysis }: QuoteInput): QuoteRequest {
  const { plain, line, format, formatName } = shape;
  // GraphQL has seen to it that there is exactly one.
  if (typeof line === "string") return { shape: { line }, size, analysis };
  return {
    shape: toRequestedShape({ ...plain, format: format ?? null, formatName: formatName ?? null }),
    size,
    analysis,
  };
}

/** What the format in a quote's input takes. */
export function quotedFormatCost({ input }: Readonly<Record<string, unknown>>): number {
  return formatCost((input as QuoteInput | undefined)?.shape);
}

/** Where the members of an order stand in the input of its quote. */
const PLACES: Readonly<Record<string, string>> = {
  alphabet: "shape.plain.alphabet",
  digits: "shape.plain.digits",
  id: "shape.line",
  formatName: "shape.formatName",
};

/** The refusal of an order as one of its quote: its field is named as it is there. */
export function ofQuote(refusal: ServiceError): ServiceError {
  const { field } = refusal;
  if (field === undefined) return refusal;
  const isOfFormat = field === "format" || field.startsWith("format.");
  return refusal.with({ field: isOfFormat ? `shape.${field}` : (PLACES[field] ?? field) });
}

@ObjectType("Refusal", { description: "A reason to refuse an order." })
export class RefusalType {
  constructor(private readonly refusal: ServiceError) {}

  @Field(() => ErrorCodeEnum, { description: "The stable code that the order would be refused with." })
  get code(): ErrorCode {
    return this.refusal.code;
  }

  @Field(() => String, { description: "The reason in words." })
  get message(): string {
    return this.refusal.message;
  }

  @Field(() => String, {
    nullable: true,
    description: "The path of the input member that is at fault; null if there is no single one.",
  })
  get field(): string | null {
    return this.refusal.field ?? null;
  }

  @Field(() => BigIntScalar, {
    nullable: true,
    description: "The least value that would be right; null if there is none.",
  })
  get minimum(): bigint | null {
    return this.refusal.minimum ?? null;
  }

  @Field(() => BigIntScalar, {
    nullable: true,
    description: "The greatest value that would be right; null if there is none.",
  })
  get maximum(): bigint | null {
    return this.refusal.maximum ?? null;
  }
}

/** Tokens are counted by what a spreadsheet makes of them, and by more; of a large automaton that takes seconds. */
const WARNINGS_COST = 2_000;

@ObjectType("Quote", {
  description:
    "What an order would get and cost. Everything but the lists is null if the alphabet, the digits or the format are refused.",
})
export class QuoteType {
  constructor(private readonly quote: Quote) {}

  @Field(() => BigIntScalar, {
    nullable: true,
    description:
      "The number of tokens that the alphabet can write or the format has or, for a line that is continued, that the line can still make.",
  })
  get available(): bigint | null {
    return this.quote.available;
  }

  @Field(() => BigIntScalar, {
    nullable: true,
    description: "The number of tokens that one order can get under the agreement.",
  })
  get reachable(): bigint | null {
    return this.quote.reachable;
  }

  @Field(() => BigIntScalar, {
    nullable: true,
    description: "The number of bytes of the data file; also null if the characters of the alphabet differ in width.",
  })
  get bytes(): bigint | null {
    return this.quote.bytes;
  }

  @Field(() => MoneyType, {
    nullable: true,
    description: "What the order costs; also null if the size is not a number of tokens.",
  })
  get price(): Money | null {
    return this.quote.price;
  }

  @Field(() => Float, {
    nullable: true,
    description:
      "About how many seconds the tokens take once their production has begun, if nothing else is produced; an analysis comes after that. Estimated by parts that were produced before; null as long as there is none of 100,000 tokens.",
  })
  get seconds(): number | null {
    return this.quote.seconds;
  }

  @Field(() => [String], {
    description:
      "Three strings of the form of the tokens, made at random; no line has made them. Empty where nothing can be computed.",
  })
  @costs({ times: 3 })
  samples(): Promise<readonly string[]> {
    return this.quote.samples();
  }

  @Field(() => Float, {
    nullable: true,
    description:
      "The probability that one guess hits a token that the line has issued, once this order is done; also null if the size is not one that the line can make.",
  })
  get guess(): number | null {
    return this.quote.guess;
  }

  @Field(() => [WarningType], {
    description:
      "What should be known before ordering; nothing of it refuses the order. Empty if the size is not one that the line can make.",
  })
  @costs({ own: WARNINGS_COST, times: 7 })
  warnings(): Promise<readonly WarningType[]> {
    return this.quote.warnings();
  }

  @costs({ times: 5 })
  @Field(() => [RefusalType], {
    description: "Every reason to refuse the order, in the order in which the reasons are checked.",
  })
  get refusals(): RefusalType[] {
    return this.quote.refusals.map((refusal) => new RefusalType(ofQuote(refusal)));
  }
}
