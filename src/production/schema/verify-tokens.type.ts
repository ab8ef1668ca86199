import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { costs } from "../../graphql/field-cost.ts";
import { BigIntScalar } from "../../graphql/scalars.ts";
import type { TokenVerification, VerificationResult } from "../lines/inquiry.ts";
import { TokensType } from "./tokens.type.ts";

const VerificationResultEnum = {
  ISSUED: "issued",
  NOT_ISSUED: "not_issued",
  NOT_A_TOKEN: "not_a_token",
  CHECK_FAILED: "check_failed",
  AMBIGUOUS: "ambiguous",
} as const satisfies Record<string, VerificationResult>;
registerEnumType(VerificationResultEnum, {
  name: "VerificationResult",
  description: "What a string is to a line, or to all lines of a session.",
  valuesConfig: {
    ISSUED: { description: "The line has issued it." },
    NOT_ISSUED: { description: "The line can write it, but has not issued it." },
    NOT_A_TOKEN: { description: "The line cannot write it: the length or a character is not one of its tokens'." },
    CHECK_FAILED: {
      description: "It would be a token, but for a check digit that is wrong. Only lenient reading tells.",
    },
    AMBIGUOUS: {
      description:
        "It may be more than one token, so it is taken for none of them. Strictly, only where several lines have issued it.",
    },
  },
});

/** One wrong character, or two that are swapped. */
const MAX_SUSPECT = 2;

@ObjectType("TokenVerification", { description: "Whether a line has issued a token, and where." })
export class TokenVerificationType implements TokenVerification<TokensType> {
  @Field(() => String, { description: "The string as it was sent." })
  token!: string;

  @Field(() => String, {
    nullable: true,
    description: "The token as its line writes it; null if the string is no token, or may be more than one.",
  })
  canonical!: string | null;

  @Field(() => Boolean, {
    description:
      "Whether the line has issued the token. It has from the moment that the token's part is `ENDED`, whatever becomes of the part and its files afterwards.",
  })
  issued!: boolean;

  @Field(() => VerificationResultEnum, { description: "What the string is to the line." })
  result!: VerificationResult;

  @Field(() => TokensType, {
    nullable: true,
    description: "The line that has issued the token; null if the token is not issued.",
  })
  line!: TokensType | null;

  @Field(() => BigIntScalar, {
    nullable: true,
    description: "The token's place in the line, counted from 0 over all its parts; null if the token is not issued.",
  })
  index!: bigint | null;

  @Field(() => Int, {
    nullable: true,
    description:
      "The number of the token's part; null if the token is not issued, or was made before the line came to this database.",
  })
  part!: number | null;

  @Field(() => BigIntScalar, {
    nullable: true,
    description: "The token's place in the data file of its part, counted from 0; null where `part` is.",
  })
  position!: bigint | null;

  @costs({ times: MAX_SUSPECT })
  @Field(() => [Int], {
    nullable: true,
    description:
      "If a check digit is wrong: which characters of the string are probably wrong, or swapped, counted from 0 in its composed form (NFC). Null if that cannot be told, and for every other result.",
  })
  suspect!: number[] | null;
}
