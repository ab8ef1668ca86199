import { Field, Int, ObjectType } from "type-graphql";
import { BigIntScalar } from "../../graphql/scalars.ts";
import type { TokenVerification } from "../lines/token-verifier.ts";

@ObjectType("TokenVerification", { description: "Whether a line has issued a token, and where." })
export class TokenVerificationType implements TokenVerification {
  @Field(() => String, { description: "The string as it was sent." })
  token!: string;

  @Field(() => Boolean, {
    description:
      "Whether the line has issued the token. It has from the moment that the token's part is `ENDED`, whatever becomes of the part and its files afterwards.",
  })
  issued!: boolean;

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
