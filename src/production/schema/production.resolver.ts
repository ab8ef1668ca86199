import { Arg, Ctx, ID, Resolver, Root, type SubscribeResolverData, Subscription } from "type-graphql";
import type { Access } from "../../access/access.ts";
import type { RequestContext } from "../../graphql/request-context.ts";
import type { ProductionFeed } from "../events/production-feed.ts";
import type { Loaders } from "./loaders.ts";
import type { ProductionEvent } from "../events/production-events.ts";
import { ProductionStatusType } from "./production-status.type.ts";
import { ProductionEventType, TokensType } from "./tokens.type.ts";

@Resolver()
export class ProductionResolver {
  constructor(
    private readonly access: Access,
    private readonly feed: ProductionFeed,
    private readonly loaders: Loaders,
  ) {}

  @Subscription(() => ProductionEventType, {
    description:
      "Follows one line: sends its current status, then every change of status and the progress at most every 250 ms, and ends with the production. An id that is not the session's is refused with NOT_FOUND.",
    subscribe: ({ args, context }: SubscribeResolverData<unknown, Record<string, unknown>, RequestContext>) =>
      context.container.get(ProductionResolver).follow(String(args["id"]), context),
  })
  production(
    @Root() event: ProductionEvent,
    @Arg("id", () => ID, { description: "The id of the line to follow." }) _id: string,
    @Ctx() context: RequestContext,
  ): Promise<ProductionEventType> {
    return this.toEvent(event, context);
  }

  @Subscription(() => ProductionEventType, {
    description:
      "Follows all lines of the session: sends the current status of the newest 1,000, then every change of status of any and its progress at most every 250 ms. It ends with the session.",
    subscribe: ({ context }: SubscribeResolverData<unknown, Record<string, unknown>, RequestContext>) =>
      context.container.get(ProductionResolver).follow(null, context),
  })
  productions(@Root() event: ProductionEvent, @Ctx() context: RequestContext): Promise<ProductionEventType> {
    return this.toEvent(event, context);
  }

  private async toEvent(
    { line, part, status }: ProductionEvent,
    context: RequestContext,
  ): Promise<ProductionEventType> {
    // While a part is analysed the next one may be ordered, and paths without a number lead there.
    const isContinued =
      part.analysis !== "none" &&
      (await this.loaders(context).parts.load(line.id)).some(({ number }) => number > part.number);
    return {
      tokens: isContinued ? new TokensType(line) : new TokensType(line, null, status),
      status: new ProductionStatusType(status, context.publicPath, isContinued ? part.number : null),
    };
  }

  private async follow(id: string | null, context: RequestContext): Promise<AsyncIterable<ProductionEvent>> {
    const { session } = await this.access.session(context);
    return this.feed.follow(session, id);
  }
}
