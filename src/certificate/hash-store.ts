import { randomUUID } from "node:crypto";
import { closeSync, openSync, readSync, unlinkSync, writeSync } from "node:fs";
import { join } from "node:path";
import { OperatorError } from "../errors.ts";

export interface HashStoreOptions {
  /** Where what does not fit into memory goes. */
  readonly folder: string;
  /** How many parts the hashes are kept in, by their first bits; one of them is held in memory at a time. A power of two, from 2 on. */
  readonly partitions: number;
  /** Hashes of one part that are collected before they are written. */
  readonly blockHashes: number;
}

/** Both halves without a sign. */
export interface Hash {
  readonly high: number;
  readonly low: number;
}

/** 16 MiB for blocks; one of these parts of a billion hashes has 8 MB. */
export const USUAL_STORE = { partitions: 1_024, blockHashes: 2_048 } as const;

/**
 * Collects 64-bit hashes, more than memory holds, and finds those that came more than once.
 *
 * Equal hashes have equal first bits, so each part is sorted by itself. The file that holds them has no name from its first moment on: the
 * operating system removes it when the process ends, in whichever way.
 */
export class HashStore {
  private readonly shift: number;
  private readonly blocks: Uint32Array;
  private readonly blockWords: number;
  /** Words in the block of each part. */
  private readonly filled: Int32Array;
  /** Where the blocks of each part were written, as their numbers in the file. */
  private readonly written: number[][];
  private file: number | null = null;
  private blocksInFile = 0;

  constructor(private readonly options: HashStoreOptions) {
    const { partitions, blockHashes } = options;
    this.shift = 32 - Math.log2(partitions);
    this.blockWords = 2 * blockHashes;
    this.blocks = new Uint32Array(partitions * this.blockWords);
    this.filled = new Int32Array(partitions);
    this.written = Array.from({ length: partitions }, () => []);
  }

  /** @throws {OperatorError} when the disk is full. */
  add(high: number, low: number): void {
    const part = high >>> this.shift;
    const filled = this.filled[part] ?? 0;
    const at = part * this.blockWords + filled;
    this.blocks[at] = high;
    this.blocks[at + 1] = low;
    this.filled[part] = filled + 2;
    if (filled + 2 === this.blockWords) this.write(part);
  }

  /** Part by part, the hashes that were added more than once, each once. */
  *repeated(): Generator<Hash[], void, undefined> {
    for (let part = 0; part < this.filled.length; part++) {
      const words = this.load(part);
      new BigUint64Array(words.buffer).sort(); // in one order or another: equal ones lie together
      const found: Hash[] = [];
      for (let at = 2; at < words.length; at += 2) {
        if (isSame(words, at, at - 2) && !isSame(words, at - 2, at - 4))
          found.push({ high: words[at] ?? 0, low: words[at + 1] ?? 0 });
      }
      yield found;
    }
  }

  close(): void {
    if (this.file !== null) closeSync(this.file);
    this.file = null;
  }

  private write(part: number): void {
    this.file ??= openNameless(this.options.folder);
    const block = this.blocks.subarray(part * this.blockWords, (part + 1) * this.blockWords);
    const bytes = new Uint8Array(block.buffer, block.byteOffset, block.byteLength);
    writeAll(this.file, bytes, this.blocksInFile * bytes.length);
    this.written[part]?.push(this.blocksInFile);
    this.blocksInFile += 1;
    this.filled[part] = 0;
  }

  /** All words of a part, in a buffer of their own. */
  private load(part: number): Uint32Array<ArrayBuffer> {
    const written = this.written[part] ?? [];
    const rest = this.filled[part] ?? 0;
    const words = new Uint32Array(written.length * this.blockWords + rest);
    const blockBytes = this.blockWords * 4;
    for (const [at, block] of written.entries()) {
      if (this.file !== null)
        readAll(this.file, new Uint8Array(words.buffer, at * blockBytes, blockBytes), block * blockBytes);
    }
    words.set(
      this.blocks.subarray(part * this.blockWords, part * this.blockWords + rest),
      written.length * this.blockWords,
    );
    return words;
  }
}

function isSame(words: Uint32Array, a: number, b: number): boolean {
  return words[a] === words[b] && words[a + 1] === words[b + 1];
}

function openNameless(folder: string): number {
  const path = join(folder, `tokenworks-${randomUUID()}`);
  try {
    const file = openSync(path, "wx+", 0o600);
    unlinkSync(path);
    return file;
  } catch (cause) {
    throw new OperatorError(
      `The folder for temporary files, ${folder}, cannot be written: set TMPDIR to one that can.`,
      { cause },
    );
  }
}

function writeAll(file: number, bytes: Uint8Array, position: number): void {
  try {
    for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done, bytes.length - done, position + done);
  } catch (cause) {
    if (!isFull(cause)) throw cause;
    throw new OperatorError(
      "The temporary file, 8 bytes for each token, cannot grow: the disk is full. Set TMPDIR to a folder with more room.",
      { cause },
    );
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");
}

function readAll(file: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length;) {
    const got = readSync(file, bytes, done, bytes.length - done, position + done);
    if (got === 0) throw new Error("The temporary file is shorter than it was written.");
    done += got;
  }
}
