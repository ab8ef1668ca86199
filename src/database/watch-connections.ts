import Sqlite from "better-sqlite3";
import pg from "pg";
import type { Runtime, Timer } from "../lib/runtime.ts";
import { postgresqlConfig } from "./postgresql-config.ts";
import type { Location } from "./profile.ts";
import type { Vitals } from "./vitals.ts";

const LOOK_MS = 5_000;
/** So many looks in a row, 30 s, end the service. */
const LOOKS = 6;

export interface WatchDeps {
  readonly vitals: Pick<Vitals, "beats" | "waiting">;
  readonly timer: Runtime["timer"];
  /** Whether a connection of its own can be made, and answers. */
  readonly answersAfresh: () => Promise<boolean>;
  /** Told once. */
  readonly onStuck: () => void;
}

/**
 * Watches for connections that do not come back: somebody waits for one and gets none for 30 s, nothing is brought to an end on any meanwhile,
 * and yet a fresh one works. A database that is away is nothing of the kind.
 *
 * @returns how to stop.
 */
export function watchConnections({ vitals, timer: startTimer, answersAfresh, onStuck }: WatchDeps): () => void {
  let beats = vitals.beats;
  let looks = 0;
  let isStopped = false;
  const look = async () => {
    const isStill = vitals.waiting > 0 && vitals.beats === beats;
    beats = vitals.beats;
    looks = isStill && (await answersAfresh()) ? looks + 1 : 0;
    if (isStopped) return;
    if (looks >= LOOKS) onStuck();
    else timer.restart();
  };
  const timer: Timer = startTimer(LOOK_MS, () => void look());
  return () => {
    isStopped = true;
    timer.stop();
  };
}

/** Asks the database by a connection that is made for it. */
export async function answersAfresh(location: Location): Promise<boolean> {
  try {
    await ("file" in location ? readFile(location.file) : readServer(location.url));
    return true;
  } catch {
    return false; // it is away
  }
}

function readFile(file: string): Promise<void> {
  return new Promise((resolve) => {
    const database = new Sqlite(file, { fileMustExist: true, timeout: 0 });
    try {
      database.prepare("select count(*) from sqlite_master").get();
      resolve();
    } finally {
      database.close();
    }
  });
}

async function readServer(url: string): Promise<void> {
  const client = new pg.Client(postgresqlConfig(url, { connectMs: LOOK_MS / 2, statementMs: LOOK_MS / 2 }));
  client.on("error", () => undefined); // the query under way gets it as well
  try {
    await client.connect();
    await client.query("select 1");
  } finally {
    await client.end();
  }
}
