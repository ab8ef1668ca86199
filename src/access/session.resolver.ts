import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { ServiceError } from "../errors.ts";
import { costs, WRITE_COST } from "../graphql/field-cost.ts";
import type { RequestContext } from "../graphql/request-context.ts";
import { UuidScalar } from "../graphql/scalars.ts";
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

  @Query(() => SessionType, { nullable: true, description: "The session of the Session-Key." })
  async session(@Ctx() context: RequestContext): Promise<SessionType> {
    return new SessionType(await this.access.session(context));
  }

  @Mutation(() => SessionType, {
    nullable: true,
    description: "Opens a session for the customer who holds the Api-Key.",
  })
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
    if (note && (note.length > MAX_NOTE || note.includes("\0") || !note.isWellFormed()))
      throw new ServiceError(
        "INPUT_INVALID",
        `A note has at most ${MAX_NOTE} characters, none of them NUL or half of a surrogate pair.`,
        "note",
      );
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
    nullable: true,
    description:
      "Revokes a session of the customer who holds the Api-Key, for good, and dismantles its production lines and alphabets. Exactly one of `id` and `key` names it.",
  })
  async closeSession(
    @Arg("id", () => ID, { nullable: true, description: "The id of the session." }) id: string | null | undefined,
    @Arg("key", () => UuidScalar, { nullable: true, description: "The Session-Key of the session." })
    key: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<SessionType> {
    const customer = await this.access.customer(context);
    return new SessionType(await this.access.close(customer, exactlyOne(id ?? null, key ?? null)));
  }

  @FieldResolver(() => UuidScalar, {
    nullable: true,
    description:
      "The Session-Key, which is the credential for everything in the session. It is told to the customer's Api-Key alone; null without it.",
  })
  async key(@Root() { open }: SessionType, @Ctx() context: RequestContext): Promise<string | null> {
    if (context.caller.credentials.apiKey === undefined) return null;
    const customer = await this.access.customer(context);
    return customer.id === open.session.customerId ? open.key : null;
  }
}

function exactlyOne(id: string | null, key: string | null): { readonly id: string } | { readonly key: string } {
  if (id !== null && key === null) return { id };
  if (id === null && key !== null) return { key };
  throw new ServiceError("INPUT_INVALID", "Name the session by its id or by its key: by exactly one.", "id");
}
