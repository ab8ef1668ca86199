import { UniqueConstraintViolationException } from "@mikro-orm/core";
import type { SqlEntityManager } from "@mikro-orm/sql";
import { holdSessions, type OpenSession, sessionRefused } from "../../access/access.ts";
import type { Holdings } from "../../access/holdings.ts";
import { ServiceError } from "../../errors.ts";
import { type Gathered, Gathering } from "../../lib/gathering.ts";
import type { ProductionEvent } from "../events/production-events.ts";
import type { Jobs } from "../jobs/jobs.ts";
import { planLine, type PlannedLine, writeLines, type WritingDeps } from "./create-line.ts";
import { type AcceptedOrder, plannedRecord } from "./create-part.ts";
import type { LineRoom } from "./line-room.ts";
import { countOpenLines, refuseFurtherLineAbove } from "./refuse-further-line.ts";

// Orders of one customer would wait for each other's transactions, each of ten statements and a commit. Those that wait at the same time are written
// by the same statements in one transaction, and each is answered or refused for itself.

/** Few enough to be written within some milliseconds. */
const MOST = 32;

export interface NewLinesDeps extends WritingDeps {
  readonly holdings: Holdings;
  readonly jobs: Jobs;
}

interface NewLine {
  readonly open: OpenSession;
  readonly order: AcceptedOrder;
}

/** Writes the orders of new lines. */
export class NewLines {
  private readonly gathering = new Gathering<NewLine, ProductionEvent>({
    most: MOST,
    places: 1,
    together: (customerId, group) => this.place(customerId, group),
  });

  constructor(
    private readonly deps: NewLinesDeps,
    private readonly room: LineRoom,
  ) {}

  /** @throws {ServiceError} `SESSION_REFUSED`, `QUOTA_EXCEEDED`, `PAYMENT_USED`, or whatever the order's note refuses. */
  add(open: OpenSession, order: AcceptedOrder): Promise<ProductionEvent> {
    return this.gathering.add(open.session.customerId, { open, order });
  }

  private async place(customerId: string, group: readonly Gathered<NewLine, ProductionEvent>[]): Promise<void> {
    const orders = group.map(({ task }) => task);
    try {
      const placed = await this.deps.holdings.addLines(customerId, orders.length, async (em, opened) => {
        const quota = Math.min(...orders.map(({ open }) => open.agreement.quotas.openLines));
        const count = () => countOpenLines(em, customerId);
        const held = await this.room.held({ customerId, added: orders.length, quota, opened, count });
        return this.write(em, held, orders);
      });
      group.forEach(({ resolve, reject }, at) => {
        const outcome = placed[at];
        if (outcome instanceof ServiceError) reject(outcome);
        else if (outcome !== undefined) resolve(outcome);
      });
    } catch (fault) {
      if (group.length === 1 || !isOfOneOrder(fault)) throw fault;
      // Nothing of the group was written. Whom it is for shows when each is written alone.
      await Promise.all(group.map((each) => this.place(customerId, [each]).catch(each.reject)));
    }
  }

  /** @returns what was written, or why it was not, in the order of the orders. */
  private async write(
    em: SqlEntityManager,
    heldBefore: number,
    orders: readonly NewLine[],
  ): Promise<(ProductionEvent | ServiceError)[]> {
    const open = await holdSessions(em, [...new Set(orders.map((order) => order.open.session.id))]);
    let held = heldBefore;
    const planned = orders.map((each): PlannedLine | ServiceError => {
      if (!open.has(each.open.session.id)) return sessionRefused();
      try {
        refuseFurtherLineAbove(held, each.open);
      } catch (refusal) {
        if (refusal instanceof ServiceError) return refusal;
        throw refusal;
      }
      held += 1;
      return planLine(each.open, each.order, this.deps);
    });
    const accepted = planned.filter((each): each is PlannedLine => !(each instanceof ServiceError));
    await writeLines(em, accepted);
    await this.deps.jobs.note(em, accepted);
    return planned.map((each) =>
      each instanceof ServiceError ? each : { line: each.line, part: each.part, status: plannedRecord(each) },
    );
  }
}

/** Whether one order alone has come to it, such as by a payment that was spent before. It is thrown before the commit. */
function isOfOneOrder(fault: unknown): boolean {
  return fault instanceof ServiceError || fault instanceof UniqueConstraintViolationException;
}
