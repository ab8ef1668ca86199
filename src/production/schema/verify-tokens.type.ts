import { Field, Int, ObjectType } from "type-graphql";
import { BigIntScalar } from "../../graphql/scalars.ts";
import type { TokenVerification } from "../lines/verify-tokens.ts";

@ObjectType("TokenVerification", { description: "Whether a line has issued a token, and where." })
export class TokenVerificationType implements TokenVerification {
  @Field(() => String, { description: "As it was sent." })
  token!: string;

  @Field(() => Boolean, {
    description:
      "From `ENDED` of its part on, whatever becomes of the part and its files afterwards. No string but the line's own tokens is issued.",
  })
  issued!: boolean;

  @Field(() => Int, {
    nullable: true,
    description:
      "The part's number. Null where the token is not issued, and where its part was made before the line came to this database.",
  })
  part!: number | null;

  @Field(() => BigIntScalar, {
    nullable: true,
    description: "The token's place in the part's data file, counted from 0; null where `part` is.",
  })
  position!: bigint | null;
}
