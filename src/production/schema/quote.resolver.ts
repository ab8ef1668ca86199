import { Arg, Ctx, Query, Resolver } from "type-graphql";
import type { Access } from "../../access/access.ts";
import { costs } from "../../graphql/field-cost.ts";
import type { RequestContext } from "../../graphql/request-context.ts";
import type { Quotes } from "../orders/quotes.ts";
import { QuoteInput, quotedFormatCost, QuoteType, toQuoteRequest } from "./quote.type.ts";

const QUOTE_COST = 20;

@Resolver()
export class QuoteResolver {
  constructor(
    private readonly access: Access,
    private readonly quotes: Quotes,
  ) {}

  @Query(() => QuoteType, {
    nullable: true,
    description:
      "What an order would get and cost, without ordering: its capacity, its price, and every reason to refuse it.",
  })
  @costs({ own: (args) => QUOTE_COST + quotedFormatCost(args) })
  async quote(
    @Arg("input", () => QuoteInput, { description: "The order to quote." }) input: QuoteInput,
    @Ctx() context: RequestContext,
  ): Promise<QuoteType> {
    return new QuoteType(await this.quotes.quote(await this.access.session(context), toQuoteRequest(input)));
  }
}
