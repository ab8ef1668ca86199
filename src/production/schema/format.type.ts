import { ArgsType, Field, InputType, Int, ObjectType } from "type-graphql";
import { type Format, formatSha256, type FormatInput as FormatRequest } from "../../format/format.ts";
import { forbidsNothing } from "../../format/language/without.ts";
import { printPattern } from "../../format/pattern/print-pattern.ts";
import { formatOf } from "../../generator/line/line-format.ts";
import { costs } from "../../graphql/field-cost.ts";
import { PageInfoType } from "../../graphql/page-info.type.ts";
import type { NamedFormat } from "../formats/named-format.entity.ts";

@InputType({ description: "What no token may have. It looks at digits and check characters; literals are left out." })
export class WithoutInput {
  @Field(() => [String], { nullable: true, description: "Words that stand nowhere in a token." })
  words?: string[] | null;

  @Field(() => Boolean, { defaultValue: true, description: "Whether a word is meant in upper and lower case alike." })
  ignoreCase!: boolean;

  @Field(() => Boolean, {
    defaultValue: false,
    description: "Whether digits also stand for the letters that they look like, such as 0 for o.",
  })
  digitsForLetters!: boolean;

  @Field(() => Int, {
    nullable: true,
    description: "The greatest number of equal characters in a row, 1 to 1,000; any number if it is left out.",
  })
  maxRun?: number | null;

  @Field(() => Boolean, { defaultValue: false, description: "Whether each token has a letter." })
  atLeastOneLetter!: boolean;

  @Field(() => Boolean, { defaultValue: false, description: "Whether each token has a digit 0 to 9." })
  atLeastOneDigit!: boolean;
}

@InputType({ description: "How tokens are written, and what they are without." })
export class FormatInput {
  @Field(() => String, {
    description:
      "Text with groups in braces, such as `TCK-{BASE24:4}-{BASE24:4}-{check:mod37-36}`. A group is an alphabet, by its name or as `[characters]`, with a number of digits, or a check. `{{` and `}}` stand for braces.",
  })
  pattern!: string;

  @Field(() => WithoutInput, { nullable: true, description: "What no token may have; nothing if it is left out." })
  without?: WithoutInput | null;
}

export function toFormatRequest({ pattern, without }: FormatInput): FormatRequest {
  if (!without) return { pattern };
  const { words, maxRun, ignoreCase, digitsForLetters, atLeastOneLetter, atLeastOneDigit } = without;
  const others = { ignoreCase, digitsForLetters, atLeastOneLetter, atLeastOneDigit };
  return { pattern, without: { words: words ?? [], maxRun: maxRun ?? null, ...others } };
}

/** Words are a part of the format's text, and take nothing to make. */
const USUAL_WORDS = 10;

@ObjectType("Without", { description: "What no token of a format has." })
export class WithoutType {
  @costs({ times: USUAL_WORDS })
  @Field(() => [String], {
    description: "Words that stand nowhere in a token; those longer than a token are left out.",
  })
  words!: readonly string[];

  @Field(() => Boolean, { description: "Whether a word is meant in upper and lower case alike." })
  ignoreCase!: boolean;

  @Field(() => Boolean, { description: "Whether digits also stand for the letters that they look like." })
  digitsForLetters!: boolean;

  @Field(() => Int, { nullable: true, description: "The greatest number of equal characters in a row; null for any." })
  maxRun!: number | null;

  @Field(() => Boolean, { description: "Whether each token has a letter." })
  atLeastOneLetter!: boolean;

  @Field(() => Boolean, { description: "Whether each token has a digit 0 to 9." })
  atLeastOneDigit!: boolean;
}

@ObjectType("Format", { description: "How tokens are written, and what they are without. It means the same for ever." })
export class FormatType {
  private known: Format | undefined;

  /** @param text canonical. */
  constructor(
    readonly text: string,
    readonly count: bigint,
    private readonly given: string | null = null,
  ) {}

  @Field(() => String, {
    nullable: true,
    description: "The name that the session has given to the format; null for the format of a line.",
  })
  get name(): string | null {
    return this.given;
  }

  @Field(() => String, {
    description: "The pattern. Presets stand in it by their names, other alphabets by their characters.",
  })
  get pattern(): string {
    return printPattern(this.format.pattern, "names");
  }

  @Field(() => Int, { description: "The number of digits of a token: the characters of all groups together." })
  get digits(): number {
    return this.format.pattern.digits;
  }

  @Field(() => String, { description: "The SHA-256 of the format's canonical text, in hexadecimal digits." })
  get sha256(): string {
    return formatSha256(this.text);
  }

  @Field(() => WithoutType, { nullable: true, description: "What no token has; null if nothing is forbidden." })
  get without(): WithoutType | null {
    const { without } = this.format;
    return forbidsNothing(without) ? null : without;
  }

  private get format(): Format {
    return (this.known ??= formatOf(this.text));
  }
}

export function namedFormat({ id, text, capacity }: NamedFormat): FormatType {
  return new FormatType(text, capacity, id);
}

@ObjectType("FormatEdge", { description: "A format on a page, with its cursor." })
export class FormatEdgeType {
  @Field(() => FormatType, { description: "The format." })
  node!: FormatType;

  @Field(() => String, { description: "The cursor of the format, for `after`." })
  cursor!: string;
}

@ObjectType("FormatConnection", { description: "A page of the session's formats, newest first." })
export class FormatConnectionType {
  @Field(() => [FormatEdgeType], { description: "The formats of the page, each with its cursor." })
  @costs({ times: 1 }) // the whole connection is counted as often as the page has formats
  edges!: FormatEdgeType[];

  @Field(() => PageInfoType, { description: "Where the page begins and ends, and whether there are more." })
  pageInfo!: PageInfoType;
}

@InputType({ description: "The format that `addFormat` adds to the session." })
export class AddFormatInput {
  @Field(() => String, {
    description: "The name of the format: 1 to 64 characters of A-Z, 0-9 and _, the first of them a letter.",
  })
  name!: string;

  @Field(() => FormatInput, { description: "How tokens are written, and what they are without." })
  format!: FormatInput;
}

@ArgsType()
export class FormatsArgs {
  @Field(() => Int, { nullable: true, description: "Show this many formats." })
  first?: number | null;

  @Field(() => String, { nullable: true, description: "Show formats after this cursor." })
  after?: string | null;
}
