import { ServiceError } from "../../errors.ts";
import type { FairQueue, Lane, Timed } from "../../lib/fair-queue.ts";

/** Opens lanes of a queue, and knows by line which are open and which of their tasks run. */
export class OpenLanes {
  private readonly queue: FairQueue;
  private readonly lanes = new Map<string, Set<Pick<Lane<never>, "close">>>();
  private readonly running = new Map<string, Set<Promise<unknown>>>();
  private ended: ServiceError | undefined;

  constructor(queue: FairQueue) {
    this.queue = queue;
  }

  /** Opens a lane for one use of a line; whoever uses it must close it. */
  open<T>({ owner = "", id = "" }: { readonly owner?: string; readonly id?: string }, use: string): Lane<T> {
    const lane = this.queue.lane<T>([owner, id, use]);
    if (this.ended !== undefined) lane.close(this.ended);
    add(this.lanes, id, lane);
    return {
      run: (task) =>
        lane.run(() => {
          const result = task();
          add(this.running, id, result);
          return result.finally(() => {
            remove(this.running, id, result);
          });
        }),
      close: (reason) => {
        remove(this.lanes, id, lane);
        lane.close(reason);
      },
    };
  }

  /** Runs one task for several lines of an owner. The deletion of one waits for it, but does not end it: it is the others' as well. */
  async runFor<T>(
    { owner, ids }: { readonly owner: string; readonly ids: () => readonly string[] },
    use: string,
    task: () => Promise<Timed<T>>,
  ): Promise<T> {
    const lane = this.open<T>({ owner }, use);
    try {
      return await lane.run(() => {
        const all = ids();
        const result = task();
        for (const id of all) add(this.running, id, result);
        return result.finally(() => {
          for (const id of all) remove(this.running, id, result);
        });
      });
    } finally {
      lane.close(new Error("The task is done."));
    }
  }

  /** Has a function called when a line ends, until what is returned is called. */
  watch(id: string, onEnd: () => void): () => void {
    const watcher = { close: onEnd };
    add(this.lanes, id, watcher);
    return () => {
      remove(this.lanes, id, watcher);
    };
  }

  /** Closes the lanes of a line, and waits until none of its tasks runs any more. */
  async end(id: string): Promise<void> {
    for (const lane of this.lanes.get(id) ?? [])
      lane.close(new ServiceError("NOT_FOUND", "The line was deleted meanwhile.", "id"));
    await Promise.allSettled([...(this.running.get(id) ?? [])]);
  }

  /** Closes all lanes, and whichever are opened later. */
  endAll(reason: ServiceError): void {
    this.ended ??= reason;
    for (const lanes of this.lanes.values()) for (const lane of lanes) lane.close(reason);
  }
}

function add<T>(sets: Map<string, Set<T>>, id: string, one: T): void {
  sets.set(id, (sets.get(id) ?? new Set()).add(one));
}

function remove<T>(sets: Map<string, Set<T>>, id: string, one: T): void {
  const set = sets.get(id);
  set?.delete(one);
  if (set?.size === 0) sets.delete(id);
}
