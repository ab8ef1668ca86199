import { pause } from "../lib/pause.ts";
import type { Runtime } from "../lib/runtime.ts";
import type { Database } from "./start-database.ts";

/** For the answer of one reading. */
const DEADLINE_MS = 800;

/** @returns asks whether the database was read in time. Those who ask meanwhile get the answer of the reading that is under way. */
export function tryReading({ em }: Pick<Database, "em">, timer: Runtime["timer"]): () => Promise<boolean> {
  let reading: Promise<boolean> | null = null;
  const read = () =>
    succeeds(em.getConnection().execute("select count(*) as known from mikro_orm_migrations")).finally(() => {
      reading = null;
    });
  return async () => {
    const answered = new AbortController();
    try {
      return await Promise.race([
        (reading ??= read()),
        pause(DEADLINE_MS, timer, answered.signal).then(
          () => false,
          () => false,
        ),
      ]);
    } finally {
      answered.abort();
    }
  };
}

function succeeds(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}
