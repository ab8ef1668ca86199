import { readFileSync } from "node:fs";

/** An address in the kernel's memory. */
type Address = number;

/** What the sources in assembly/ export; they document it. */
interface KernelFunctions {
  shortStart(
    highs: Address,
    lows: Address,
    blocks: Address,
    template: Address,
    count: number,
    high: number,
    low: number,
    lowBase: number,
  ): void;
  shortBlocks(lows: Address, blocks: Address, template: Address, count: number): void;
  shortRound(
    halves: Address,
    blocks: Address,
    template: Address,
    count: number,
    base: number,
    inverse: number,
    offset: number,
  ): void;
  longStart(
    highs: Address,
    lows: Address,
    blocks: Address,
    template: Address,
    count: number,
    high: bigint,
    low: bigint,
    lowBase: bigint,
  ): void;
  longBlocks(halves: Address, blocks: Address, template: Address, count: number): void;
  longRound(halves: Address, blocks: Address, template: Address, count: number, modulus: Address): void;
  wideCount(highs: Address, lows: Address, stride: number, count: number, word32s: number, lowBase: Address): void;
  wideBlocks(blocks: Address, cells: Address, stride: number, count: number, template: Address): void;
  wideChain(blocks: Address, cells: Address, stride: number, count: number): void;
  wideKeep(blocks: Address, cells: Address, stride: number, count: number): void;
  wideAdd(halves: Address, stride: number, ys: Address, yStride: number, count: number, modulus: Address): void;
  complement(halves: Address, stride: number, word32s: number, count: number, last: Address): void;
  splitShort(halves: Address, cells: Address, stride: number, count: number, length: number, cutting: Address): void;
  splitLong(halves: Address, cells: Address, stride: number, count: number, length: number, cutting: Address): void;
  splitWide(
    halves: Address,
    halfStride: number,
    word32s: number,
    cells: Address,
    stride: number,
    count: number,
    length: number,
    groups: Address,
  ): void;
  joinShort(highs: Address, lows: Address, scores: Address, word32s: number, count: number, lowBase: number): void;
  joinWide(highs: Address, lows: Address, scores: Address, count: number, joining: Address): void;
  differences(scores: Address, signs: Address, word32s: number, count: number): void;
  writeDecimals(out: Address, scores: Address, signs: Address, word32s: number, count: number, room: Address): Address;
  renderFixed4(out: Address, groups: Address, count: number, shape: Address): void;
  renderFixed8(out: Address, groups: Address, count: number, shape: Address): void;
  renderFixed16(out: Address, groups: Address, count: number, shape: Address): void;
  renderMixed(out: Address, groups: Address, count: number, table: Address, digits: number, register: Address): Address;
  patchWords(cells: Address, stride: number, count: number, automaton: Address, base: Address, states: Address): void;
  unrankWords(
    numbers: Address,
    word32s: number,
    cells: Address,
    stride: number,
    count: number,
    automaton: Address,
  ): void;
  rankWords(cells: Address, stride: number, count: number, automaton: Address, numbers: Address, word32s: number): void;
  splitMixed(
    numbers: Address,
    word32s: number,
    cells: Address,
    stride: number,
    count: number,
    digits: number,
    cuts: Address,
    radices: Address,
  ): void;
  settle(
    highs: Address,
    lows: Address,
    stride: number,
    outHighs: Address,
    outLows: Address,
    positions: Address,
    count: number,
    isFirst: boolean,
    limit: Address,
  ): number;
  checkTokens(
    cells: Address,
    stride: number,
    count: number,
    start: number,
    steps: Address,
    end: Address,
    slot: number,
  ): void;
  renderRows(out: Address, cells: Address, stride: number, count: number, texts: Address, end: Address): Address;
  renderTexts(out: Address, cells: Address, stride: number, count: number, texts: Address, end: Address): Address;
  mixPoints(register: Address, cells: Address, stride: number, count: number, digits: number, tables: Address): void;
  mixRows(register: Address, rows: Address, stride: number, count: number): void;
}

/** Node has it, its types have not. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { readonly exports: unknown };
};

/** The WebAssembly kernel of this thread. */
export interface Kernel extends KernelFunctions {
  /** All of its memory; another array after it has grown. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Makes the memory that large at least; it never shrinks. */
  grow(bytes: number): void;
}

let started: Kernel | undefined;

/** The kernel, started on first use: one for each thread, as its memory is no line's own. */
export function kernel(): Kernel {
  started ??= startKernel();
  return started;
}

export function isKernelStarted(): boolean {
  return started !== undefined;
}

const PAGE_BYTES = 2 ** 16;

interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

function startKernel(): Kernel {
  const module = new WebAssembly.Module(readFileSync(new URL("./kernel.wasm", import.meta.url)));
  // The exports of assembly/index.ts, which the build compiles to a file beside this one.
  const exported = new WebAssembly.Instance(module).exports as KernelFunctions & { readonly memory: Memory };
  const { memory } = exported;
  const running = {
    ...exported,
    bytes: new Uint8Array(memory.buffer),
    grow: (bytes: number) => {
      if (bytes <= running.bytes.byteLength) return;
      memory.grow(Math.ceil((bytes - running.bytes.byteLength) / PAGE_BYTES));
      running.bytes = new Uint8Array(memory.buffer);
    },
  };
  return running;
}
