import pg from "pg";
import { OperatorError } from "../errors.ts";
import { pause } from "../lib/pause.ts";
import type { Runtime } from "../lib/runtime.ts";
import { SERVING_LOCK } from "./advisory-locks.ts";
import { postgresqlConfig } from "./postgresql-config.ts";

const RETRY_MS = 1_000;
/** A process that is just ending lets go within this. */
const START_TRIES = 5;
/** After its connection broke, the server may take the old one for alive for about this long. */
const RETAKE_TRIES = 60;
/** A connection that has gone without a word is found out by asking. */
const ASK_MS = 10_000;

const TAKEN = "Another Tokenworks runs on this PostgreSQL database: stop it, or set another DATABASE_URL.";

export interface HoldDeps {
  readonly timer: Runtime["timer"];
  /** Told once another process has taken the database, while this one could not be heard. */
  readonly onLost: (why: OperatorError) => void;
}

/**
 * Takes a PostgreSQL database for this process alone, by a lock of its session on a connection of its own: a process that is killed lets go of it.
 * When the connection is lost, the lock is taken again.
 *
 * @returns how to let go.
 * @throws {OperatorError} when another process has it, or it cannot be reached.
 */
export async function holdDatabase(url: string, deps: HoldDeps): Promise<() => Promise<void>> {
  const stopping = new AbortController();
  const first = await taken(url, START_TRIES, deps.timer, stopping.signal).catch((cause: unknown) => {
    throw new OperatorError(
      "The database cannot be opened: check that DATABASE_URL or DATA_DIR is right and reachable.",
      { cause },
    );
  });
  if (first === null) throw new OperatorError(TAKEN);
  const holding = hold(url, first, deps, stopping.signal);
  return async () => {
    stopping.abort(new Error("The service stops."));
    await holding;
  };
}

/** Holds the lock until it is to stop, by one connection after the other. */
async function hold(url: string, first: pg.Client, { timer, onLost }: HoldDeps, signal: AbortSignal): Promise<void> {
  for (let client: pg.Client | null = first; client !== null;) {
    await untilLost(client, timer, signal);
    await ended(client, timer);
    if (signal.aborted) return;
    client = await retaken(url, timer, signal);
  }
  if (!signal.aborted)
    onLost(
      new OperatorError("Another Tokenworks has taken this PostgreSQL database while the connection to it was lost."),
    );
}

async function untilLost(client: pg.Client, timer: Runtime["timer"], signal: AbortSignal): Promise<void> {
  const lost = new AbortController();
  client.once("error", (fault) => {
    lost.abort(fault);
  });
  try {
    for (;;) {
      await pause(ASK_MS, timer, AbortSignal.any([signal, lost.signal]));
      await client.query("select 1");
    }
  } catch {
    // Lost, or the service stops.
  }
}

/** Says goodbye to a server that may not hear it. */
async function ended(client: pg.Client, timer: Runtime["timer"]): Promise<void> {
  const heard = new AbortController();
  const goodbye = client.end().catch(() => undefined); // it is lost either way
  await Promise.race([goodbye, pause(RETRY_MS, timer, heard.signal).catch(() => undefined)]); // it was heard
  heard.abort();
}

/** @returns null where another process has it, or the service stops. A server that is away is waited for. */
async function retaken(url: string, timer: Runtime["timer"], signal: AbortSignal): Promise<pg.Client | null> {
  while (!signal.aborted) {
    try {
      return await taken(url, RETAKE_TRIES, timer, signal);
    } catch {
      await pause(RETRY_MS, timer, signal).catch(() => undefined); // the service stops
    }
  }
  return null;
}

/** Asks for the lock so many times; null where another process still has it then. */
async function taken(
  url: string,
  tries: number,
  timer: Runtime["timer"],
  signal: AbortSignal,
): Promise<pg.Client | null> {
  const client = new pg.Client({
    ...postgresqlConfig(url, { connectMs: ASK_MS, statementMs: ASK_MS }),
    idle_in_transaction_session_timeout: 0,
    application_name: "tokenworks lock",
  });
  client.on("error", () => undefined); // whoever asks next gets it as well
  try {
    await client.connect();
    // So that the server, too, soon notices a process that has gone without a word.
    await client.query("set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3");
    for (let left = tries; left > 0; left -= 1) {
      const { rows } = await client.query<{ held: boolean }>("select pg_try_advisory_lock($1) as held", [SERVING_LOCK]);
      if (rows[0]?.held) return client;
      if (left > 1) await pause(RETRY_MS, timer, signal);
    }
  } catch (fault) {
    await client.end().catch(() => undefined); // it may never have been connected
    throw fault;
  }
  await client.end();
  return null;
}
