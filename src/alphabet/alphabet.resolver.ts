import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import type { Access } from "../access/access.ts";
import { IDEMPOTENCY_KEY, idempotencyKeyOf } from "../access/idempotency-argument.ts";
import type { IdempotencyKeys } from "../access/idempotency-keys.ts";
import type { RequestContext } from "../graphql/request-context.ts";
import { fingerprint } from "../lib/fingerprint.ts";
import { toAlphabet } from "./alphabet.ts";
import { AddAlphabetInput, AlphabetsArgs, AlphabetType, CapacityType } from "./alphabet.type.ts";
import type { Alphabets } from "./alphabets.ts";
import { capacity } from "./capacity.ts";
import { reachable } from "./reachable.ts";
import { traits } from "./traits.ts";

/** As many as the presets and some of a session's own: for the cost of a query that lists them. */
const USUAL_ALPHABETS = 50;

@Resolver(() => AlphabetType)
export class AlphabetResolver {
  constructor(
    private readonly access: Access,
    private readonly known: Alphabets,
    private readonly keys: IdempotencyKeys,
  ) {}

  @Query(() => AlphabetType, { nullable: true })
  async alphabet(@Arg("id", () => ID) id: string, @Ctx() context: RequestContext): Promise<AlphabetType | null> {
    const { session } = await this.access.session(context);
    const named = await this.known.find(session, id);
    return named && new AlphabetType(named);
  }

  @Query(() => [AlphabetType], {
    description:
      "Without a style: presets and the session's own. (The REST filters mean presets only.) At most 1,000: presets by id, then the newest of the session's own, of which the oldest stands first.",
    complexity: ({ childComplexity }: { childComplexity: number }) => USUAL_ALPHABETS * childComplexity,
  })
  async alphabets(@Args(() => AlphabetsArgs) { style, length, chars, ...page }: AlphabetsArgs, @Ctx() context: RequestContext): Promise<AlphabetType[]> {
    const { session } = await this.access.session(context);
    const found = await this.known.list(session, { style: style ?? undefined, length: length ?? undefined, chars: chars ?? undefined }, page);
    return found.map((named) => new AlphabetType(named));
  }

  @FieldResolver(() => CapacityType, { complexity: 10 })
  async capacity(@Root() { named }: AlphabetType, @Arg("digits", () => Int) digits: number, @Ctx() context: RequestContext): Promise<CapacityType> {
    const { agreement } = await this.access.session(context);
    const available = capacity(named.alphabet, digits);
    const tokenBytes = BigInt(traits(named.alphabet).widestBytes * digits);
    return { digits, available, reachable: reachable(available, tokenBytes, agreement) };
  }

  @Mutation(() => AlphabetType)
  async addAlphabet(
    @Arg("input", () => AddAlphabetInput) { id, chars }: AddAlphabetInput,
    @Arg("idempotencyKey", () => String, IDEMPOTENCY_KEY) key: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<AlphabetType> {
    const open = await this.access.session(context);
    const request = { ownerId: open.session.id, key: idempotencyKeyOf(key, context), digest: fingerprint(["addAlphabet", id, chars]) };
    const added = await this.keys.once(request, {
      make: (note) => this.known.add(open, { id, chars }, note),
      recall: () => Promise.resolve({ id, style: "custom" as const, alphabet: toAlphabet(chars) }),
    });
    return new AlphabetType(added);
  }

  @Mutation(() => AlphabetType)
  async removeAlphabet(@Arg("id", () => ID) id: string, @Ctx() context: RequestContext): Promise<AlphabetType> {
    const { session } = await this.access.session(context);
    return new AlphabetType(await this.known.remove(session, id));
  }

  @Mutation(() => [AlphabetType], { description: "Removes all alphabets of the session's own; answers the newest 1,000 of them." })
  async removeAlphabets(@Ctx() context: RequestContext): Promise<AlphabetType[]> {
    const { session } = await this.access.session(context);
    return (await this.known.removeAll(session)).map((named) => new AlphabetType(named));
  }
}
