import { Arg, Ctx, Query, Resolver } from "type-graphql";
import type { Access } from "../../access/access.ts";
import { costs } from "../../graphql/field-cost.ts";
import type { RequestContext } from "../../graphql/request-context.ts";
import type { Quote } from "../orders/quote.ts";
import { QuoteInput, QuoteType } from "./quote.type.ts";

@Resolver()
export class QuoteResolver {
  constructor(
    private readonly access: Access,
    private readonly makeQuote: Quote,
  ) {}

  @Query(() => QuoteType, {
    description:
      "What an order would get and cost, without ordering: its capacity, its price, and every reason to refuse it.",
  })
  @costs({ own: 20 })
  async quote(
    @Arg("input", () => QuoteInput, { description: "The order to quote." }) input: QuoteInput,
    @Ctx() context: RequestContext,
  ): Promise<QuoteType> {
    const { refusals, ...quoted } = await this.makeQuote(await this.access.session(context), input);
    return { ...quoted, refusals: refusals.map(({ code, message, field = null }) => ({ code, message, field })) };
  }
}
