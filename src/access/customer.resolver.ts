import { Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { costs } from "../graphql/field-cost.ts";
import type { RequestContext } from "../graphql/request-context.ts";
import type { Access } from "./access.ts";
import { CustomerType } from "./customer.type.ts";
import { SessionType } from "./session.type.ts";

/** Each of them has a key to be unwrapped. */
const USUAL_SESSIONS = 1_000;

@Resolver(() => CustomerType)
export class CustomerResolver {
  constructor(private readonly access: Access) {}

  @Query(() => CustomerType, { description: "The customer of the Api-Key, with its agreement, its prices and all of its sessions." })
  async customer(@Ctx() context: RequestContext): Promise<CustomerType> {
    return new CustomerType(await this.access.customer(context));
  }

  @FieldResolver(() => [SessionType], { description: "Every session ever opened, revoked ones too, oldest first." })
  @costs({ own: 100, times: USUAL_SESSIONS })
  async sessions(@Root() { customer }: CustomerType): Promise<SessionType[]> {
    return (await this.access.sessionsOf(customer)).map((open) => new SessionType(open));
  }
}
