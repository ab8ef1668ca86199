import type { Piscina } from "piscina";
import { startPool } from "../../lib/thread-pool.ts";
import { logMark } from "../sqlite-files.ts";
import { type Checkpoint, runCheckpoint } from "./run-checkpoint.ts";

/** Bytes of a log that takes less time than starting a thread. */
const SMALL = 2 ** 20;
/** How long an idle thread stays for the next checkpoint. */
const IDLE_MS = 10_000;

/**
 * Brings SQLite's write-ahead log into its file.
 *
 * A checkpoint writes every page that has changed, and waits for the disk twice: tens of milliseconds in which the main thread would answer nobody.
 * So a large one has a thread of its own.
 */
export class WalCheckpoints {
  private threads: Piscina<Checkpoint, boolean> | null = null;

  constructor(private readonly file: string) {}

  /** @returns false while somebody who reads or writes prevents it. */
  async run(mode: Checkpoint["mode"]): Promise<boolean> {
    const checkpoint = { file: this.file, mode };
    if (Number(logMark(this.file)?.size ?? 0) < SMALL) return runCheckpoint(checkpoint);
    this.threads ??= startPool(import.meta.url, {
      name: "runCheckpoint",
      minThreads: 0,
      maxThreads: 1,
      idleTimeout: IDLE_MS,
    });
    return this.threads.run(checkpoint);
  }

  async stop(): Promise<void> {
    await this.threads?.destroy();
  }
}
