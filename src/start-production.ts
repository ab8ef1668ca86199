import type { EntityManager } from "@mikro-orm/core";
import { Access, type SessionClosing } from "./access/access.ts";
import { Admission } from "./access/admission.ts";
import type { Holdings } from "./access/holdings.ts";
import { IdempotencyKeys } from "./access/idempotency-keys.ts";
import { KnownCredentials } from "./access/known-credentials.ts";
import { Alphabets, removeAllOf } from "./alphabet/alphabets.ts";
import { startAnalysts } from "./analysis/analysts.ts";
import { startWalTruncation } from "./database/wal-truncation.ts";
import { startGeneratorPool } from "./generator/pool.ts";
import type { Closing } from "./lib/closing.ts";
import { memoryRateCounters } from "./lib/rate-counters.ts";
import type { Storage } from "./open-storage.ts";
import { PaymentIntent } from "./payment/payment-intent.entity.ts";
import type { Payments } from "./payment/payments.ts";
import { DatabaseTurns } from "./production/database-turns.ts";
import { Downloads } from "./production/downloads.ts";
import { Files } from "./production/files.ts";
import { JobQueue } from "./production/job-queue.ts";
import { Line } from "./production/line.entity.ts";
import { Orders } from "./production/orders.ts";
import { ProductionEvents } from "./production/production-events.ts";
import { ProductionLines } from "./production/production-lines.ts";
import { runPart } from "./production/run-part.ts";
import { settleFault } from "./production/settle-fault.ts";
import { Sweep } from "./production/sweep.ts";
import { TableTurns } from "./production/table-turns.ts";
import { publicPathOf, type ServiceOptions } from "./service-options.ts";

/** All that produces, and all that is asked about it. */
export function startProduction({ config, runtime, log }: ServiceOptions, { payments, ...storage }: Storage & { readonly holdings: Holdings; readonly payments: Payments }, opened: Closing) {
  const { database, guard, holdings } = storage;
  const pool = startGeneratorPool({ workers: config.WORKERS });
  opened.add(() => pool.stop());
  const analysts = startAnalysts({ workers: config.WORKERS });
  opened.add(() => analysts.stop());
  const events = new ProductionEvents();
  const onFault = (fault: unknown, partId: string) => {
    log.error({ err: fault, partId }, "A production failed.");
  };
  const turns = new DatabaseTurns(runtime.monotonicMs);
  const tables = new TableTurns();
  const sweep = new Sweep({
    database,
    runtime,
    take: (part) => { queue.add(part); },
    onFault: (fault, partId) => {
      log.error({ err: fault, partId }, "A production cannot go on at the moment; it is tried again.");
    },
  });
  const onStanding = (partId: string, fault: unknown) => {
    sweep.postpone(partId, fault);
  };
  const queue = new JobQueue({
    run: (part, signal) => runPart({ ...storage, runtime, pool, analysts, events, turns, tables, publicPath: publicPathOf(config) }, part, signal),
    onFault: (partId, fault, signal) => settleFault({ database, runtime, events, onFault, onStanding }, partId, fault, signal),
  });
  opened.add(() => queue.stop());
  opened.add(() => sweep.stop());
  const truncation = startWalTruncation({
    emptyLog: guard.emptyLog,
    timer: runtime.timer,
    onFault: (err) => {
      log.error({ err }, "What was deleted could not be cleared from the database's log yet; it is tried again.");
    },
  });
  opened.add(truncation.stop);
  const downloads = new Downloads();
  const alphabets = new Alphabets(database, holdings);
  const lines = new ProductionLines({ database, runtime, queue, events, downloads, forget: (lineId) => pool.forget(lineId), onDestroyed: truncation.soon });
  const keys = new IdempotencyKeys({ database, runtime });
  const orders = new Orders({ ...storage, runtime, alphabets, payments, oversize: config.OVERSIZE, keys, queue, events });
  const files = new Files({ ...storage, runtime, pool, lines, downloads });
  const known = new KnownCredentials(storage.keyring);
  const sessionEnds: ((sessionId: string) => void)[] = [(id) => { events.endSession(id); }];
  const access = new Access({ ...storage, runtime, known, beforeClose: [(session) => lines.deleteMost(session)], onClose: [dismantleSession(lines, sessionEnds)], named: sessionsNamed });
  const admission = new Admission({ access, known, counters: memoryRateCounters() });
  return { ...storage, sessionEnds, pool, keys, queue, sweep, events, alphabets, payments, lines, orders, files, access, admission };
}

export type Capabilities = ReturnType<typeof startProduction>;

/** The tombstones of lines stay, and so do payments. */
async function sessionsNamed(em: EntityManager, sessionIds: readonly string[]): Promise<ReadonlySet<string>> {
  const where = { sessionId: { $in: [...sessionIds] } };
  const [lines, intents] = [await em.find(Line, where, { fields: ["sessionId"] }), await em.find(PaymentIntent, where, { fields: ["sessionId"] })];
  return new Set([...lines, ...intents].map(({ sessionId }) => sessionId));
}

/** A session's lines and alphabets go with it, and whatever listens to it ends. */
function dismantleSession(lines: ProductionLines, ends: readonly ((sessionId: string) => void)[]): SessionClosing {
  return async (em, session) => {
    const deleted = await lines.dismantleAll(em, session);
    await removeAllOf(em, session);
    return () => {
      lines.tell(deleted);
      for (const end of ends) end(session.id);
    };
  };
}
