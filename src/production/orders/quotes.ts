import type { OpenSession } from "../../access/access.ts";
import { toAlphabet } from "../../alphabet/alphabet.ts";
import { toDouble } from "../../analysis/fraction.ts";
import type { ServiceError } from "../../errors.ts";
import { formatText } from "../../format/format.ts";
import { parseWithout } from "../../format/language/without.ts";
import type { Warning } from "../../format/warnings/format-warnings.ts";
import type { Runtime } from "../../lib/runtime.ts";
import type { Money } from "../../payment/price.ts";
import type { Paces } from "../jobs/paces.ts";
import type { FormatCompiler } from "../formats/format-compiler.ts";
import type { AnalysisLevel } from "../records/part.entity.ts";
import { capacityOf, fixedTokenBytes } from "../records/token-form.ts";
import { type CheckedOrder, type OrderedPart, priceOfPart } from "./check-order.ts";
import type { OrderChecks } from "./order-checks.ts";
import type { RequestedShape } from "./order.ts";
import { sampleRanks, sampleTokens } from "./sample-tokens.ts";

/** An order to be quoted: of a first part, or of a line's next one. */
export interface QuoteRequest {
  readonly shape: RequestedShape | { readonly line: string };
  /** Tokens. */
  readonly size: bigint;
  readonly analysis: AnalysisLevel;
}

/** What an order would get and cost; each of it null where it cannot be computed. */
export interface Quote {
  /** Tokens that the line can still make. */
  readonly available: bigint | null;
  /** Tokens that one order can get. */
  readonly reachable: bigint | null;
  /** Size of the data file. */
  readonly bytes: bigint | null;
  readonly price: Money | null;
  /** How long its tokens take, by those that were made here before. */
  readonly seconds: number | null;
  /** Strings of the form of the tokens, none of which was made. */
  readonly samples: () => Promise<readonly string[]>;
  /** The probability that one guess hits a token that the line has issued once the order is done. */
  readonly guess: number | null;
  /** What should be known before tokens are ordered. */
  readonly warnings: () => Promise<readonly Warning[]>;
  /** Every reason to refuse the order, in the order in which they would be told. */
  readonly refusals: readonly ServiceError[];
}

const NOTHING = {
  available: null,
  reachable: null,
  bytes: null,
  price: null,
  seconds: null,
  samples: () => Promise.resolve([]),
  guess: null,
  warnings: () => Promise.resolve([]),
} as const;

/** Tells what orders would get, cost, and be refused for; nothing is ordered. */
export class Quotes {
  constructor(
    private readonly checks: OrderChecks,
    private readonly paces: Paces,
    private readonly compiler: FormatCompiler,
    private readonly runtime: Pick<Runtime, "randomBytes">,
  ) {}

  async quote(open: OpenSession, request: QuoteRequest): Promise<Quote> {
    const { part, refusals, warnings = [] } = await this.check(open, request);
    if (part === "incomputable") return { ...NOTHING, refusals };
    const { available, reachable, size } = part;
    const price = size < 1n ? null : priceOfPart(part, open.agreement);
    const seconds = size < 1n ? null : this.paces.secondsOf(part, size);
    return {
      available,
      reachable,
      bytes: dataBytes(part),
      price,
      seconds,
      samples: () => this.samples(open, part),
      guess: guessOf(part),
      warnings: async () => [...(await this.warnings(open, part)), ...warnings],
      refusals,
    };
  }

  private async samples({ session }: OpenSession, part: OrderedPart): Promise<readonly string[]> {
    if (part.format === null) return sampleTokens(part, this.runtime);
    const ranks = sampleRanks(capacityOf(part), this.runtime);
    const { samples } = await this.compiler.describe({ text: part.format, issued: null, ranks }, session.customerId);
    return samples;
  }

  private async warnings({ session }: OpenSession, part: OrderedPart): Promise<readonly Warning[]> {
    const issued = issuedBy(part);
    if (issued === null) return [];
    const question = { text: part.format ?? plainText(part), issued, ranks: [] };
    return (await this.compiler.describe(question, session.customerId)).warnings;
  }

  /** Of lines, only those that still exist can be quoted. */
  private async check(open: OpenSession, { shape, size, analysis }: QuoteRequest): Promise<CheckedOrder> {
    if ("line" in shape) return this.checks.next(open, { ...NAMED_BY_ID, id: shape.line, size, analysis });
    const checked = await this.checks.first(open, { shape, size, analysis });
    return { ...checked, refusals: [...checked.refusals, ...(await this.checks.room(open))] };
  }
}

const NAMED_BY_ID = { snapshot: null, alphabet: null, digits: null, format: null } as const;

function guessOf(part: OrderedPart): number | null {
  const issued = issuedBy(part);
  return issued === null ? null : toDouble({ numerator: issued, denominator: capacityOf(part) });
}

/** Tokens that the line has issued once the order is done; null for a size that the line cannot make. */
function issuedBy(part: OrderedPart): bigint | null {
  const { available, size } = part;
  return size < 1n || size > available ? null : capacityOf(part) - available + size;
}

/** The digits of one alphabet as a format: it forbids nothing. */
function plainText({ alphabetChars, digits }: OrderedPart): string {
  const group = { kind: "group", alphabet: toAlphabet(alphabetChars), digits } as const;
  return formatText({ pattern: { pieces: [group], digits }, without: parseWithout({}) });
}

/** Computes the size of tokens that are joined by newlines; null where only making them tells. */
function dataBytes(part: OrderedPart): bigint | null {
  const tokenBytes = fixedTokenBytes(part);
  return tokenBytes === null || part.size < 1n ? null : part.size * (tokenBytes + 1n) - 1n;
}
