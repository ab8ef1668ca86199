import type { OpenSession } from "../../access/access.ts";
import type { Keyring } from "../../access/keyring.ts";
import type { Alphabets } from "../../alphabet/alphabets.ts";
import type { Database } from "../../database/start-database.ts";
import { ServiceError } from "../../errors.ts";
import { ignoredWords } from "../../format/warnings/format-warnings.ts";
import type { SessionFormats } from "../formats/session-formats.ts";
import { registerToBytes } from "../records/register.ts";
import { checkFirst, checkForm } from "./check-first.ts";
import { checkNext } from "./check-next.ts";
import { type CheckedOrder, checkShape, type Oversize, type Terms } from "./check-order.ts";
import type { Continuation } from "./continuation.ts";
import { type ContinuedLine, findContinuation } from "./find-continuation.ts";
import type { ContinueRequest, RequestedShape, TokensRequest } from "./order.ts";
import { refuseFurtherLine } from "./refuse-further-line.ts";

export interface OrderChecksDeps {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly alphabets: Alphabets;
  readonly formats: SessionFormats;
  readonly oversize: Oversize;
}

type FirstOrder = Pick<TokensRequest, "shape" | "size" | "analysis">;
type NextOrder = Pick<ContinueRequest, "alphabet" | "digits" | "format" | "size" | "analysis"> & ContinuedLine;

/** A checked order of a next part, and where its line continues; null for a line that cannot. */
export interface CheckedNext extends CheckedOrder {
  readonly continuation: Continuation | null;
}

/** Checks orders for everything but their payment, and collects what speaks against them; nothing is ordered. */
export class OrderChecks {
  constructor(private readonly deps: OrderChecksDeps) {}

  async first(open: OpenSession, { shape, size, analysis }: FirstOrder): Promise<CheckedOrder> {
    if (!("alphabet" in shape)) return this.formatted(open, { shape, size, analysis });
    const { alphabet: alphabetId, digits } = shape;
    const { alphabets } = this.deps;
    const alphabet = await alphabets.find(open.session, alphabetId);
    const nearest = alphabet === null ? await alphabets.nearest(open.session, alphabetId) : null;
    return checkFirst({ alphabetId, alphabet, nearest, digits, size, analysis }, this.terms(open));
  }

  async next(open: OpenSession, order: NextOrder): Promise<CheckedNext> {
    const { database, keyring, formats } = this.deps;
    try {
      const options = { keyring, locking: "unlocked" } as const;
      const continuation = await findContinuation(database.em.fork(), open.session, order, options);
      const format = order.format && (await formats.read(open.session, order.format)).text;
      return { ...checkNext(continuation, { ...order, format }, this.terms(open)), continuation };
    } catch (thrown) {
      const misshapen = checkShape({ size: order.size, digits: order.digits ?? 1 });
      return { part: "incomputable", refusals: [...misshapen, refusalIn(thrown)], continuation: null };
    }
  }

  /** Whether there is room for a further line. */
  async room(open: OpenSession): Promise<ServiceError[]> {
    try {
      await refuseFurtherLine(this.deps.database.em.fork(), open);
      return [];
    } catch (thrown) {
      return [refusalIn(thrown)];
    }
  }

  private async formatted(
    open: OpenSession,
    { shape, size, analysis }: FirstOrder & { readonly shape: Exclude<RequestedShape, { alphabet: string }> },
  ): Promise<CheckedOrder> {
    const { formats } = this.deps;
    try {
      const read = await formats.ofShape(open.session, shape);
      const { text: format, digits, capacity, startRegister } = await formats.compile(open.session, read);
      const form = { alphabetId: "", alphabetChars: "", digits, format, capacity };
      const order = { size, analysis, digitsField: "format" in shape ? "format.pattern" : "formatName" };
      const checked = checkForm({ ...form, startRegister: registerToBytes(startRegister) }, order, this.terms(open));
      return { ...checked, warnings: ignoredWords(read.format) };
    } catch (thrown) {
      return { part: "incomputable", refusals: [...checkShape({ size, digits: 1 }), refusalIn(thrown)] };
    }
  }

  private terms({ agreement }: OpenSession): Terms {
    return { agreement, oversize: this.deps.oversize };
  }
}

/** Takes what was thrown as a refusal; throws it on where it is a fault. */
export function refusalIn(thrown: unknown): ServiceError {
  if (thrown instanceof ServiceError) return thrown;
  throw thrown;
}
