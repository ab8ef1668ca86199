import { LRUCache } from "lru-cache";
import { ServiceError } from "../../errors.ts";
import { FairPlaces } from "../../lib/fair-places.ts";
import { startPool } from "../../lib/thread-pool.ts";
import type { CompiledFormat, FormatAnswer, FormatQuestion, SentRefusal } from "./compile-format.ts";

export type { CompiledFormat, FormatAnswer, FormatQuestion };

/** Formats of several customers are compiled side by side, those of one customer one after the other while others wait. */
const THREADS = 2;
/** How long an idle thread, with the automata that it keeps, stays for the next format. */
const IDLE_MS = 10_000;
/** Characters of all formats that are kept, and bytes beside each one's. */
const MAX_KEPT = 2 ** 23;
const ENTRY_SIZE = 1_024;

type Compiled = CompiledFormat | { readonly refusal: SentRefusal };

/**
 * Compiles formats in threads of their own: an automaton takes from a millisecond to a second, which neither the main thread nor those that make
 * tokens should be away for. What it comes to is small, and kept.
 */
export class FormatCompiler {
  private readonly places = new FairPlaces({ places: THREADS, reserved: 0 });
  private readonly kept = new LRUCache<string, Promise<Compiled>>({
    maxSize: MAX_KEPT,
    sizeCalculation: (_, text) => text.length + ENTRY_SIZE,
  });
  private readonly stopping = new AbortController();
  private readonly threads = startPool<
    string | FormatQuestion,
    never /* the functions' names say which result is whose */
  >(import.meta.url, {
    name: "compileFormat",
    minThreads: 0,
    maxThreads: THREADS,
    idleTimeout: IDLE_MS,
  });

  /**
   * @param text canonical.
   * @param owner who shares the threads with others.
   * @throws {ServiceError} `FORMAT_TOO_LARGE` or `FORMAT_EMPTY`; `SERVICE_STOPPING`.
   */
  async compile(text: string, owner = ""): Promise<CompiledFormat> {
    const compiled = await this.compiled(text, owner);
    if (!("refusal" in compiled)) return compiled;
    const { code, message, field, ...bounds } = compiled.refusal;
    throw new ServiceError(code, message, field, bounds);
  }

  /** What should be known of a format that can be compiled, before tokens are ordered. @throws {ServiceError} `SERVICE_STOPPING`. */
  describe(question: FormatQuestion, owner = ""): Promise<FormatAnswer> {
    return this.run(owner, () => this.threads.run(question, { name: "describeFormat" }));
  }

  async stop(): Promise<void> {
    this.stopping.abort(new ServiceError("SERVICE_STOPPING", "The service is stopping."));
    await this.threads.destroy();
  }

  /** Whoever asks for the same meanwhile waits for the same. */
  private compiled(text: string, owner: string): Promise<Compiled> {
    const known = this.kept.get(text);
    if (known !== undefined) return known;
    const compiled: Promise<Compiled> = this.run(owner, () => this.threads.run(text));
    this.kept.set(text, compiled);
    compiled.catch(() => this.kept.delete(text)); // a fault may pass, a refusal never does
    return compiled;
  }

  private async run<T>(owner: string, task: () => Promise<T>): Promise<T> {
    const { signal } = this.stopping;
    try {
      return await this.places.run(owner, task, signal);
    } catch (fault) {
      signal.throwIfAborted(); // the thread was ended for that reason
      throw fault;
    }
  }
}
