import type { Runtime, Timer } from "../lib/runtime.ts";
import { type FileMark, markOf } from "./file-mark.ts";
import { FileNote } from "./file-note.ts";
import { logMark } from "./sqlite-files.ts";

const LOOK_EVERY_MS = 2_000;
/** How large the write-ahead log may grow before it is brought into the file: about a thousand pages, as SQLite itself would have it. */
const LOG_BYTES = 2 ** 22;

export interface FileWatchDeps extends Pick<Runtime, "timer"> {
  readonly file: string;
  /** Brings what the write-ahead log holds into the file, as far as readers let it. */
  readonly checkpoint: () => Promise<void>;
  /** Brings all of it into the file and leaves it empty; answers false while somebody reads or writes. */
  readonly truncate: () => Promise<boolean>;
  /** Told when the file is no longer in its place, and when it is again. */
  readonly onLost: (isLost: boolean) => void;
  /** Told once that the file was written by somebody else. */
  readonly onForeignWrite: () => void;
  /** Told what goes wrong; it is tried again. */
  readonly onFault: (fault: unknown) => void;
}

/**
 * Watches over the file of the open database: whether it is still in its place, and that its note tells the truth.
 *
 * Whatever is written to the file itself, and not to its log, is written here: so a change that was not made here was made by somebody else.
 */
export class FileWatch {
  /** True while the open file is not the one that its name leads to. */
  isLost = false;
  private readonly note: FileNote;
  private readonly inode: string | undefined;
  private timer: Timer | null = null;
  private sealed: FileMark | null = null;
  private settling: Promise<void> = Promise.resolve();
  private settledLog: string | undefined;
  private isForeign = false;
  private isStopped = false;

  private constructor(private readonly deps: FileWatchDeps) {
    this.note = new FileNote(deps.file);
    this.inode = markOf(deps.file)?.inode;
  }

  /** Begins with a settled file. */
  static async start(deps: FileWatchDeps): Promise<FileWatch> {
    const watch = new FileWatch(deps);
    await watch.settle();
    watch.timer = deps.timer(LOOK_EVERY_MS, () => void watch.look());
    return watch;
  }

  /**
   * For whoever is about to write, or to tell that something is written.
   *
   * @throws {MovedFileError} where the open file is not in its place any more, so that what is written to it will be gone.
   */
  refuseMoved(): void {
    this.seeWhetherLost();
    if (this.isLost) throw new MovedFileError();
  }

  /** Brings the log into the file; meanwhile the note says that the file is being written. */
  settle(): Promise<void> {
    this.settling = this.settling
      .then(() => this.settleBy(this.deps.checkpoint))
      .catch((fault: unknown) => {
        this.deps.onFault(fault);
      });
    return this.settling;
  }

  /** As `settle()`, and leaves the log empty; answers false while somebody reads or writes, and throws what goes wrong. */
  empty(): Promise<boolean> {
    const emptied = this.settling.then(() => this.settleBy(this.deps.truncate));
    this.settling = emptied.then(done, done);
    return emptied;
  }

  /** Another database may have everything by now; null for that it has not. */
  move(to: string | null): void {
    this.note.move(to);
  }

  /** Everything in the file goes on elsewhere: no start opens it any more. */
  moved(at: Date): void {
    this.note.moved(at);
  }

  /** Before the database is closed, which writes the file once more. */
  async stop(): Promise<void> {
    this.isStopped = true;
    this.timer?.stop();
    await this.settling;
    this.seeWhetherForeign();
    if (!this.isLost) this.note.open();
  }

  /** After it was closed. */
  closed(): void {
    this.seeWhetherLost();
    if (!this.isLost && !this.isForeign) this.note.seal("closed");
  }

  private async look(): Promise<void> {
    this.seeWhetherLost();
    if (!this.isLost) {
      await this.settling;
      this.seeWhetherForeign();
      const log = logMark(this.deps.file);
      if (!this.isStopped && log !== null && Number(log.size) >= LOG_BYTES && log.writtenNs !== this.settledLog)
        await this.settle();
    }
    if (!this.isStopped) this.timer?.restart();
  }

  private async settleBy<Result>(bringIn: () => Promise<Result>): Promise<Result> {
    this.seeWhetherForeign();
    this.note.open();
    const result = await bringIn();
    this.settledLog = logMark(this.deps.file)?.writtenNs;
    if (!this.isForeign && !this.isLost) this.sealed = this.note.seal("sealed");
    return result;
  }

  private seeWhetherLost(): void {
    const isLost = markOf(this.deps.file)?.inode !== this.inode;
    if (isLost === this.isLost) return;
    this.isLost = isLost;
    this.deps.onLost(isLost);
  }

  /** From then on nothing is sealed any more: the next start looks at every page. */
  private seeWhetherForeign(): void {
    const found = markOf(this.deps.file);
    if (this.isForeign || this.sealed === null || found?.inode !== this.inode) return;
    this.isForeign = found?.size !== this.sealed.size || found.writtenNs !== this.sealed.writtenNs;
    if (!this.isForeign) return;
    this.note.open();
    this.deps.onForeignWrite();
  }
}

function done(): void {
  // Whoever asked for it has the result.
}

/** Nobody's fault but the disk's; by SQLite's own code for it, so that it is answered as one. */
export class MovedFileError extends Error {
  override readonly name = "MovedFileError";
  readonly code = "SQLITE_READONLY_DBMOVED";

  constructor() {
    super("The database's file was moved or deleted while the service is at work.");
  }
}
