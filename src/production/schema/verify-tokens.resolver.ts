import { Arg, Ctx, ID, Query, Resolver } from "type-graphql";
import type { Access } from "../../access/access.ts";
import { costs } from "../../graphql/field-cost.ts";
import type { RequestContext } from "../../graphql/request-context.ts";
import { MAX_TOKENS, type TokenVerifier } from "../lines/token-verifier.ts";
import { TokenVerificationType } from "./verify-tokens.type.ts";

/** Fields that finding a token's index counts as, so that one request cannot ask for the same over and over. */
const INDEX_COST = 10;

@Resolver()
export class VerifyTokensResolver {
  constructor(
    private readonly access: Access,
    private readonly verifier: TokenVerifier,
  ) {}

  @Query(() => [TokenVerificationType], {
    nullable: true,
    description:
      "Tells of up to 1,000 strings which are tokens that a line of this session has issued, with one answer for each, in their order.",
  })
  @costs({ own: (args) => INDEX_COST * tokensOf(args), times: tokensOf })
  async verifyTokens(
    @Arg("id", () => ID, { description: "The id of the line." }) id: string,
    @Arg("tokens", () => [String], { description: "The strings to check." }) tokens: string[],
    @Ctx() context: RequestContext,
  ): Promise<TokenVerificationType[]> {
    const { session } = await this.access.session(context);
    return this.verifier.verify(session, id, tokens);
  }
}

function tokensOf({ tokens }: Readonly<Record<string, unknown>>): number {
  return Array.isArray(tokens) ? Math.min(tokens.length, MAX_TOKENS) : 0;
}
