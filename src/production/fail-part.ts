import type { Database } from "../database/start-database.ts";
import { ServiceError } from "../errors.ts";
import type { Runtime } from "../lib/runtime.ts";
import { changeStatus } from "./change-status.ts";
import { holdLine } from "./hold-line.ts";
import { Part } from "./part.entity.ts";
import type { ProductionEvents } from "./production-events.ts";
import { mayLead } from "./status.ts";

const FACTS = { errorCode: "INTERNAL", errorMessage: "Something went wrong in the production. It is logged with the part's id." };

export interface FailParts {
  readonly database: Database;
  readonly runtime: Runtime;
  readonly events: ProductionEvents;
  /** Told every fault, once. */
  readonly onFault: (fault: unknown, partId: string) => void;
}

/** What becomes of a part whose job has thrown: it fails, unless somebody has stopped it or deleted its line meanwhile. */
export async function failPart({ database, runtime, events, onFault }: FailParts, partId: string, fault: unknown): Promise<void> {
  if (fault instanceof ServiceError && fault.code === "STATUS_CONFLICT") return;
  onFault(fault, partId);
  try {
    const event = await database.em.fork().transactional(async (em) => {
      const line = await holdLine(em, (await em.findOneOrFail(Part, partId)).lineId);
      const part = await em.findOneOrFail(Part, partId, { refresh: true });
      if (!mayLead(part.status, "failed")) return null;
      return { line, part, status: await changeStatus(em, part, { to: "failed", at: runtime.now(), facts: FACTS }) };
    });
    if (event !== null) events.publish(event);
  } catch (another) {
    // The part stands where it stood, and the next start takes it up again.
    onFault(another, partId);
  }
}
