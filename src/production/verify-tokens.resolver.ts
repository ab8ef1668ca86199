import { Arg, Ctx, ID, Query, Resolver } from "type-graphql";
import type { Access } from "../access/access.ts";
import type { RequestContext } from "../graphql/request-context.ts";
import { MAX_TOKENS, type VerifyTokens } from "./verify-tokens.ts";
import { TokenVerificationType } from "./verify-tokens.type.ts";

/** Fields that finding a token's index counts as, so that one request cannot ask for the same over and over. */
const INDEX_COST = 10;

@Resolver()
export class VerifyTokensResolver {
  constructor(
    private readonly access: Access,
    private readonly verify: VerifyTokens,
  ) {}

  @Query(() => [TokenVerificationType], {
    description: "Which of up to 1,000 strings are tokens that a line of this session has issued, one answer for each in their order.",
    complexity: ({ args, childComplexity }: { args: { tokens?: readonly string[] }; childComplexity: number }) =>
      1 + Math.min(args.tokens?.length ?? 0, MAX_TOKENS) * (INDEX_COST + childComplexity),
  })
  async verifyTokens(@Arg("id", () => ID) id: string, @Arg("tokens", () => [String]) tokens: string[], @Ctx() context: RequestContext): Promise<TokenVerificationType[]> {
    const { session } = await this.access.session(context);
    return this.verify(session, id, tokens);
  }
}
