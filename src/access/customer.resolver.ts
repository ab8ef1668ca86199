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
    description: "The customer of the Api-Key, with its agreement, its prices and its sessions.",
  })
  async customer(@Ctx() context: RequestContext): Promise<CustomerType> {
    return new CustomerType(await this.access.customer(context));
  }

  @FieldResolver(() => [SessionType], {
    description:
      "The newest 1,000 of the sessions ever opened, revoked ones too, of which the oldest stands first; with `after` those before.",
  })
  @costs({ own: 100, times: sessionsOf })
  async sessions(
    @Root() { customer }: CustomerType,
    @Arg("first", () => Int, { nullable: true, description: "At most so many; 1,000 unless told, and no more." })
    first: number | null | undefined,
    @Arg("after", () => ID, { nullable: true, description: "The id of the oldest session of the page before." })
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
