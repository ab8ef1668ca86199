import { ServiceError } from "../../errors.ts";

/** A file that is being sent. */
export interface Download {
  /** Aborts when the line is deleted. */
  readonly signal: AbortSignal;
  /** To be called once the sending is over, however it ended. */
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
