import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import type { Access } from "../../access/access.ts";
import type { Keyring } from "../../access/keyring.ts";
import { IDEMPOTENCY_KEY, idempotencyKeyOf } from "../../access/idempotency-argument.ts";
import { costs, WRITE_COST } from "../../graphql/field-cost.ts";
import type { RequestContext } from "../../graphql/request-context.ts";
import { UuidScalar } from "../../graphql/scalars.ts";
import { AnalysisType } from "./analysis.type.ts";
import { PaymentType } from "../../payment/payment.type.ts";
import { MAX_PAGE } from "../lines/list-lines.ts";
import type { Awaitable } from "../../lib/awaitable.ts";
import type { Loaders } from "./loaders.ts";
import type { Orders } from "../orders/orders.ts";
import type { AnalysisLevel, Part } from "../records/part.entity.ts";
import { ANALYSIS_COST, analysisOf, paymentOf, viewOf } from "./part.resolver.ts";
import { PartType } from "./part.type.ts";
import type { ProductionLines } from "../lines/production-lines.ts";
import { ProductionStatusType, StatusViewEnum } from "./production-status.type.ts";
import { type PartRecord, recordOf } from "../records/part-record.ts";
import { seedOf } from "../records/seed.ts";
import { isSeen, type SeenLine } from "../records/seen-line.ts";
import type { View } from "../records/status.ts";
import { formatCost } from "./format-cost.ts";
import { toFormatRequest } from "./format.type.ts";
import { toRequestedShape } from "./requested-shape.ts";
import { AnalysisLevelEnum, ContinueTokensInput, RequestTokensInput, TokensType } from "./tokens.type.ts";

/** Most lines have one; a line that was continued often is looked at alone. */
const USUAL_PARTS = 2;

function orderCost({ input }: Readonly<Record<string, unknown>>): number {
  return WRITE_COST + formatCost(input);
}

@Resolver(() => TokensType)
export class TokensResolver {
  constructor(
    private readonly access: Access,
    private readonly orders: Orders,
    private readonly lines: ProductionLines,
    private readonly records: { readonly loaders: Loaders; readonly keyring: Keyring },
  ) {}

  @Query(() => TokensType, {
    nullable: true,
    description: "A production line of this session; null, without an error, for every other id.",
  })
  async tokens(
    @Arg("id", () => ID, { description: "The id of the line." }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<TokensType | null> {
    const { session } = await this.access.session(context);
    const line = await this.lines.find(session, id);
    return line && new TokensType(line);
  }

  @Mutation(() => TokensType, {
    nullable: true,
    description: "Orders the first part of a new line. Production starts at once.",
  })
  @costs({ own: orderCost })
  async requestTokens(
    @Arg("input", () => RequestTokensInput, { description: "The order." }) input: RequestTokensInput,
    @Arg("idempotencyKey", () => String, IDEMPOTENCY_KEY) key: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<TokensType> {
    const open = await this.access.session(context);
    const { size, seed = null, analysis, payment = null } = input;
    const order = { shape: toRequestedShape(input), size, seed, analysis, payment };
    const { line, part } = await this.orders.request(open, order, idempotencyKeyOf(key, context));
    return new TokensType(line, part);
  }

  @Mutation(() => TokensType, {
    nullable: true,
    description:
      "Orders the next part of a line: of one that still exists, or of the one that is sealed in `snapshot`.",
  })
  @costs({ own: orderCost })
  async continueTokens(
    @Arg("input", () => ContinueTokensInput, { description: "The order." }) input: ContinueTokensInput,
    @Arg("idempotencyKey", () => String, IDEMPOTENCY_KEY) key: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<TokensType> {
    const open = await this.access.session(context);
    const { alphabet = null, digits = null, seed = null, payment = null, snapshot } = input;
    const format = input.format ? toFormatRequest(input.format) : null;
    const sealed = snapshot === null || snapshot === undefined ? null : Buffer.from(snapshot, "base64");
    const { line, part } = await this.orders.continue(
      open,
      { ...input, alphabet, digits, format, seed, payment, snapshot: sealed },
      idempotencyKeyOf(key, context),
    );
    return new TokensType(line, part);
  }

  @Mutation(() => TokensType, {
    nullable: true,
    description: "Stops a production that has not ended yet. Its payment is free again.",
  })
  @costs({ own: WRITE_COST })
  async cancelTokens(
    @Arg("id", () => ID, { description: "The id of the line." }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<TokensType> {
    const { session } = await this.access.session(context);
    return new TokensType(await this.lines.cancel(session, id));
  }

  @Mutation(() => TokensType, {
    nullable: true,
    description: "Dismantles a line at any status: destroys its key, and with it its files.",
  })
  @costs({ own: WRITE_COST })
  async deleteTokens(
    @Arg("id", () => ID, { description: "The id of the line." }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<TokensType> {
    const { session } = await this.access.session(context);
    return new TokensType(await this.lines.delete(session, id));
  }

  @Mutation(() => [TokensType], {
    nullable: true,
    description: "Dismantles every line of the session and returns the newest 1,000 of them.",
  })
  @costs({ own: 1_000, times: MAX_PAGE })
  async deleteAllTokens(@Ctx() context: RequestContext): Promise<TokensType[]> {
    const { session } = await this.access.session(context);
    return (await this.lines.deleteAll(session)).map((line) => new TokensType(line));
  }

  @FieldResolver(() => UuidScalar, {
    nullable: true,
    description: "The seed of the newest part; null if none was sent.",
  })
  seed(@Root() tokens: TokensType, @Ctx() context: RequestContext): Awaitable<string | null> {
    return this.ofNewest(tokens, context, (part) => seedOf(part, this.records.keyring));
  }

  @FieldResolver(() => AnalysisLevelEnum, { description: "The analysis level of the newest part." })
  analysisLevel(@Root() tokens: TokensType, @Ctx() context: RequestContext): Awaitable<AnalysisLevel> {
    return this.ofNewest(tokens, context, ({ analysis }) => analysis);
  }

  @FieldResolver(() => ProductionStatusType, {
    nullable: true,
    description: "The record of the newest part at a status; null until the part reaches it.",
  })
  status(
    @Root() tokens: TokensType,
    @Arg("view", () => StatusViewEnum, {
      defaultValue: StatusViewEnum.CURRENT,
      description: "The status whose record to show.",
    })
    view: View,
    @Ctx() context: RequestContext,
  ): Awaitable<ProductionStatusType | null> {
    const told = (found: PartRecord | null) =>
      found && new ProductionStatusType(found, context.publicPath, tokens.part?.number ?? null);
    if (view === "current" && tokens.current !== null) return told(tokens.current);
    if (isSeenNewest(tokens)) return told(recordOf(tokens.line.newest, tokens.line.history, view));
    return this.recordAt(tokens, view, context).then(told);
  }

  @FieldResolver(() => [PartType], {
    description: "The newest 1,000 parts of the line, the oldest of those first.",
  })
  @costs({ times: USUAL_PARTS })
  async parts(@Root() { line }: TokensType, @Ctx() context: RequestContext): Promise<PartType[]> {
    return (await this.records.loaders(context).parts.load(line.id)).map((part) => new PartType(part));
  }

  @FieldResolver(() => PaymentType, {
    nullable: true,
    description: "The payment of the newest part; null if none was sent.",
  })
  payment(@Root() tokens: TokensType, @Ctx() context: RequestContext): Awaitable<PaymentType | null> {
    if (!isSeenNewest(tokens))
      return this.ofNewest(tokens, context, (part) => paymentOf(part, this.records.loaders(context)));
    const { payment } = tokens.line;
    return payment && new PaymentType(payment);
  }

  @FieldResolver(() => AnalysisType, {
    nullable: true,
    description: "The analysis of the newest part; null until `ANALYZED`.",
  })
  @costs(ANALYSIS_COST)
  async analysis(@Root() tokens: TokensType, @Ctx() context: RequestContext): Promise<AnalysisType | null> {
    return analysisOf(await this.newest(tokens, context), tokens.line, this.records.loaders(context));
  }

  private async recordAt(tokens: TokensType, view: View, context: RequestContext): Promise<PartRecord | null> {
    return viewOf(await this.newest(tokens, context), view, this.records.loaders(context));
  }

  /** At once where the newest part is known. */
  private ofNewest<Value>(
    tokens: TokensType,
    context: RequestContext,
    read: (part: Part) => Awaitable<Value>,
  ): Awaitable<Value> {
    const known = knownNewest(tokens);
    return known === null ? this.newest(tokens, context).then(read) : read(known);
  }

  private async newest(tokens: TokensType, context: RequestContext): Promise<Part> {
    const { id } = tokens.line;
    const newest = knownNewest(tokens) ?? (await this.records.loaders(context).parts.load(id)).at(-1);
    if (newest === undefined) throw new Error(`The line ${id} has no part.`);
    return newest;
  }
}

function knownNewest({ line, part }: TokensType): Part | null {
  return part ?? (isSeen(line) ? line.newest : null);
}

/** Whether what is asked for was read with the line. */
function isSeenNewest(tokens: TokensType): tokens is TokensType & { readonly line: SeenLine } {
  return tokens.part === null && isSeen(tokens.line);
}
