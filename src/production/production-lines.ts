import { type EntityManager, LockMode } from "@mikro-orm/core";
import { holdSession, type OpenSession } from "../access/access.ts";
import type { Keyring } from "../access/keyring.ts";
import type { Session } from "../access/session.entity.ts";
import { type Alphabets, alphabetUnknown } from "../alphabet/alphabets.ts";
import type { Database } from "../database/start-database.ts";
import { ServiceError } from "../errors.ts";
import type { Runtime } from "../lib/runtime.ts";
import { parseUuid } from "../lib/uuid.ts";
import type { Payments } from "../payment/payments.ts";
import { type PricedPart, priceOf } from "../payment/price.ts";
import type { PaymentReference } from "../payment/provider.ts";
import { changeStatus } from "./change-status.ts";
import { checkOrder, checkShape, type Oversize } from "./check-order.ts";
import { type AcceptedOrder, createLine } from "./create-line.ts";
import { dismantle } from "./dismantle.ts";
import { currentView } from "./history.ts";
import type { Downloads } from "./downloads.ts";
import type { JobQueue } from "./job-queue.ts";
import { Line } from "./line.entity.ts";
import { listLines, type Page, type PageRequest } from "./list-lines.ts";
import { newestPart } from "./newest-part.ts";
import type { AnalysisLevel } from "./part.entity.ts";
import type { ProductionEvent, ProductionEvents } from "./production-events.ts";

export interface TokensRequest {
  readonly alphabet: string;
  readonly digits: number;
  /** Tokens. */
  readonly size: bigint;
  readonly seed: string | null;
  readonly analysis: AnalysisLevel;
  readonly payment: PaymentReference | null;
}

export interface ProductionLinesParts {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly runtime: Runtime;
  readonly alphabets: Alphabets;
  readonly payments: Payments;
  readonly oversize: Oversize;
  readonly queue: JobQueue;
  readonly events: ProductionEvents;
  readonly downloads: Downloads;
}

/** The production lines of each session: ordered, found, cancelled, deleted. */
export class ProductionLines {
  constructor(private readonly parts: ProductionLinesParts) {}

  /** Orders the first part of a new line; its production starts at once. Refusals come in the order of the REST contract, section 4. */
  async request(open: OpenSession, request: TokensRequest): Promise<Line> {
    const { alphabets, payments, oversize, queue, events } = this.parts;
    if (request.analysis !== "none") throw analysisUnavailable();
    refuseFirst(checkShape(request));
    const alphabet = await alphabets.find(open.session, request.alphabet);
    if (alphabet === null) throw alphabetUnknown(request.alphabet);
    const checked = checkOrder({ ...request, alphabet: alphabet.alphabet }, open.agreement, oversize);
    refuseFirst(checked.refusals);
    const price = priceOf(open.agreement.price, pricedPart(request, checked.size));
    const payment = await payments.confirm(request.payment, price, open.session.customerId);
    const event = await this.create(open, { ...request, ...checked, alphabet, payment });
    events.publish(event);
    queue.add(event.part.id);
    return event.line;
  }

  /** A line of the session; null for every other id, whatever is behind it. */
  find(session: Session, id: string): Promise<Line | null> {
    const uuid = parseUuid(id);
    return uuid === null ? Promise.resolve(null) : this.parts.database.em.fork().findOne(Line, { id: uuid, sessionId: session.id, deletedAt: null });
  }

  /** A page of the session's lines; refuses as `listLines()` does. */
  list(session: Session, page: PageRequest): Promise<Page> {
    return listLines(this.parts.database.em.fork(), session, page);
  }

  /** @throws {ServiceError} `NOT_FOUND`, or `STATUS_CONFLICT` once tokens have been shown. */
  async cancel(session: Session, id: string): Promise<Line> {
    const { database, runtime } = this.parts;
    const event = await database.em.fork().transactional(async (em) => {
      const line = await requireLine(em, session, id);
      const part = await newestPart(em, line);
      return { line, part, status: await changeStatus(em, part, { to: "cancelled", at: runtime.now() }) };
    });
    this.tell([event]);
    return event.line;
  }

  /**
   * Dismantles a line at any status: destroys its key and leaves a tombstone.
   *
   * @throws {ServiceError} `NOT_FOUND`
   */
  async delete(session: Session, id: string): Promise<Line> {
    const event = await this.parts.database.em.fork().transactional(async (em) => dismantle(em, await requireLine(em, session, id), this.parts.runtime.now()));
    this.tell([event]);
    return event.line;
  }

  /** Dismantles every line of the session; answers them newest first. */
  async deleteAll(session: Session): Promise<Line[]> {
    const events = await this.parts.database.em.fork().transactional((em) => this.dismantleAll(em, session));
    this.tell(events);
    return events.map(({ line }) => line);
  }

  /** Inside the caller's transaction; the events are to be told after its commit. */
  async dismantleAll(em: EntityManager, session: Session): Promise<ProductionEvent[]> {
    const lines = await em.find(Line, { sessionId: session.id, deletedAt: null }, { orderBy: { requestedAt: "desc", id: "desc" }, lockMode: LockMode.PESSIMISTIC_WRITE });
    const events: ProductionEvent[] = [];
    for (const line of lines) events.push(await dismantle(em, line, this.parts.runtime.now()));
    return events;
  }

  /** Stops the jobs of parts that came to a stop and the downloads of lines that are gone, and tells those who follow. */
  tell(events: readonly ProductionEvent[]): void {
    for (const event of events) {
      this.parts.queue.abort(event.part.id);
      if (event.status.status === "deleted") this.parts.downloads.cut(event.line.id);
      this.parts.events.publish(event);
    }
  }

  private create(open: OpenSession, order: AcceptedOrder): Promise<ProductionEvent> {
    return this.parts.database.em.fork().transactional(async (em) => {
      await holdSession(em, open.session);
      const created = await createLine(em, open, order, this.parts);
      return { ...created, status: await currentView(em, created.part) };
    });
  }
}

export function analysisUnavailable(): ServiceError {
  return new ServiceError("ANALYSIS_UNAVAILABLE", 'This version does not analyse; order with analysis "none".', "analysis");
}

/** A line that is about to be changed, held against other transactions until the caller's ends. */
async function requireLine(em: EntityManager, session: Session, id: string): Promise<Line> {
  const uuid = parseUuid(id);
  const line = uuid && (await em.findOne(Line, { id: uuid, sessionId: session.id, deletedAt: null }, { lockMode: LockMode.PESSIMISTIC_WRITE }));
  if (!line) throw lineNotFound();
  return line;
}

export function lineNotFound(): ServiceError {
  return new ServiceError("NOT_FOUND", "The session has no production line with that id.", "id");
}

function refuseFirst([first]: readonly ServiceError[]): void {
  if (first !== undefined) throw first;
}

function pricedPart({ digits, analysis }: TokensRequest, size: bigint): PricedPart {
  return { size, digits, isAnalysed: analysis === "metrics" };
}
