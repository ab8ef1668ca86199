import type { SqlEntityManager } from "@mikro-orm/sql";
import { holdSession, type OpenSession } from "../../access/access.ts";
import type { Holdings } from "../../access/holdings.ts";
import { type IdempotencyKeys, type NoteMade, ownerBySession } from "../../access/idempotency-keys.ts";
import type { Keyring } from "../../access/keyring.ts";
import type { Session } from "../../access/session.entity.ts";
import { type Alphabets, alphabetUnknown } from "../../alphabet/alphabets.ts";
import type { Database } from "../../database/start-database.ts";
import { ServiceError } from "../../errors.ts";
import type { Runtime } from "../../lib/runtime.ts";
import type { Payments } from "../../payment/payments.ts";
import { type PricedPart, priceOf } from "../../payment/price.ts";
import type { PaymentReference } from "../../payment/provider.ts";
import { spentOn } from "../../payment/spend-payment.ts";
import { checkNext } from "./check-next.ts";
import { checkAnalysis, checkOrder, checkShape, type Oversize } from "./check-order.ts";
import { createLine } from "./create-line.ts";
import { extendLine } from "./extend-line.ts";
import { currentRecord } from "../records/part-record.ts";
import type { JobQueue } from "../jobs/job-queue.ts";
import { Line } from "../records/line.entity.ts";
import { continuationDigest, type ContinueRequest, keyedDigest, type TokensRequest, tokensDigest } from "./order.ts";
import { Part } from "../records/part.entity.ts";
import { lineNotFound } from "../records/find-line.ts";
import type { ProductionEvent, ProductionEvents } from "../events/production-events.ts";
import { standingOf } from "./standing.ts";

export interface OrdersParts {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly runtime: Runtime;
  readonly holdings: Holdings;
  readonly alphabets: Alphabets;
  readonly payments: Payments;
  readonly oversize: Oversize;
  readonly keys: IdempotencyKeys;
  readonly queue: JobQueue;
  readonly events: ProductionEvents;
}

/** What an order has made, or had made before. */
export interface Ordered {
  readonly line: Line;
  readonly part: Part;
}

/** An order as it is known again: by its key, and by its payment. */
interface Repeatable {
  readonly key: string | null;
  readonly digest: string;
  readonly payment: PaymentReference | null;
}

/** Orders of parts. The same order, known by its payment or its Idempotency-Key, is answered with the same part and produces nothing more. */
export class Orders {
  constructor(private readonly parts: OrdersParts) {}

  /** Orders the first part of a new line; its production starts at once. Refusals come in the order of the REST contract, section 4. */
  async request(open: OpenSession, request: TokensRequest, key: string | null): Promise<Ordered> {
    refuseFirst(checkShape(request));
    const digest = tokensDigest(open.session, request);
    return this.once(open, { key, digest, payment: request.payment }, (note) =>
      this.begin(open, { ...request, digest, note }),
    );
  }

  /**
   * Orders the next part of a line: of one that still exists, or of the one that a snapshot brings, which moves to this session.
   *
   * @throws {ServiceError} as `standingOf()` does, `LINE_MISMATCH` for another alphabet or other digits than the line's, or as a first part's order;
   * `QUOTA_EXCEEDED` only where it brings a line back.
   */
  async continue(open: OpenSession, request: ContinueRequest, key: string | null): Promise<Ordered> {
    refuseFirst(checkShape({ size: request.size, digits: request.digits ?? 1 }));
    const digest = continuationDigest(open.session, request);
    return this.once(open, { key, digest, payment: request.payment }, (note) =>
      this.extend(open, { ...request, digest, note }),
    );
  }

  private once(
    open: OpenSession,
    order: Repeatable,
    place: (note: NoteMade) => Promise<ProductionEvent>,
  ): Promise<Ordered> {
    const { database, keys } = this.parts;
    const { session } = open;
    return keys.once(
      { owner: ownerBySession(open), key: order.key, digest: keyedDigest(order.digest, order.payment) },
      {
        make: (note) => this.unlessPaid(session, order, () => place(note)),
        recall: async (partId) => {
          const recalled = await this.recalled(session, await database.em.fork().findOneOrFail(Part, partId));
          if (recalled === null) throw lineNotFound(); // it has moved to another session
          return recalled;
        },
      },
    );
  }

  private async unlessPaid(
    session: Session,
    order: Repeatable,
    place: () => Promise<ProductionEvent>,
  ): Promise<Ordered> {
    const { events, queue } = this.parts;
    const before = await this.paidBefore(session, order);
    if (before !== null) return before;
    try {
      const event = await place();
      events.publish(event);
      queue.add({ partId: event.part.id, customerId: event.line.customerId });
      return event;
    } catch (refusal) {
      // Of equal orders at the same time one is placed, and answers the others too, whatever they were refused for.
      const meanwhile = refusal instanceof ServiceError ? await this.paidBefore(session, order) : null;
      if (meanwhile === null) throw refusal;
      return meanwhile;
    }
  }

  /** What exactly this order has made, if its payment was spent on it and its line is still there. */
  private async paidBefore(session: Session, { payment, digest }: Repeatable): Promise<Ordered | null> {
    const em = this.parts.database.em.fork();
    const spent = payment && (await spentOn(em, payment, digest));
    const before = spent && (await this.recalled(session, await em.findOneOrFail(Part, { paymentId: spent.id })));
    return before?.line.deletedAt === null ? before : null;
  }

  private async recalled(session: Session, part: Part): Promise<Ordered | null> {
    const line = await this.parts.database.em.fork().findOne(Line, { id: part.lineId, sessionId: session.id });
    return line && { line, part };
  }

  private async begin(open: OpenSession, request: TokensRequest & Placing): Promise<ProductionEvent> {
    const { alphabets, oversize } = this.parts;
    const alphabet = await alphabets.find(open.session, request.alphabet);
    if (alphabet === null) throw alphabetUnknown(request.alphabet);
    const checked = checkOrder({ ...request, alphabet: alphabet.alphabet }, open.agreement, oversize);
    refuseFirst([...checked.refusals, ...checkAnalysis(request.analysis, checked.size)]);
    const payment = await this.confirm(open, request.payment, {
      size: checked.size,
      digits: request.digits,
      isAnalysed: request.analysis === "metrics",
    });
    return this.placed(open, (em) => createLine(em, open, { ...request, ...checked, alphabet, payment }, this.parts));
  }

  private async extend(open: OpenSession, request: ContinueRequest & Placing): Promise<ProductionEvent> {
    const { database, keyring, oversize } = this.parts;
    const { session } = open;
    const before = await standingOf(database.em.fork(), session, request, keyring);
    const checked = checkNext(before, request, open.agreement, oversize);
    refuseFirst([...checked.refusals, ...checkAnalysis(request.analysis, checked.size)]);
    const payment = await this.confirm(open, request.payment, {
      size: checked.size,
      digits: before.generator.digits,
      isAnalysed: request.analysis === "metrics",
    });
    return this.placed(open, async (em) => {
      const standing = await standingOf(em, session, request, keyring);
      // What was checked holds for the line as it stood then.
      if (standing.next.firstIndex !== before.next.firstIndex)
        throw new ServiceError("STATUS_CONFLICT", "The line has gone on meanwhile; order again.", "id");
      return extendLine(
        em,
        open,
        { order: { ...request, ...checked, payment }, standing, isSealed: request.snapshot !== null },
        this.parts,
      );
    });
  }

  private placed(open: OpenSession, write: (em: SqlEntityManager) => Promise<Ordered>): Promise<ProductionEvent> {
    return this.parts.holdings.add(open.session.customerId, async (em) => {
      await holdSession(em, open.session);
      const ordered = await write(em);
      return { ...ordered, status: await currentRecord(em, ordered.part) };
    });
  }

  private confirm(
    { session, agreement }: OpenSession,
    payment: PaymentReference | null,
    part: PricedPart,
  ): Promise<PaymentReference | null> {
    return this.parts.payments.confirm(payment, priceOf(agreement.price, part), session.customerId);
  }
}

interface Placing {
  readonly digest: string;
  readonly note: NoteMade;
}

function refuseFirst([first]: readonly ServiceError[]): void {
  if (first !== undefined) throw first;
}
