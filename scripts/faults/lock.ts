import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { sqliteReader } from "./ledger-problems.ts";
import { newPlace, serve } from "./place.ts";
import type { Rows } from "./row.ts";
import { rowsUnder } from "./under-fault.ts";

/** The first is shorter than a transaction waits, so nobody may be refused for it. */
const SECONDS = [1.5, 9, 30] as const;

/** Holds the database's write lock from another process while the service produces and takes orders. */
export async function* lockRows(): Rows {
  for (const seconds of SECONDS) {
    await using place = newPlace();
    await using service = await serve(place);
    const begin = () => Promise.resolve(hold(join(place.dataDir, "tokenworks.db")));
    yield* rowsUnder(
      {
        group: "lock",
        name: `held for ${seconds} s`,
        seconds,
        begin,
        expects: { refusals: seconds < 5 ? "none" : "any", reading: true },
      },
      service,
      sqliteReader(place.dataDir),
    );
  }
}

function hold(file: string): () => void {
  const other = new Sqlite(file, { timeout: 5_000 });
  other.exec("begin immediate");
  return () => {
    other.exec("rollback");
    other.close();
  };
}
