import type { SqlEntityManager } from "@mikro-orm/sql";
import { holdSession, type OpenSession } from "../../access/access.ts";
import { tellTransaction } from "../../database/tell-transaction.ts";
import { refuseAll, ServiceError } from "../../errors.ts";
import type { Payments } from "../../payment/payments.ts";
import type { PaymentReference } from "../../payment/provider.ts";
import type { ProductionEvent, ProductionEvents } from "../events/production-events.ts";
import { type CheckedOrder, checkShape, type OrderedPart, priceOfPart } from "./check-order.ts";
import { extendLine } from "./extend-line.ts";
import { findContinuation } from "./find-continuation.ts";
import { LineRoom } from "./line-room.ts";
import { NewLines, type NewLinesDeps } from "./new-lines.ts";
import { type OrderChecks, refusalIn } from "./order-checks.ts";
import { continuationDigest, type ContinueRequest, type TokensRequest, tokensDigest } from "./order.ts";
import { type Ordered, RepeatedOrders, type RepeatedOrdersDeps } from "./repeated-orders.ts";

export interface OrdersDeps extends RepeatedOrdersDeps, NewLinesDeps {
  readonly payments: Payments;
  readonly checks: OrderChecks;
  readonly events: ProductionEvents;
}

/** Orders of parts: each is made once, checked, priced, confirmed, and written in one transaction. */
export class Orders {
  private readonly repeated: RepeatedOrders;
  private readonly room: LineRoom;
  private readonly lines: NewLines;

  constructor(private readonly deps: OrdersDeps) {
    this.repeated = new RepeatedOrders(deps);
    this.room = new LineRoom(deps.runtime.monotonicMs);
    this.lines = new NewLines(deps, this.room);
  }

  /** Orders the first part of a new line; its production starts at once. Refusals come in the order of the REST contract, section 4. */
  async request(open: OpenSession, request: TokensRequest, key: string | null): Promise<Ordered> {
    const check = () => this.deps.checks.first(open, request);
    await this.refuseMisshapen(open, request, check);
    const digest = tokensDigest(open.session, request);
    return this.repeated.once(open, { key, digest, payment: request.payment }, async (note) => {
      const { part, payment } = await this.accept(open, request, await check());
      const order = { ...part, seed: request.seed, payment, digest, note };
      return this.begin(await this.write(() => this.lines.add(open, order)));
    });
  }

  /**
   * Orders the next part of a line: of one that still exists, or of the one that a snapshot brings, which moves to this session.
   *
   * @throws {ServiceError} as `findContinuation()` does, `LINE_MISMATCH` for another alphabet or other digits than the line's, or as a first
   * part's order; `QUOTA_EXCEEDED` only where it brings a line back.
   */
  async continue(open: OpenSession, request: ContinueRequest, key: string | null): Promise<Ordered> {
    const check = () => this.deps.checks.next(open, request);
    await this.refuseMisshapen(open, request, check);
    const digest = continuationDigest(open.session, request);
    return this.repeated.once(open, { key, digest, payment: request.payment }, async (note) => {
      const before = await check();
      const { part, payment } = await this.accept(open, request, before);
      const order = { ...part, seed: request.seed, payment, digest, note };
      const { holdings, jobs, keyring } = this.deps;
      const extend = async (em: SqlEntityManager, opened: number) => {
        await holdSession(em, open.session);
        const continuation = await findContinuation(em, open.session, request, { keyring, locking: "locked" });
        // What was checked holds for the line as it stood then.
        if (continuation.next.firstIndex !== before.continuation?.next.firstIndex)
          throw new ServiceError("STATUS_CONFLICT", "The line has gone on meanwhile; order again.", "id");
        const extended = { order, continuation, isSealed: request.snapshot !== null, opened };
        const event = await extendLine(em, open, extended, { ...this.deps, room: this.room });
        await jobs.note(em, [event]);
        return event;
      };
      return this.begin(await this.write(() => holdings.addLines(open.session.customerId, 1, extend)));
    });
  }

  /** Refuses what cannot be an order before its Idempotency-Key is looked at, and for whatever else speaks against it. */
  private async refuseMisshapen(
    open: OpenSession,
    request: TokensRequest | ContinueRequest,
    check: () => Promise<CheckedOrder>,
  ): Promise<void> {
    if (checkShape({ size: request.size, digits: digitsOf(request) }).length > 0)
      await this.accept(open, request, await check());
  }

  /**
   * Accepts an order that nothing speaks against, its payment included. The provider is asked only about orders that are good otherwise.
   *
   * @throws {ServiceError} everything that speaks against any other.
   */
  private async accept(
    open: OpenSession,
    request: TokensRequest | ContinueRequest,
    { part, refusals }: CheckedOrder,
  ): Promise<{ part: OrderedPart; payment: PaymentReference | null }> {
    const { checks, payments } = this.deps;
    const price = part === "incomputable" || part.size < 1n ? null : priceOfPart(part, open.agreement);
    const all = [...refusals];
    if (all.length > 0 || part === "incomputable" || price === null)
      all.push(...payments.check(request.payment, price));
    else {
      try {
        return { part, payment: await payments.confirm(request.payment, price, open.session.customerId) };
      } catch (thrown) {
        all.push(refusalIn(thrown));
      }
    }
    if (!("id" in request)) all.push(...(await checks.room(open)));
    refuseAll(all);
    throw new Error("An order without a refusal was not accepted.");
  }

  private write(work: () => Promise<ProductionEvent>): Promise<ProductionEvent> {
    return tellTransaction(this.deps.database.em, "write order", work);
  }

  /** After the commit: those who follow hear of the part, and its production begins. */
  private begin(placed: ProductionEvent): ProductionEvent {
    const { events, jobs } = this.deps;
    events.publish(placed);
    jobs.begin({ partId: placed.part.id, customerId: placed.line.customerId });
    return placed;
  }
}

/** The digits that an order names; a number that is fine where it names none. */
function digitsOf(request: TokensRequest | ContinueRequest): number {
  if (!("shape" in request)) return request.digits ?? 1;
  return "digits" in request.shape ? request.shape.digits : 1;
}
