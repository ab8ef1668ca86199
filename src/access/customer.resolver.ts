import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import { costs } from "../graphql/field-cost.ts";
import { toPageInfo } from "../graphql/page-info.type.ts";
import type { RequestContext } from "../graphql/request-context.ts";
import { UuidScalar } from "../graphql/scalars.ts";
import { toCursor } from "../lib/time-cursor.ts";
import type { Access } from "./access.ts";
import type { Used } from "./agreement.ts";
import { CustomerType, UsedType } from "./customer.type.ts";
import { MAX_PAGE } from "./list-sessions.ts";
import { SessionType } from "./session.type.ts";
import { SessionConnectionType } from "./sessions-connection.type.ts";

@Resolver(() => CustomerType)
export class CustomerResolver {
  constructor(
    private readonly access: Access,
    private readonly countUsed: (customerId: string) => Promise<Used>,
  ) {}

  @Query(() => CustomerType, {
    nullable: true,
    description: "The customer who holds the Api-Key.",
  })
  async customer(@Ctx() context: RequestContext): Promise<CustomerType> {
    return new CustomerType(await this.access.customer(context));
  }

  @FieldResolver(() => UsedType, { description: "How much of the quotas the customer holds at present." })
  @costs({ own: 50 })
  used(@Root() { customer }: CustomerType): Promise<UsedType> {
    return this.countUsed(customer.id);
  }

  @FieldResolver(() => SessionType, {
    nullable: true,
    description: "The session with this Session-Key, a revoked one too; null for every other key.",
  })
  @costs({ own: 10 })
  async session(
    @Root() { customer }: CustomerType,
    @Arg("key", () => UuidScalar, { description: "The Session-Key." }) key: string,
  ): Promise<SessionType | null> {
    const [open] = await this.access.sessionsNamed(customer, { key });
    return open ? new SessionType(open) : null;
  }

  @FieldResolver(() => SessionConnectionType, {
    description:
      "All sessions that were ever opened, revoked ones included, newest first, as a Relay cursor connection. A page has 1,000 sessions by default and at most.",
  })
  @costs({ own: 100, times: sessionsOf })
  async sessions(
    @Root() { customer }: CustomerType,
    @Arg("first", () => Int, { nullable: true, description: "Show this many sessions." })
    first: number | null | undefined,
    @Arg("after", () => String, { nullable: true, description: "Show sessions after this cursor." })
    after: string | null | undefined,
  ): Promise<SessionConnectionType> {
    const { items, hasNextPage } = await this.access.sessionsOf(customer, {
      first: first ?? null,
      after: after ?? null,
    });
    const edges = items.map((open) => ({
      node: new SessionType(open),
      cursor: toCursor({ at: open.session.grantedAt, id: open.session.id }),
    }));
    return { edges, pageInfo: toPageInfo(edges, { hasNextPage, hasPreviousPage: typeof after === "string" }) };
  }
}

/** A size that will be refused must not make the rest of the operation look cheap. */
function sessionsOf({ first }: { readonly first?: number | null }): number {
  return Math.min(Math.max(first ?? MAX_PAGE, 1), MAX_PAGE);
}
