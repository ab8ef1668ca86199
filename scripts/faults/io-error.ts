import { sqliteReader } from "./ledger-problems.ts";
import { newPlace, serve } from "./place.ts";
import { whyNoTrace } from "./programs.ts";
import { leftOut, type Rows } from "./row.ts";
import { attach } from "./trace.ts";
import { rowsUnder } from "./under-fault.ts";

const SECONDS = 6;
const CALLS = { pwrite64: "writes", "fsync,fdatasync": "syncs" } as const;

/** Lets the writes, and then the syncs, of the database's files fail with EIO. */
export async function* ioErrorRows(): Rows {
  const why = whyNoTrace();
  if (why !== null) {
    yield leftOut("io", "EIO from writes and syncs", why);
    return;
  }
  for (const [calls, words] of Object.entries(CALLS)) {
    await using place = newPlace();
    await using service = await serve(place);
    const begin = async () =>
      (await attach(service.pid, "/dev/null", ["-e", `trace=${calls}`, "-e", `inject=${calls}:error=EIO`])).detach;
    yield* rowsUnder(
      {
        group: "io",
        name: `${words} fail for ${SECONDS} s`,
        seconds: SECONDS,
        begin,
        expects: { refusals: "some", reading: true, ready: `"writable":false` },
      },
      service,
      sqliteReader(place.dataDir),
    );
  }
}
