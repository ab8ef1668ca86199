import type { Database } from "../../database/start-database.ts";
import { ServiceError } from "../../errors.ts";
import { lineNotFound } from "../records/find-line.ts";
import { Line } from "../records/line.entity.ts";

/** A file that is being sent. */
export interface Download {
  /** Aborts when the line is deleted. */
  readonly signal: AbortSignal;
  /** Called once the sending is over, however it ended. */
  done(): void;
}

/** The files being sent, so that a deletion can cut them: none may end as if it were whole. */
export class Downloads {
  private readonly controllers = new Map<string, Set<AbortController>>();

  begin(lineId: string): Download {
    const controller = new AbortController();
    const ofLine = this.controllers.get(lineId) ?? new Set();
    this.controllers.set(lineId, ofLine.add(controller));
    return {
      signal: controller.signal,
      done: () => {
        ofLine.delete(controller);
        if (ofLine.size === 0 && this.controllers.get(lineId) === ofLine) this.controllers.delete(lineId);
      },
    };
  }

  cut(lineId: string): void {
    for (const controller of this.controllers.get(lineId) ?? [])
      controller.abort(new ServiceError("NOT_FOUND", "The line was deleted meanwhile.", "id"));
  }
}

export interface SendingDeps {
  readonly database: Database;
  readonly downloads: Downloads;
}

/** Pieces of a file, and whatever is known of it once all are sent. */
type Sent<End> = AsyncIterable<Uint8Array, End, undefined> | Iterable<Uint8Array, End, undefined>;

/** Sends what `bytes` gives, for as long as the line is there; the iteration fails once it is deleted. */
export async function* sendUnlessDeleted<End>(
  { database, downloads }: SendingDeps,
  { id }: Line,
  bytes: (deleted: AbortSignal) => Sent<End>,
): AsyncGenerator<Uint8Array, End, undefined> {
  // To be cut from here on, and then to look once more, leaves no gap in which a deletion goes unnoticed.
  const download = downloads.begin(id);
  try {
    if ((await database.em.fork().count(Line, { id, deletedAt: null })) === 0) throw lineNotFound();
    return yield* bytes(download.signal);
  } finally {
    download.done();
  }
}
