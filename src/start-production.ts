import type { EntityManager } from "@mikro-orm/core";
import { Access, type SessionClosing } from "./access/access.ts";
import { Admission } from "./access/admission.ts";
import type { Holdings } from "./access/holdings.ts";
import { IdempotencyKeys } from "./access/idempotency-keys.ts";
import { KnownCredentials } from "./access/known-credentials.ts";
import { Alphabets, removeAllOf } from "./alphabet/alphabets.ts";
import { startRefusalLog } from "./access/refusal-log.ts";
import { SignedLinks } from "./access/signed-links.ts";
import { startAnalysisPool } from "./analysis/analysis-pool.ts";
import { NO_PEERS } from "./database/peers.ts";
import { startWalTruncation } from "./database/wal/wal-truncation.ts";
import { startGeneratorPool } from "./generator/pool/generator-pool.ts";
import type { Closing } from "./lib/closing.ts";
import { memoryRateCounters, sharedAmong } from "./lib/rate-counters.ts";
import type { Storage } from "./open-storage.ts";
import { PaymentIntent } from "./payment/payment-intent.entity.ts";
import type { Payments } from "./payment/payments.ts";
import { DatabaseTurns } from "./production/jobs/database-turns.ts";
import { Certificates } from "./production/files/certificates.ts";
import { Downloads } from "./production/files/downloads.ts";
import { Files } from "./production/files/files.ts";
import { HashThreads } from "./production/hashing/hash-threads.ts";
import type { Jobs } from "./production/jobs/jobs.ts";
import { MemoryJobs, type MemoryJobsDeps } from "./production/jobs/memory-jobs.ts";
import { Line } from "./production/records/line.entity.ts";
import { FormatCompiler } from "./production/formats/format-compiler.ts";
import { NamedFormats, removeFormatsOf } from "./production/formats/named-formats.ts";
import { SessionFormats } from "./production/formats/session-formats.ts";
import { OrderChecks } from "./production/orders/order-checks.ts";
import { Orders } from "./production/orders/orders.ts";
import { noteChanges } from "./production/events/note-changes.ts";
import { traceParts } from "./production/events/trace-parts.ts";
import { EventRelay, type EventRelayDeps, tellEvent } from "./production/events/event-relay.ts";
import { ProductionEvents } from "./production/events/production-events.ts";
import { ProductionLog } from "./production/events/production-log.ts";
import { ProductionLines } from "./production/lines/production-lines.ts";
import { FaultSettler } from "./production/jobs/fault-settler.ts";
import { MadeTokens } from "./production/jobs/made-tokens.ts";
import { Paces } from "./production/jobs/paces.ts";
import { PartRunner } from "./production/jobs/part-runner.ts";
import { SharedJobs, type SharedJobsDeps } from "./production/jobs/shared-jobs.ts";
import { TableTurns } from "./production/jobs/table-turns.ts";
import { publicPathOf, type ServiceOptions } from "./service-options.ts";

type StorageWithPayments = Storage & { readonly holdings: Holdings; readonly payments: Payments };

/** All that produces, and all that is asked about it. */
export function startProduction(options: ServiceOptions, storage: StorageWithPayments, opened: Closing) {
  const { config, runtime } = options;
  const { database, holdings, reads } = storage;
  const peers = storage.nodes ?? NO_PEERS;
  const [note, tell, told] = [noteChanges(reads, peers), tellEvent(peers), new ProductionLog(options.log)];
  const trace = options.tracing && traceParts(options.tracing, runtime.now);
  const events = new ProductionEvents((event) => {
    note(event);
    tell(event);
    told.event(event);
    trace?.(event);
  });
  const { pool, jobs, paces, made } = startJobs(options, storage, { events, told }, opened);
  const alphabets = new Alphabets(database, holdings);
  const downloads = new Downloads();
  const lines = new ProductionLines({
    database,
    reads,
    runtime,
    jobs,
    events,
    downloads,
    forget: (lineId) => pool.forget(lineId),
    onDestroyed: truncateAfterDeletions(options, storage, opened),
    peers,
  });
  const keys = new IdempotencyKeys({ database, runtime });
  const compiler = new FormatCompiler();
  opened.add(() => compiler.stop());
  const named = new NamedFormats(database, holdings);
  const formats = new SessionFormats({ alphabets, compiler, named });
  const checks = new OrderChecks({ ...storage, alphabets, formats, oversize: config.OVERSIZE });
  const orders = new Orders({ ...storage, checks, keys, jobs, events, runtime });
  const files = new Files({ ...storage, runtime, pool, downloads });
  const certificates = new Certificates({ ...storage, runtime });
  const { payments } = storage;
  const offered = { formats, named, compiler, files, certificates, payments, lines, checks, orders };
  const capabilities = { ...storage, jobs, pool, paces, made, keys, events, alphabets, ...offered };
  const sessions = startRelay(options, { database, events, peers, onFound: note }, opened);
  return { ...capabilities, ...sessions, ...openAccess(options, storage, { holdings, lines, ...sessions }, opened) };
}

/** What is open for sessions on this node, what ends with one, and how that is told to other nodes. */
function startRelay(
  { runtime, log }: ServiceOptions,
  parts: Pick<EventRelayDeps, "database" | "events" | "peers" | "onFound">,
  opened: Closing,
) {
  const openSessions: (() => Iterable<string>)[] = [];
  const sessionEnds: ((sessionId: string) => void)[] = [
    (id) => {
      parts.events.endSession(id);
    },
  ];
  const endSession = (id: string) => {
    for (const end of sessionEnds) end(id);
  };
  const relay = new EventRelay({
    ...parts,
    runtime,
    openSessions: () => openSessions.flatMap((list) => [...list()]),
    endSession,
    onTrouble: (err) => {
      log.error({ err }, "What happens on other nodes could not be looked at; it is tried again.");
    },
  });
  relay.start();
  opened.add(() => relay.stop());
  const closeSession = (id: string) => {
    endSession(id);
    relay.tellClosed(id);
  };
  return { openSessions, sessionEnds, closeSession };
}

/** What makes the parts: threads, the queue of parts that are being made, and the sweep that finds those nobody makes. */
function startJobs(
  { config, runtime, log }: ServiceOptions,
  storage: StorageWithPayments,
  { events, told }: { readonly events: ProductionEvents; readonly told: ProductionLog },
  opened: Closing,
) {
  const { database } = storage;
  const pool = startGeneratorPool({ workers: config.WORKERS });
  opened.add(() => pool.stop());
  const hashThreads = new HashThreads({ workers: config.WORKERS });
  opened.add(() => hashThreads.stop());
  const analysisPool = startAnalysisPool({ workers: config.WORKERS });
  opened.add(() => analysisPool.stop());
  const turns = new DatabaseTurns(database, runtime.monotonicMs);
  const paces = new Paces();
  const made = new MadeTokens();
  const threads = { pool, hashThreads, analysisPool };
  const producing = { ...storage, ...threads, runtime, events, turns, tables: new TableTurns(), paces, made };
  const runner = new PartRunner({ ...producing, publicPath: publicPathOf(config) });
  const settler = new FaultSettler({
    database,
    runtime,
    events,
    onFault: (fault: unknown, partId: string) => {
      told.fault(fault, partId, "A production failed.");
    },
    onStanding: (partId: string, fault: unknown) => {
      jobs.postpone(partId, fault);
    },
  });
  const jobs = jobsOf(storage, {
    database,
    runtime,
    run: (part, signal) => runner.run(part, signal),
    onFault: (part, fault, signal) => settler.settle(part, fault, signal),
    onPostponed: (fault, partId) => {
      told.fault(fault, partId, "A production cannot go on at the moment; it is tried again.");
    },
    onTrouble: (err) => {
      log.error({ err }, "The jobs that many nodes share could not be looked at; it is tried again.");
    },
    places: PLACES_PER_WORKER * config.WORKERS,
    workers: config.WORKERS,
  });
  opened.add(() => jobs.stop());
  return { pool, jobs, paces, made };
}

/** Jobs of a node with others: enough that a small part need not wait for large ones, and few enough that others get theirs. */
const PLACES_PER_WORKER = 16;

/** Jobs of this process alone, or of all nodes on its database. */
function jobsOf(
  { nodes, jobStore }: Storage,
  { places, workers, ...deps }: Omit<SharedJobsDeps, "store" | "peers"> & MemoryJobsDeps,
): Jobs {
  return nodes === null || jobStore === null
    ? new MemoryJobs(deps)
    : new SharedJobs({ ...deps, places, workers, store: jobStore, peers: nodes });
}

/** @returns what to call when something was deleted: it is cleared from the database's log, too. */
function truncateAfterDeletions({ runtime, log }: ServiceOptions, { guard }: Storage, opened: Closing): () => void {
  const truncation = startWalTruncation({
    emptyLog: guard.emptyLog,
    timer: runtime.timer,
    onFault: (err) => {
      log.error({ err }, "What was deleted could not be cleared from the database's log yet; it is tried again.");
    },
  });
  opened.add(truncation.stop);
  return truncation.soon;
}

/** Who may ask, how often, and what ends with a session. */
function openAccess(
  { runtime, log }: ServiceOptions,
  storage: Storage,
  { holdings, lines, closeSession }: Producing,
  opened: Closing,
) {
  const refusals = startRefusalLog(log, runtime);
  opened.add(refusals.stop);
  const known = new KnownCredentials(storage.keyring);
  const access = new Access({
    ...storage,
    runtime,
    holdings,
    known,
    beforeClose: [(session) => lines.deleteSurplus(session)],
    onClose: [dismantleSession(lines, closeSession)],
    named: sessionsNamed,
  });
  const { nodes } = storage;
  const counters = sharedAmong(memoryRateCounters(), () => nodes?.count() ?? 1);
  const admission = new Admission({ access, known, counters, onRefused: refusals.count });
  const links = new SignedLinks({ keyring: storage.keyring, now: runtime.now });
  return { access, admission, links };
}

interface Producing {
  readonly holdings: Holdings;
  readonly lines: ProductionLines;
  readonly closeSession: (sessionId: string) => void;
}

export type Capabilities = ReturnType<typeof startProduction>;

/** The tombstones of lines stay, and so do payments. */
async function sessionsNamed(em: EntityManager, sessionIds: readonly string[]): Promise<ReadonlySet<string>> {
  const where = { sessionId: { $in: [...sessionIds] } };
  const lines = await em.find(Line, where, { fields: ["sessionId"] });
  const intents = await em.find(PaymentIntent, where, { fields: ["sessionId"] });
  return new Set([...lines, ...intents].map(({ sessionId }) => sessionId));
}

/** A session's lines, alphabets and formats go with it, and whatever listens to it ends. */
function dismantleSession(lines: ProductionLines, closeSession: (sessionId: string) => void): SessionClosing {
  return async (em, session) => {
    const deleted = await lines.dismantleAll(em, session);
    await removeAllOf(em, session);
    await removeFormatsOf(em, session);
    return () => {
      lines.tell(deleted);
      closeSession(session.id);
    };
  };
}
