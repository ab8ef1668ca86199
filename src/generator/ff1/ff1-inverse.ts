import { qBytes, ROUNDS, type Ff1Shape } from "./ff1-shape.ts";
import { fitsLong, longModulus } from "./ff1-long.ts";
import { ff1Rounds } from "./ff1-rounds.ts";
import { wideDraw, wideSide } from "./ff1-wide.ts";
import { kernel } from "../kernel/kernel.ts";
import type { KernelPlan, Place } from "../kernel/kernel-plan.ts";
import type { HalfColumn } from "../kernel/token-source.ts";
import { toWord32s } from "../kernel/word32s.ts";

/** Finds the indexes of tokens. Both are numbers in the kernel's memory. */
export interface Ff1Inverse {
  /** The high and the low halves: of the tokens before `undo()`, of their indexes afterwards. */
  readonly halves: readonly [HalfColumn, HalfColumn];
  /** Turns the halves of a batch of tokens into those of their indexes. */
  undo(count: number): void;
}

/**
 * FF1.Decrypt, Algorithm 8 of NIST SP 800-38G: the rounds in reverse order, by the kernels that make tokens. The kernel of 64-bit words serves
 * short halves, too: a line is asked for far fewer tokens than it makes.
 */
export function ff1Inverse(key: Uint8Array, shape: Ff1Shape, plan: KernelPlan): Ff1Inverse {
  return fitsLong(shape) ? longInverse(key, shape, plan) : wideInverse(key, shape, plan);
}

interface Side extends HalfColumn {
  readonly modulus: Place;
  /** The largest half. */
  readonly last: Place;
}

function longInverse(key: Uint8Array, shape: Ff1Shape, plan: KernelPlan): Ff1Inverse {
  const { blocks, encrypt, template } = ff1Rounds(key, shape, plan);
  const side = (digits: number, base: bigint): Side => ({
    digits,
    word32s: 2,
    stride: 8,
    place: plan.column(8),
    modulus: longModulus(base, shape.d, plan),
    last: lastOf(base, 2, plan),
  });
  return inverse(side(shape.u, shape.highBase), side(shape.v, shape.lowBase), (round, { from, to, count }) => {
    const even = 2 * Math.ceil(count / 2);
    kernel().longBlocks(from.place.address, blocks.address, template(round), even);
    encrypt(even);
    kernel().longRound(to.place.address, blocks.address, template(ROUNDS), even, to.modulus.address);
  });
}

function wideInverse(key: Uint8Array, shape: Ff1Shape, plan: KernelPlan): Ff1Inverse {
  const rounds = ff1Rounds(key, shape, plan);
  const side = (digits: number, base: bigint): Side => ({
    ...wideSide(digits, base, shape, plan),
    last: lastOf(base, qBytes(shape) / 4, plan),
  });
  const draw = wideDraw(rounds, shape, plan);
  return inverse(side(shape.u, shape.highBase), side(shape.v, shape.lowBase), (round, { from, to, count }) => {
    draw.fill(round, from, count);
    kernel().wideAdd(to.place.address, to.stride, draw.ys(), draw.stride, count, to.modulus.address);
  });
}

function lastOf(base: bigint, words: number, plan: KernelPlan): Place {
  return plan.constant(new Uint8Array(toWord32s(base - 1n, words).buffer));
}

type AddRound = (round: number, halves: { readonly from: Side; readonly to: Side; readonly count: number }) => void;

/** Step 6 vi, c = (NUM(B) − y) mod radix^m, by complements: what adds y to the complement of a half subtracts it from the half. */
function inverse(high: Side, low: Side, add: AddRound): Ff1Inverse {
  return {
    halves: [high, low],
    undo: (count) => {
      for (let round = ROUNDS - 1; round >= 0; round--) {
        const [from, to] = round % 2 === 0 ? [low, high] : [high, low];
        complement(to, count);
        add(round, { from, to, count });
        complement(to, count);
      }
    },
  };
}

function complement({ place, stride, word32s, last }: Side, count: number): void {
  kernel().complement(place.address, stride, word32s, count, last.address);
}
