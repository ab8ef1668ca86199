import { isKernelStarted, kernel } from "./kernel.ts";

/** Where something lies in the kernel's memory; known when the plan is closed. */
export interface Place {
  readonly address: number;
}

/** A line's use of the kernel's memory. */
export interface KernelLayout {
  /** Tokens that are computed together. */
  readonly batchTokens: number;
  /** What the line needs in memory before it computes, from `IMAGE_START` on. */
  readonly image: Uint8Array;
  /** What it needs in memory besides, and shares with other lines. */
  readonly shared: readonly Shared[];
}

/** Bytes that are no line's own, such as the tables of a format. */
interface Shared {
  readonly place: Place;
  readonly bytes: Uint8Array;
}

/**
 * Enough tokens to share the cost of calling the cipher, yet 16 bytes of output for each stay below 128 KiB, where the C library
 * begins to map and unmap memory on every call: 7,168 × 16 = 112 KiB.
 */
const MAX_TOKENS = 7_168;

/** Columns of one batch, in bytes: few enough to stay in a processor's second-level cache. */
const BATCH_BYTES = 2 ** 19;

/** The first page belongs to the compiler. */
const IMAGE_START = 2 ** 16;

/** What lines share begins here; a line's own is below. */
const SHARED_START = 2 ** 25;

/** Room behind each column: kernels work on four tokens at once, and write sixteen bytes at once. */
const SLACK_BYTES = 64;

/**
 * Lays out the kernel's memory for one line: its constants, then columns with a cell for each token of a batch.
 *
 *     0           IMAGE_START                                                                     4 MiB
 *     │ compiler's │ constants: the image    │ column         │ column           │ …  │ unused │
 *     │ own page   │ loaded before a batch   │ high halves    │ low halves       │    │        │
 *                                            └ cell 0, cell 1, … cell batchTokens − 1, slack
 *
 * Everything begins at a multiple of 16. A line that is enciphered has these columns, in this order:
 *
 *     blocks      16 bytes a token   what AES encrypts: Q, then R (and the blocks of S after it)
 *     high, low   4, 8 or 16·k       A and B, little-endian; 16·k is as long as Q
 *     y           16·k               wide halves alone: S, little-endian
 *     digit groups, scores, text     what the writer of the line makes of the halves
 *
 * The tables of a format lie above all that, at the same place for each of its lines; the memory grows to hold them.
 */
export class KernelPlan {
  private readonly constants: Uint8Array[] = [];
  private readonly shared: Shared[] = [];
  private readonly columns: { place: { address: number }; tokenBytes: number }[] = [];
  private end = IMAGE_START;
  private sharedEnd = SHARED_START;

  /** Bytes that are there whenever the line computes. */
  constant(bytes: Uint8Array): Place {
    const place = { address: this.end };
    this.constants.push(bytes);
    this.end += aligned(bytes.byteLength);
    return place;
  }

  /** Bytes that are there whenever the line computes, but are not copied into its image: those of a format, which its lines share. */
  sharedConstant(bytes: Uint8Array): Place {
    const place = { address: this.sharedEnd };
    this.shared.push({ place, bytes });
    this.sharedEnd += aligned(bytes.byteLength);
    return place;
  }

  /** Room for that many bytes of each token of a batch. */
  column(tokenBytes: number): Place {
    const place = { address: 0 };
    this.columns.push({ place, tokenBytes });
    return place;
  }

  close(): KernelLayout {
    const image = this.image();
    const tokenBytes = this.columns.reduce((sum, column) => sum + column.tokenBytes, 0);
    const batchTokens = Math.min(MAX_TOKENS, Math.max(4, 4 * Math.floor(BATCH_BYTES / tokenBytes / 4)));
    for (const { place, tokenBytes } of this.columns) {
      place.address = this.end;
      this.end += aligned(batchTokens * tokenBytes + SLACK_BYTES);
    }
    if (this.end > SHARED_START) throw new Error(`A line needs ${this.end} bytes of the kernel's memory.`);
    kernel().grow(this.shared.length === 0 ? this.end : this.sharedEnd);
    return { batchTokens, image, shared: this.shared };
  }

  private image(): Uint8Array {
    const image = new Uint8Array(this.end - IMAGE_START);
    let at = 0;
    for (const bytes of this.constants) {
      image.set(bytes, at);
      at += aligned(bytes.byteLength);
    }
    return image;
  }
}

let loaded: Uint8Array | undefined;

/** What the line that was loaded last shares is still there. */
let loadedShared: readonly Shared[] = [];

/** Puts a line's constants into memory, unless they are the ones that are there. */
export function loadImage({ image, shared }: Pick<KernelLayout, "image" | "shared">): void {
  if (loaded === image) return;
  const { bytes } = kernel();
  bytes.set(image, IMAGE_START);
  for (const each of shared)
    if (!loadedShared.some((other) => isSame(each, other))) bytes.set(each.bytes, each.place.address);
  loaded = image;
  loadedShared = shared;
}

function isSame(a: Shared, b: Shared): boolean {
  return a.bytes === b.bytes && a.place.address === b.place.address;
}

/** Overwrites whatever lines have left in this thread's memory: constants, and the tokens of the last batch. */
export function clearKernel(): void {
  loaded = undefined;
  loadedShared = [];
  if (isKernelStarted()) kernel().bytes.fill(0, IMAGE_START);
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / 16) * 16;
}
