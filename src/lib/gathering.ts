import { AsyncLocalStorage } from "node:async_hooks";
import { setImmediate as nextTurn } from "node:timers/promises";

/** A task that waits to be done together with others. */
export interface Gathered<Task, Result> {
  readonly task: Task;
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: unknown) => void;
}

export interface GatheringOptions<Task, Result> {
  /** Tasks that are done together at most. */
  readonly most: number;
  /** Groups of one name that are under way at the same time at most; what comes meanwhile makes the next ones. */
  readonly places: number;
  /** Settles each task of one name; those that it leaves are rejected, with what it throws. */
  readonly together: (name: string, group: readonly Gathered<Task, Result>[]) => Promise<void>;
}

interface Named<Task, Result> {
  readonly waiting: Gathered<Task, Result>[];
  running: number;
}

/** Gathers tasks of one name that come at the same time, so that they share what each would cost alone. */
export class Gathering<Task, Result> {
  private readonly names = new Map<string, Named<Task, Result>>();
  /** What is done together is nobody's request, whoever has come first. */
  private readonly outside = AsyncLocalStorage.snapshot();

  constructor(private readonly options: GatheringOptions<Task, Result>) {}

  add(name: string, task: Task): Promise<Result> {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    const named = this.names.get(name) ?? { waiting: [], running: 0 };
    this.names.set(name, named);
    named.waiting.push({ task, resolve, reject });
    if (named.running < this.options.places) this.outside(() => void this.run(name, named));
    return promise;
  }

  private async run(name: string, named: Named<Task, Result>): Promise<void> {
    named.running += 1;
    while (named.waiting.length > 0) {
      await nextTurn(); // for whoever else is ready
      const group = named.waiting.splice(0, this.options.most);
      if (group.length > 0) await this.settle(name, group);
    }
    named.running -= 1;
    if (named.running === 0) this.names.delete(name);
  }

  private async settle(name: string, group: readonly Gathered<Task, Result>[]): Promise<void> {
    try {
      await this.options.together(name, group);
      const leftOut = new Error("A task was left out.");
      for (const { reject } of group) reject(leftOut); // which does nothing to those that are settled
    } catch (reason) {
      for (const { reject } of group) reject(reason);
    }
  }
}
