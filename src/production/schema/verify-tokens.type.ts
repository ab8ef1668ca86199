import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { BigIntScalar } from "../../graphql/scalars.ts";
import type { TokenVerification, VerificationResult } from "../lines/token-verifier.ts";

const VerificationResultEnum = {
  ISSUED: "issued",
  NOT_ISSUED: "not_issued",
  NOT_A_TOKEN: "not_a_token",
} as const satisfies Record<string, VerificationResult>;
registerEnumType(VerificationResultEnum, {
  name: "VerificationResult",
  description: "What a string is to a line.",
  valuesConfig: {
    ISSUED: { description: "The line has issued it." },
    NOT_ISSUED: { description: "The line can write it, but has not issued it." },
    NOT_A_TOKEN: { description: "The line cannot write it: the length or a character is not one of its tokens'." },
  },
});

@ObjectType("TokenVerification", { description: "Whether a line has issued a token, and where." })
export class TokenVerificationType implements TokenVerification {
  @Field(() => String, { description: "The string as it was sent." })
  token!: string;

  @Field(() => Boolean, {
    description:
      "Whether the line has issued the token. It has from the moment that the token's part is `ENDED`, whatever becomes of the part and its files afterwards.",
  })
  issued!: boolean;

  @Field(() => VerificationResultEnum, { description: "What the string is to the line." })
  result!: VerificationResult;

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
}
