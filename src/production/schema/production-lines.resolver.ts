import { Args, Ctx, Query, Resolver } from "type-graphql";
import type { Access } from "../../access/access.ts";
import { costs } from "../../graphql/field-cost.ts";
import type { RequestContext } from "../../graphql/request-context.ts";
import { DEFAULT_PAGE, MAX_PAGE, type PageRequest } from "../lines/list-lines.ts";
import type { ProductionLines } from "../lines/production-lines.ts";
import { ProductionLinesArgs, TokensConnectionType } from "./tokens-connection.type.ts";

@Resolver()
export class ProductionLinesResolver {
  constructor(
    private readonly access: Access,
    private readonly lines: ProductionLines,
  ) {}

  @Query(() => TokensConnectionType, {
    nullable: true,
    description:
      "All production lines of this session, newest first, as a Relay cursor connection. A page has 20 lines by default and 1,000 at most; `first` and `last` exclude each other.",
  })
  @costs({ own: 10, times: linesOf })
  async productionLines(
    @Args(() => ProductionLinesArgs) page: ProductionLinesArgs,
    @Ctx() context: RequestContext,
  ): Promise<TokensConnectionType> {
    const { session } = await this.access.session(context);
    return new TokensConnectionType(await this.lines.list(session, page));
  }
}

/** Lines to count with: a size that will be refused must not make the rest of the operation look cheap. */
function linesOf({ first, last }: PageRequest): number {
  return Math.min(Math.max(first ?? last ?? DEFAULT_PAGE, 1), MAX_PAGE);
}
