import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import type { Access } from "../access/access.ts";
import { IDEMPOTENCY_KEY, idempotencyKeyOf } from "../access/idempotency-argument.ts";
import { type IdempotencyKeys, ownerBySession } from "../access/idempotency-keys.ts";
import { ServiceError } from "../errors.ts";
import { costs, WRITE_COST } from "../graphql/field-cost.ts";
import { toPageInfo } from "../graphql/page-info.type.ts";
import type { RequestContext } from "../graphql/request-context.ts";
import { fingerprint } from "../lib/fingerprint.ts";
import { perRequest } from "../lib/per-request.ts";
import { toAlphabet } from "./alphabet.ts";
import {
  AddAlphabetInput,
  AlphabetConnectionType,
  AlphabetsArgs,
  AlphabetType,
  CapacityType,
} from "./alphabet.type.ts";
import type { Alphabets } from "./alphabets.ts";
import { capacity } from "./capacity.ts";
import { type AlphabetsPage, MAX_PAGE } from "./list-alphabets.ts";
import { reachable } from "./reachable.ts";
import { traits } from "./traits.ts";

/** As many as the presets and a hundred of a session's own. */
const USUAL_ALPHABETS = 125;
/** All of a session's alphabets are read to list them, up to 10 million characters; a filter looks at each. */
const LIST_COST = 2_000;
const FILTER_COST = 5_000;

/** Characters of all alphabets in one answer: as many as all that a customer can have. */
const MAX_CHARS = 10_000_000;

@Resolver(() => AlphabetType)
export class AlphabetResolver {
  /** The lists of a request, each read once, however often it asks for the same. */
  private readonly listed = perRequest((_context: RequestContext) => new Map<string, Promise<AlphabetsPage>>());
  /** What a request has been shown of alphabets so far. */
  private readonly shown = perRequest((_context: RequestContext) => ({ chars: 0 }));

  constructor(
    private readonly access: Access,
    private readonly known: Alphabets,
    private readonly keys: IdempotencyKeys,
  ) {}

  @Query(() => AlphabetType, {
    nullable: true,
    description: "The alphabet with this name, a preset or one of the session's own; null if there is none.",
  })
  async alphabet(
    @Arg("name", () => String, { description: "The name of the alphabet." }) name: string,
    @Ctx() context: RequestContext,
  ): Promise<AlphabetType | null> {
    const { session } = await this.access.session(context);
    const named = await this.known.find(session, name);
    return named && new AlphabetType(named);
  }

  @Query(() => AlphabetConnectionType, {
    nullable: true,
    description:
      "The presets by name, then the session's own alphabets, newest first, as a Relay cursor connection. Without a style, both kinds are listed; the filters of REST list presets only. A page has 1,000 alphabets by default and at most.",
  })
  @costs({
    own: ({ length, chars }) => (length === undefined && chars === undefined ? LIST_COST : FILTER_COST),
    times: alphabetsOf,
  })
  async alphabets(
    @Args(() => AlphabetsArgs) { style, length, chars, ...page }: AlphabetsArgs,
    @Ctx() context: RequestContext,
  ): Promise<AlphabetConnectionType> {
    const { session } = await this.access.session(context);
    const filter = { style: style ?? undefined, length: length ?? undefined, chars: chars ?? undefined };
    const listed = this.listed(context);
    const key = JSON.stringify([filter, page]);
    const found = listed.get(key) ?? this.known.list(session, filter, page);
    listed.set(key, found);
    const { alphabets, hasNextPage } = await found;
    const edges = alphabets.map(({ named, cursor }) => ({ node: new AlphabetType(named), cursor }));
    return { edges, pageInfo: toPageInfo(edges, { hasNextPage, hasPreviousPage: typeof page.after === "string" }) };
  }

  @FieldResolver(() => String, { description: "All characters of the alphabet, in their order." })
  @costs({ own: 10 })
  chars(@Root() { named }: AlphabetType, @Ctx() context: RequestContext): string {
    const { chars } = named.alphabet;
    const shown = this.shown(context);
    shown.chars += chars.length;
    if (shown.chars > MAX_CHARS)
      throw new ServiceError(
        "QUERY_TOO_COMPLEX",
        `The alphabets of one answer have at most ${MAX_CHARS} characters. Ask for fewer at a time.`,
      );
    return chars;
  }

  @FieldResolver(() => CapacityType, { description: "How many tokens the alphabet can write in a number of digits." })
  @costs({ own: 10 })
  async capacity(
    @Root() { named }: AlphabetType,
    @Arg("digits", () => Int, { description: "The number of digits of a token, 1 to 1,000." }) digits: number,
    @Ctx() context: RequestContext,
  ): Promise<CapacityType> {
    const { agreement } = await this.access.session(context);
    const available = capacity(named.alphabet, digits);
    const tokenBytes = BigInt(traits(named.alphabet).widestBytes * digits);
    return { digits, available, reachable: reachable(available, tokenBytes, agreement) };
  }

  @Mutation(() => AlphabetType, { nullable: true, description: "Adds an alphabet to the session." })
  @costs({ own: WRITE_COST })
  async addAlphabet(
    @Arg("input", () => AddAlphabetInput, { description: "The alphabet to add." }) { name, chars }: AddAlphabetInput,
    @Arg("idempotencyKey", () => String, IDEMPOTENCY_KEY) key: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<AlphabetType> {
    const open = await this.access.session(context);
    const request = {
      owner: ownerBySession(open),
      key: idempotencyKeyOf(key, context),
      digest: fingerprint(["addAlphabet", name, chars]),
    };
    const added = await this.keys.once(request, {
      make: (note) => this.known.add(open, { name, chars }, note),
      recall: () => Promise.resolve({ name, style: "custom" as const, alphabet: toAlphabet(chars) }),
    });
    return new AlphabetType(added);
  }

  @Mutation(() => AlphabetType, {
    nullable: true,
    description: "Removes one of the session's own alphabets. Lines that use it keep its characters.",
  })
  @costs({ own: WRITE_COST })
  async removeAlphabet(
    @Arg("name", () => String, { description: "The name of the alphabet." }) name: string,
    @Ctx() context: RequestContext,
  ): Promise<AlphabetType> {
    const { session } = await this.access.session(context);
    return new AlphabetType(await this.known.remove(session, name));
  }

  @costs({ own: LIST_COST, times: USUAL_ALPHABETS })
  @Mutation(() => [AlphabetType], {
    nullable: true,
    description: "Removes all of the session's own alphabets and returns the newest 1,000 of them.",
  })
  async removeAlphabets(@Ctx() context: RequestContext): Promise<AlphabetType[]> {
    const { session } = await this.access.session(context);
    return (await this.known.removeAll(session)).map((named) => new AlphabetType(named));
  }
}

function alphabetsOf({ first }: { readonly first?: number | null }): number {
  return Math.min(Math.max(first ?? USUAL_ALPHABETS, 1), MAX_PAGE);
}
