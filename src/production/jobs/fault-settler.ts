import { DriverException, type EntityManager } from "@mikro-orm/core";
import type { Database } from "../../database/start-database.ts";
import { ServiceError } from "../../errors.ts";
import { outlast } from "../../lib/outlast.ts";
import { isPassingFault } from "../../lib/passing-fault.ts";
import type { Runtime } from "../../lib/runtime.ts";
import { changeStatus } from "../records/change-status.ts";
import { lockLine } from "../records/find-line.ts";
import { noteError } from "../records/note-error.ts";
import { Part } from "../records/part.entity.ts";
import type { ProductionEvent, ProductionEvents } from "../events/production-events.ts";
import type { ClaimedPart } from "./jobs.ts";
import { isBeforeTokens } from "../records/status.ts";
import { outstandingWork } from "../records/unfinished.ts";

const FACTS = {
  errorCode: "INTERNAL",
  errorMessage: "Something went wrong in the production. It is logged with the part's id.",
};

export interface FaultSettlerDeps {
  readonly database: Database;
  readonly runtime: Runtime;
  readonly events: ProductionEvents;
  /** Called with every fault after which a part is not tried again. */
  readonly onFault: (fault: unknown, partId: string) => void;
  /** Called with a part that keeps its status, to be tried again later. */
  readonly onStanding: (partId: string, fault: unknown) => void;
}

/**
 * Decides what becomes of a part whose job has thrown. Before its tokens are there it fails, and gives back its payment; with an analysis that
 * cannot be made it stays finished, and tells so. Otherwise it keeps its status: for a fault of the database, and where its end cannot be written.
 *
 * Nothing becomes of it where somebody has stopped it, deleted its line, or claimed it meanwhile.
 */
export class FaultSettler {
  constructor(private readonly deps: FaultSettlerDeps) {}

  async settle(claim: ClaimedPart, fault: unknown, signal: AbortSignal): Promise<void> {
    const { database, runtime, events, onFault, onStanding } = this.deps;
    const { partId } = claim;
    if (fault instanceof ServiceError && fault.code === "STATUS_CONFLICT") return;
    if (isOfDatabase(fault)) {
      onStanding(partId, fault);
      return;
    }
    try {
      const transaction = () => database.em.fork().transactional((em) => settle(em, claim, runtime));
      const settled = await outlast(transaction, runtime, signal);
      if (settled === "stands") onStanding(partId, fault);
      else onFault(fault, partId);
      if (typeof settled === "object") events.publish(settled);
    } catch (another) {
      if (!signal.aborted)
        onStanding(
          partId,
          new AggregateError([fault, another], "A production failed, and so did the writing of that."),
        );
    }
  }
}

async function settle(
  em: EntityManager,
  { partId, epoch }: ClaimedPart,
  { now }: Runtime,
): Promise<ProductionEvent | "stands" | "gone"> {
  const line = await lockLine(em, (await em.findOneOrFail(Part, partId)).lineId);
  const part = await em.findOneOrFail(Part, partId, { refresh: true });
  if (epoch !== undefined && epoch !== part.epoch) return "gone";
  if (isBeforeTokens(part.status))
    return { line, part, status: await changeStatus(em, part, { to: "failed", at: now(), facts: FACTS }) };
  if (outstandingWork(part) === "analysis") return { line, part, status: await noteError(em, part, FACTS) };
  return part.status === "ended" ? "stands" : "gone";
}

/** A part has no fault in what the database says, passing or not. */
function isOfDatabase(fault: unknown): boolean {
  return fault instanceof DriverException || isPassingFault(fault);
}
