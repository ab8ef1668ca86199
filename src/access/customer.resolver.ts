import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from "type-graphql";
import { costs } from "../graphql/field-cost.ts";
import type { RequestContext } from "../graphql/request-context.ts";
import type { Access } from "./access.ts";
import { CustomerType } from "./customer.type.ts";
import { MAX_PAGE } from "./list-sessions.ts";
import { SessionType } from "./session.type.ts";

@Resolver(() => CustomerType)
export class CustomerResolver {
  constructor(private readonly access: Access) {}

  @Query(() => CustomerType, {
    description: "The customer who holds the Api-Key.",
  })
  async customer(@Ctx() context: RequestContext): Promise<CustomerType> {
    return new CustomerType(await this.access.customer(context));
  }

  @FieldResolver(() => [SessionType], {
    description:
      "The newest 1,000 sessions that were ever opened, revoked ones included, the oldest of those first; with `after`, the sessions before.",
  })
  @costs({ own: 100, times: sessionsOf })
  async sessions(
    @Root() { customer }: CustomerType,
    @Arg("first", () => Int, { nullable: true, description: "The size of the page: 1,000 by default and at most." })
    first: number | null | undefined,
    @Arg("after", () => ID, { nullable: true, description: "The id of the oldest session on the page before." })
    after: string | null | undefined,
  ): Promise<SessionType[]> {
    return (await this.access.sessionsOf(customer, { first: first ?? null, after: after ?? null })).map(
      (open) => new SessionType(open),
    );
  }
}

/** A size that will be refused must not make the rest of the operation look cheap. */
function sessionsOf({ first }: { readonly first?: number | null }): number {
  return Math.min(Math.max(first ?? MAX_PAGE, 1), MAX_PAGE);
}
