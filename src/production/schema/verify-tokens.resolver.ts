import { Arg, Ctx, ID, Query, Resolver } from "type-graphql";
import type { Access } from "../../access/access.ts";
import { costs } from "../../graphql/field-cost.ts";
import type { RequestContext } from "../../graphql/request-context.ts";
import type { TokenVerification } from "../lines/inquiry.ts";
import type { TokenFinder } from "../lines/token-finder.ts";
import { MAX_TOKENS, type TokenVerifier } from "../lines/token-verifier.ts";
import type { ShownLine } from "../records/line.entity.ts";
import type { Loaders } from "./loaders.ts";
import { TokensType } from "./tokens.type.ts";
import { TokenVerificationType } from "./verify-tokens.type.ts";

/** Fields that finding a token's index counts as, so that one request cannot ask for the same over and over. */
const INDEX_COST = 10;
/** Looking into all lines of a session may take seconds: a request can do so a few times. */
const FIND_COST = 20_000;

const LENIENT = "Whether to take the strings as people type tokens, or only as they are written.";

@Resolver()
export class VerifyTokensResolver {
  constructor(
    private readonly access: Access,
    private readonly verifier: TokenVerifier,
    private readonly finder: TokenFinder,
    private readonly loaders: Loaders,
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
    @Arg("lenient", () => Boolean, { defaultValue: false, description: LENIENT }) lenient: boolean,
    @Ctx() context: RequestContext,
  ): Promise<TokenVerificationType[]> {
    const { session } = await this.access.session(context);
    const verified = await this.verifier.verify(session, id, tokens, lenient ? "lenient" : "strict");
    return verified.map(toType);
  }

  @Query(() => [TokenVerificationType], {
    nullable: true,
    description:
      "Tells of up to 1,000 strings which are tokens that any line of this session has issued, and of which line, with one answer for each, in their order.",
  })
  @costs({ own: (args) => FIND_COST + INDEX_COST * tokensOf(args), times: tokensOf })
  async findTokens(
    @Arg("tokens", () => [String], { description: "The strings to look for." }) tokens: string[],
    @Arg("lenient", () => Boolean, { defaultValue: true, description: LENIENT }) lenient: boolean,
    @Ctx() context: RequestContext,
  ): Promise<TokenVerificationType[]> {
    const { session } = await this.access.session(context);
    const found = await this.finder.find(session, tokens, lenient ? "lenient" : "strict");
    const { lines } = this.loaders(context);
    return Promise.all(
      found.map(async (each) => toType({ ...each, line: each.line === null ? null : await lines.load(each.line) })),
    );
  }
}

function toType({ line, suspect, ...verification }: TokenVerification<ShownLine>): TokenVerificationType {
  return {
    ...verification,
    line: line && new TokensType(line),
    suspect: suspect && [...suspect],
  };
}

function tokensOf({ tokens }: Readonly<Record<string, unknown>>): number {
  return Array.isArray(tokens) ? Math.min(tokens.length, MAX_TOKENS) : 0;
}
