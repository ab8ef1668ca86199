import type { OpenSession } from "../../access/access.ts";
import { type IdempotencyKeys, type NoteMade, ownerBySession } from "../../access/idempotency-keys.ts";
import type { Session } from "../../access/session.entity.ts";
import type { Database } from "../../database/start-database.ts";
import { ServiceError } from "../../errors.ts";
import type { PaymentReference } from "../../payment/provider.ts";
import { spentOn } from "../../payment/spend-payment.ts";
import { lineNotFound } from "../records/find-line.ts";
import { Line, type ShownLine } from "../records/line.entity.ts";
import { Part } from "../records/part.entity.ts";
import { keyedDigest } from "./order.ts";

export interface RepeatedOrdersDeps {
  readonly database: Database;
  readonly keys: IdempotencyKeys;
}

/** What an order has made, or had made before. */
export interface Ordered {
  readonly line: ShownLine;
  readonly part: Part;
}

/** By what the same order is known again. */
export interface RepeatableOrder {
  /** Its Idempotency-Key; null for an order without one. */
  readonly key: string | null;
  readonly digest: string;
  readonly payment: PaymentReference | null;
}

/** Orders that may come twice: one that is known by its Idempotency-Key or its payment is answered with the same part, and makes nothing more. */
export class RepeatedOrders {
  constructor(private readonly deps: RepeatedOrdersDeps) {}

  /** Places an order unless it was placed before. */
  once(open: OpenSession, order: RepeatableOrder, place: (note: NoteMade) => Promise<Ordered>): Promise<Ordered> {
    const { session } = open;
    const request = { owner: ownerBySession(open), key: order.key, digest: keyedDigest(order.digest, order.payment) };
    return this.deps.keys.once(request, {
      make: (note) => this.unlessPaid(session, order, () => place(note)),
      recall: (partId) => this.recallById(session, partId),
    });
  }

  private async unlessPaid(session: Session, order: RepeatableOrder, place: () => Promise<Ordered>): Promise<Ordered> {
    const before = await this.paidBefore(session, order);
    if (before !== null) return before;
    try {
      return await place();
    } catch (refusal) {
      // Of equal orders at the same time one is placed, and answers the others too, whatever they were refused for.
      const meanwhile = refusal instanceof ServiceError ? await this.paidBefore(session, order) : null;
      if (meanwhile === null) throw refusal;
      return meanwhile;
    }
  }

  /** Finds what exactly this order has made, if its payment was spent on it and its line is still there. */
  private async paidBefore(session: Session, { payment, digest }: RepeatableOrder): Promise<Ordered | null> {
    if (payment === null) return null;
    const em = this.deps.database.em.fork();
    const spent = await spentOn(em, payment, digest);
    if (spent === null) return null;
    const before = await this.recall(session, await em.findOneOrFail(Part, { paymentId: spent.id }));
    return before?.line.deletedAt === null ? before : null;
  }

  private async recallById(session: Session, partId: string): Promise<Ordered> {
    const recalled = await this.recall(session, await this.deps.database.em.fork().findOneOrFail(Part, partId));
    if (recalled === null) throw lineNotFound(); // it has moved to another session
    return recalled;
  }

  private async recall(session: Session, part: Part): Promise<Ordered | null> {
    const line = await this.deps.database.em.fork().findOne(Line, { id: part.lineId, sessionId: session.id });
    return line && { line, part };
  }
}
