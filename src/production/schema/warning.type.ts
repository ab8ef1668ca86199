import { Field, ObjectType, registerEnumType } from "type-graphql";
import type { Warning, WarningCode } from "../../format/warnings/format-warnings.ts";

const DESCRIPTIONS: Readonly<Record<WarningCode, string>> = {
  LOOK_ALIKES: "Tokens have characters that look like others that may stand there.",
  CASE_COLLISIONS: "Tokens are expected that differ only in upper and lower case.",
  SPREADSHEET: "A spreadsheet takes tokens for numbers, dates, truth values or formulas, and changes them.",
  GUESSABLE: "More than one try in 10,000 guesses an issued token.",
  NEARLY_EXHAUSTED: "Few tokens are left after the order.",
  CHECK_CHARACTERS: "A check may write characters that no group has.",
  WORDS_IGNORED: "Words are longer than a token, and forbid nothing.",
};

const CODES = Object.keys(DESCRIPTIONS) as WarningCode[]; // the keys of a constant
export const WarningCodeEnum = Object.fromEntries(CODES.map((code) => [code, code])) as Readonly<
  Record<WarningCode, WarningCode>
>;
registerEnumType(WarningCodeEnum, {
  name: "WarningCode",
  description:
    "What should be known of an order's tokens. Each is told where it concerns more than 1 in 1,000 of them.",
  valuesConfig: Object.fromEntries(CODES.map((code) => [code, { description: DESCRIPTIONS[code] }])),
});

@ObjectType("Warning", { description: "What should be known before tokens are ordered. It refuses nothing." })
export class WarningType implements Warning {
  @Field(() => WarningCodeEnum, { description: "The stable code of the warning." })
  code!: WarningCode;

  @Field(() => String, { description: "The warning in words." })
  message!: string;
}
