import { Arg, Ctx, ID, Mutation, Query, Resolver } from "type-graphql";
import { ServiceError } from "../errors.ts";
import { costs, WRITE_COST } from "../graphql/field-cost.ts";
import type { RequestContext } from "../graphql/request-context.ts";
import { fingerprint } from "../lib/fingerprint.ts";
import type { Access } from "./access.ts";
import { IDEMPOTENCY_KEY, idempotencyKeyOf } from "./idempotency-argument.ts";
import { type IdempotencyKeys, ownerByCustomer } from "./idempotency-keys.ts";
import { SessionType } from "./session.type.ts";

/** Characters of a note. */
const MAX_NOTE = 1_000;

@Resolver(() => SessionType)
export class SessionResolver {
  constructor(
    private readonly access: Access,
    private readonly keys: IdempotencyKeys,
  ) {}

  @Query(() => SessionType, { description: "The session of the Session-Key." })
  async session(@Ctx() context: RequestContext): Promise<SessionType> {
    return new SessionType(await this.access.session(context));
  }

  @Mutation(() => SessionType, { description: "Opens a session for the customer who holds the Api-Key." })
  @costs({ own: WRITE_COST })
  async openSession(
    @Arg("note", () => String, {
      nullable: true,
      description: "A note of at most 1,000 characters, to recognise the session by.",
    })
    note: string | null | undefined,
    @Arg("idempotencyKey", () => String, IDEMPOTENCY_KEY) key: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<SessionType> {
    const customer = await this.access.customer(context);
    if (note && (note.length > MAX_NOTE || note.includes("\0"))) {
      throw new ServiceError("INPUT_INVALID", `A note has at most ${MAX_NOTE} characters, none of them NUL.`, "note");
    }
    const { client, agent } = context.caller;
    const request = {
      owner: ownerByCustomer(customer),
      key: idempotencyKeyOf(key, context),
      digest: fingerprint(["openSession", note ?? null]),
    };
    const open = await this.keys.once(request, {
      make: (noteMade) => this.access.open(customer, { note: note ?? null, client, agent }, noteMade),
      recall: (id) => this.access.opened(customer, id),
    });
    return new SessionType(open);
  }

  @costs({ own: WRITE_COST })
  @Mutation(() => SessionType, {
    description:
      "Revokes a session of the customer who holds the Api-Key, for good, and dismantles its production lines and alphabets.",
  })
  async closeSession(
    @Arg("id", () => ID, { description: "The id of the session, which is its Session-Key." }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<SessionType> {
    return new SessionType(await this.access.close(await this.access.customer(context), id));
  }
}
