import type { SqlEntityManager } from "@mikro-orm/sql";
import { holdSession, type OpenSession } from "../../access/access.ts";
import type { Holdings } from "../../access/holdings.ts";
import type { Alphabets } from "../../alphabet/alphabets.ts";
import { ServiceError } from "../../errors.ts";
import type { Payments } from "../../payment/payments.ts";
import type { PaymentReference } from "../../payment/provider.ts";
import type { ProductionEvents } from "../events/production-events.ts";
import type { JobQueue } from "../jobs/job-queue.ts";
import { currentRecord } from "../records/part-record.ts";
import { checkFirst } from "./check-first.ts";
import { checkNext } from "./check-next.ts";
import { acceptedPart, checkShape, type OrderedPart, type Oversize, priceOfPart, refuseFirst } from "./check-order.ts";
import { createLine, type WritingDeps } from "./create-line.ts";
import { extendLine } from "./extend-line.ts";
import { findContinuation } from "./find-continuation.ts";
import { continuationDigest, type ContinueRequest, type TokensRequest, tokensDigest } from "./order.ts";
import { type Ordered, RepeatedOrders, type RepeatedOrdersDeps } from "./repeated-orders.ts";

export interface OrdersDeps extends RepeatedOrdersDeps, WritingDeps {
  readonly holdings: Holdings;
  readonly alphabets: Alphabets;
  readonly payments: Payments;
  readonly oversize: Oversize;
  readonly queue: JobQueue;
  readonly events: ProductionEvents;
}

/** Orders of parts: each is made once, checked, priced, confirmed, and written in one transaction. */
export class Orders {
  private readonly repeated: RepeatedOrders;

  constructor(private readonly deps: OrdersDeps) {
    this.repeated = new RepeatedOrders(deps);
  }

  /** Orders the first part of a new line; its production starts at once. Refusals come in the order of the REST contract, section 4. */
  async request(open: OpenSession, request: TokensRequest, key: string | null): Promise<Ordered> {
    refuseFirst(checkShape(request));
    const digest = tokensDigest(open.session, request);
    return this.repeated.once(open, { key, digest, payment: request.payment }, async (note) => {
      const alphabet = await this.deps.alphabets.find(open.session, request.alphabet);
      const part = acceptedPart(checkFirst({ ...request, alphabetId: request.alphabet, alphabet }, this.terms(open)));
      const payment = await this.confirm(open, request.payment, part);
      const order = { ...part, seed: request.seed, payment, digest, note };
      return this.place(open, (em) => createLine(em, open, order, this.deps));
    });
  }

  /**
   * Orders the next part of a line: of one that still exists, or of the one that a snapshot brings, which moves to this session.
   *
   * @throws {ServiceError} as `findContinuation()` does, `LINE_MISMATCH` for another alphabet or other digits than the line's, or as a first
   * part's order; `QUOTA_EXCEEDED` only where it brings a line back.
   */
  async continue(open: OpenSession, request: ContinueRequest, key: string | null): Promise<Ordered> {
    refuseFirst(checkShape({ size: request.size, digits: request.digits ?? 1 }));
    const digest = continuationDigest(open.session, request);
    return this.repeated.once(open, { key, digest, payment: request.payment }, async (note) => {
      const { database, keyring } = this.deps;
      const options = { keyring, locking: "unlocked" } as const;
      const before = await findContinuation(database.em.fork(), open.session, request, options);
      const part = acceptedPart(checkNext(before, request, this.terms(open)));
      const payment = await this.confirm(open, request.payment, part);
      const order = { ...part, seed: request.seed, payment, digest, note };
      return this.place(open, async (em) => {
        const continuation = await findContinuation(em, open.session, request, { keyring, locking: "locked" });
        // What was checked holds for the line as it stood then.
        if (continuation.next.firstIndex !== before.next.firstIndex)
          throw new ServiceError("STATUS_CONFLICT", "The line has gone on meanwhile; order again.", "id");
        return extendLine(em, open, { order, continuation, isSealed: request.snapshot !== null }, this.deps);
      });
    });
  }

  private terms({ agreement }: OpenSession) {
    return { agreement, oversize: this.deps.oversize };
  }

  private confirm(
    { session, agreement }: OpenSession,
    payment: PaymentReference | null,
    part: OrderedPart,
  ): Promise<PaymentReference | null> {
    return this.deps.payments.confirm(payment, priceOfPart(part, agreement), session.customerId);
  }

  /** Writes an order in one transaction; after its commit the production begins, and those who follow hear of it. */
  private async place(open: OpenSession, write: (em: SqlEntityManager) => Promise<Ordered>): Promise<Ordered> {
    const { holdings, events, queue } = this.deps;
    const event = await holdings.add(open.session.customerId, async (em) => {
      await holdSession(em, open.session);
      const ordered = await write(em);
      return { ...ordered, status: await currentRecord(em, ordered.part) };
    });
    events.publish(event);
    queue.add({ partId: event.part.id, customerId: event.line.customerId });
    return event;
  }
}
