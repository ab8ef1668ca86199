import { execFileSync } from "node:child_process";
import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { newPlace, serve } from "./place.ts";
import { sqliteReader } from "./ledger-problems.ts";
import { whyNoMount } from "./programs.ts";
import { leftOut, type Rows } from "./row.ts";
import { rowsUnder } from "./under-fault.ts";

const SECONDS = 8;

/** Fills the data folder's file system while the service produces and takes orders. */
export async function* diskRows(): Rows {
  const why = whyNoMount();
  if (why !== null) {
    yield leftOut("disk", "a full file system", why);
    return;
  }
  await using place = newPlace();
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=8m", "tmpfs", place.dataDir]);
  try {
    await using service = await serve(place);
    const begin = () => {
      const file = join(place.dataDir, "filler");
      fill(file);
      return Promise.resolve(() => {
        rmSync(file);
      });
    };
    yield* rowsUnder(
      {
        group: "disk",
        name: `full for ${SECONDS} s`,
        seconds: SECONDS,
        begin,
        expects: { refusals: "some", reading: true, ready: `"writable":false` },
      },
      service,
      sqliteReader(place.dataDir),
    );
  } finally {
    execFileSync("umount", ["-l", place.dataDir]);
  }
}

function fill(file: string): void {
  const zeros = Buffer.alloc(4_096);
  const descriptor = openSync(file, "w");
  try {
    for (;;) writeSync(descriptor, zeros);
  } catch {
    // Full, as it is meant to be.
  } finally {
    closeSync(descriptor);
  }
}
