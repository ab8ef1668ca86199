import pg from "pg";
import { OperatorError } from "../errors.ts";
import { atMost } from "../lib/at-most.ts";
import { pause } from "../lib/pause.ts";
import type { Runtime } from "../lib/runtime.ts";
import { unlessAborted } from "../lib/unless-aborted.ts";
import { SERVING_LOCK } from "./advisory-locks.ts";
import { cannotBeOpened } from "./cannot-be-opened.ts";
import { postgresqlConfig } from "./postgresql-config.ts";

const RETRY_MS = 1_000;
/** A process that is just ending lets go within this. */
const START_TRIES = 5;
/** After its connection broke, the server may take the old one for alive for about this long. */
const RETAKE_TRIES = 60;
/** For an answer. */
const ANSWER_MS = 10_000;
/** A connection that has gone without a word is found out by asking. */
const ASK_MS = 2_000;

/** Who else may be on the database: others who serve it as well, or nobody. */
export type Sharing = "shared" | "alone";

const TAKEN: Readonly<Record<Sharing, string>> = {
  alone: "Another Tokenworks runs on this PostgreSQL database: stop it, or set another DATABASE_URL.",
  shared:
    "A command of the operator, or an earlier version of Tokenworks, has this PostgreSQL database to itself: wait until it has ended, or stop it.",
};

export interface HoldDeps {
  readonly sharing: Sharing;
  readonly timer: Runtime["timer"];
  /** Told once another process has taken the database, while this one could not be heard. */
  readonly onLost: (why: OperatorError) => void;
  /** Prepares each connection, the first one and those that come after one that broke. */
  readonly prepare?: (client: pg.Client) => Promise<unknown>;
  /** Asked every two seconds, so that it is soon known when the connection has gone. */
  readonly ask?: (client: pg.Client) => Promise<unknown>;
}

/** A database that is held. */
export interface Hold {
  /** The connection that holds it; null while it is broken. */
  readonly client: () => pg.Client | null;
  /** Lets go. */
  readonly stop: () => Promise<void>;
}

/**
 * Holds a PostgreSQL database for this process, alone or with others, by a lock of its session on a connection of its own: a process that is
 * killed lets go of it. When the connection is lost, the lock is taken again.
 *
 * @throws {OperatorError} when it cannot be had so, or cannot be reached.
 */
export async function holdDatabase(url: string, deps: HoldDeps): Promise<Hold> {
  const stopping = new AbortController();
  const first = await taken(url, START_TRIES, deps, stopping.signal).catch((cause: unknown) => {
    throw cause instanceof OperatorError ? cause : cannotBeOpened(cause);
  });
  if (first === null) throw new OperatorError(TAKEN[deps.sharing]);
  let current: pg.Client | null = first;
  const onChange = (client: pg.Client | null) => {
    current = client;
  };
  const holding = hold(url, first, { ...deps, onChange }, stopping.signal);
  return {
    client: () => current,
    stop: async () => {
      stopping.abort(new Error("The service stops."));
      await holding;
    },
  };
}

type HoldingDeps = HoldDeps & { readonly onChange: (client: pg.Client | null) => void };

/** Holds the lock until it is to stop, by one connection after the other. */
async function hold(url: string, first: pg.Client, deps: HoldingDeps, signal: AbortSignal): Promise<void> {
  const { timer, onLost, onChange } = deps;
  for (let client: pg.Client | null = first; client !== null;) {
    onChange(client);
    await untilLost(client, deps, signal);
    onChange(null);
    await ended(client, timer);
    if (signal.aborted) return;
    client = await retaken(url, deps, signal);
  }
  if (!signal.aborted)
    onLost(
      new OperatorError("Another Tokenworks has taken this PostgreSQL database while the connection to it was lost."),
    );
}

async function untilLost(client: pg.Client, { timer, ask }: HoldDeps, signal: AbortSignal): Promise<void> {
  const lost = new AbortController();
  client.once("error", (fault) => {
    lost.abort(fault);
  });
  try {
    for (;;) {
      await pause(ASK_MS, timer, AbortSignal.any([signal, lost.signal]));
      await unlessAborted<unknown>(ask?.(client) ?? client.query("select 1"), signal);
    }
  } catch {
    // Lost, or the service stops.
  }
}

/** Says goodbye to a server that may not hear it. */
async function ended(client: pg.Client, timer: Runtime["timer"]): Promise<void> {
  await atMost(RETRY_MS, timer, client.end()); // it is lost either way
}

/** @returns null where another process has it, or the service stops. A server that is away is waited for. */
async function retaken(url: string, deps: HoldDeps, signal: AbortSignal): Promise<pg.Client | null> {
  while (!signal.aborted) {
    try {
      return await takenUnlessStopped(url, deps, signal);
    } catch {
      await pause(RETRY_MS, deps.timer, signal).catch(() => undefined); // the service stops
    }
  }
  return null;
}

/** What is had only once the service stops is let go again. */
async function takenUnlessStopped(url: string, deps: HoldDeps, signal: AbortSignal): Promise<pg.Client | null> {
  const taking = taken(url, RETAKE_TRIES, deps, signal);
  try {
    return await unlessAborted(taking, signal);
  } catch (fault) {
    taking.then((late) => late?.end()).catch(() => undefined); // it has failed, or fails on its way
    throw fault;
  }
}

/** Asks for the lock so many times; null where another process still has it then. */
async function taken(
  url: string,
  tries: number,
  { sharing, timer, prepare }: HoldDeps,
  signal: AbortSignal,
): Promise<pg.Client | null> {
  const client = new pg.Client({
    ...postgresqlConfig(url, { connectMs: ANSWER_MS, statementMs: ANSWER_MS }),
    idle_in_transaction_session_timeout: 0,
    application_name: sharing === "alone" ? "tokenworks lock" : "tokenworks node",
  });
  client.on("error", () => undefined); // whoever asks next gets it as well
  const lock = sharing === "alone" ? "pg_try_advisory_lock" : "pg_try_advisory_lock_shared";
  try {
    await client.connect();
    // So that the server, too, soon notices a process that has gone without a word.
    await client.query("set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3");
    for (let left = tries; left > 0; left -= 1) {
      const { rows } = await client.query<{ held: boolean }>(`select ${lock}($1) as held`, [SERVING_LOCK]);
      if (rows[0]?.held) {
        await prepare?.(client);
        return client;
      }
      if (left > 1) await pause(RETRY_MS, timer, signal);
    }
  } catch (fault) {
    await client.end().catch(() => undefined); // it may never have been connected
    throw fault;
  }
  await client.end();
  return null;
}
