import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import type { Access } from "../../access/access.ts";
import { IDEMPOTENCY_KEY, idempotencyKeyOf } from "../../access/idempotency-argument.ts";
import { type IdempotencyKeys, ownerBySession } from "../../access/idempotency-keys.ts";
import { CapacityType } from "../../alphabet/alphabet.type.ts";
import { reachable } from "../../alphabet/reachable.ts";
import { tokenBytes } from "../../format/pattern/pattern.ts";
import { formatOf } from "../../generator/line/line-format.ts";
import { costs, WRITE_COST } from "../../graphql/field-cost.ts";
import { toPageInfo } from "../../graphql/page-info.type.ts";
import type { RequestContext } from "../../graphql/request-context.ts";
import { fingerprint } from "../../lib/fingerprint.ts";
import type { FormatCompiler } from "../formats/format-compiler.ts";
import { cursorOf, MAX_PAGE, type NamedFormats } from "../formats/named-formats.ts";
import type { SessionFormats } from "../formats/session-formats.ts";
import { shapeValues } from "../orders/order.ts";
import { COMPILE_COST, formatCost } from "./format-cost.ts";
import {
  AddFormatInput,
  FormatConnectionType,
  FormatsArgs,
  FormatType,
  namedFormat,
  toFormatRequest,
} from "./format.type.ts";

export interface FormatResolverDeps {
  readonly compiler: FormatCompiler;
  readonly formats: SessionFormats;
  readonly named: NamedFormats;
  readonly keys: IdempotencyKeys;
}

/** What reading a page of formats counts as. */
const LIST_COST = 1_000;
const USUAL_FORMATS = 20;

@Resolver(() => FormatType)
export class FormatResolver {
  constructor(
    private readonly access: Access,
    private readonly deps: FormatResolverDeps,
  ) {}

  @Query(() => FormatConnectionType, {
    nullable: true,
    description:
      "The formats that the session has added, newest first, as a Relay cursor connection of 20 unless told, 1,000 at most.",
  })
  @costs({ own: LIST_COST, times: formatsOf })
  async formats(
    @Args(() => FormatsArgs) page: FormatsArgs,
    @Ctx() context: RequestContext,
  ): Promise<FormatConnectionType> {
    const { session } = await this.access.session(context);
    const { formats, hasNextPage } = await this.deps.named.list(session, {
      ...page,
      first: page.first ?? USUAL_FORMATS,
    });
    const edges = formats.map((format) => ({ node: namedFormat(format), cursor: cursorOf(format) }));
    return { edges, pageInfo: toPageInfo(edges, { hasNextPage, hasPreviousPage: typeof page.after === "string" }) };
  }

  @FieldResolver(() => CapacityType, { description: "How many tokens the format has, counted exactly." })
  async capacity(@Root() { text, count, digits }: FormatType, @Ctx() context: RequestContext): Promise<CapacityType> {
    const { agreement } = await this.access.session(context);
    const bytes = BigInt(tokenBytes(formatOf(text).pattern));
    return { digits, available: count, reachable: reachable(count, bytes, agreement) };
  }

  @FieldResolver(() => String, { description: "A token of the format, always the same; no line is asked for it." })
  @costs({ own: COMPILE_COST })
  async example(@Root() { text }: FormatType, @Ctx() context: RequestContext): Promise<string> {
    const { session } = await this.access.session(context);
    return (await this.deps.compiler.compile(text, session.customerId)).example;
  }

  @Mutation(() => FormatType, {
    nullable: true,
    description: "Gives a format a name in the session. What becomes of the session's alphabets does not change it.",
  })
  @costs({ own: ({ input }) => WRITE_COST + formatCost(input) })
  async addFormat(
    @Arg("input", () => AddFormatInput, { description: "The format to add." }) { name, format }: AddFormatInput,
    @Arg("idempotencyKey", () => String, IDEMPOTENCY_KEY) key: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<FormatType> {
    const open = await this.access.session(context);
    const { session } = open;
    const asked = { format: toFormatRequest(format) };
    const request = {
      owner: ownerBySession(open),
      key: idempotencyKeyOf(key, context),
      digest: fingerprint(["addFormat", name, ...shapeValues(asked)]),
    };
    const { formats, named, keys } = this.deps;
    const added = await keys.once(request, {
      make: async (note) => {
        const compiled = await formats.compile(session, await formats.read(session, asked.format));
        return named.add(open, name, compiled, note);
      },
      recall: () => named.require(session, name),
    });
    return namedFormat(added);
  }

  @Mutation(() => FormatType, {
    nullable: true,
    description: "Removes a format from the session. Lines that are written by it stay as they are.",
  })
  @costs({ own: WRITE_COST })
  async removeFormat(
    @Arg("name", () => String, { description: "The name of the format." }) name: string,
    @Ctx() context: RequestContext,
  ): Promise<FormatType> {
    const { session } = await this.access.session(context);
    return namedFormat(await this.deps.named.remove(session, name));
  }
}

function formatsOf({ first }: { readonly first?: number | null }): number {
  return Math.min(Math.max(first ?? USUAL_FORMATS, 1), MAX_PAGE);
}
