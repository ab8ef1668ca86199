import { BLOCK_BYTES } from "./ff1-shape.ts";

/*
 * The numbers y that a round adds, each the start of an AES block; there is one block per half.
 *
 * A number y of 64 or 96 bits is reduced from the top down: 48 bits, then as many more as keep the remainder's product below 2^51.
 * The quotient is a product with 1/base; half a unit keeps it clear of every whole number on whichever side rounding errs, as
 * long as the error, x / base × 2^-52, is below 0.5 / base: for all x below 2^51.
 */

/** Adds y of 8 bytes to every half: halves of 4 bytes or fewer, so `base` is at most 2^32. */
export function addEightBytes(drawn: DataView, halves: Float64Array, base: number): void {
  const inverse = 1 / base;
  for (let token = 0; token < halves.length; token++) {
    const at = token * BLOCK_BYTES;
    const second = drawn.getUint32(at + 4);
    let rest = drawn.getUint32(at) * 65_536 + (second >>> 16);
    rest -= Math.floor((rest + 0.5) * inverse) * base;
    rest = rest * 65_536 + (second & 0xffff);
    rest -= Math.floor((rest + 0.5) * inverse) * base;
    const sum = (halves[token] ?? 0) + rest;
    halves[token] = sum < base ? sum : sum - base;
  }
}

/** Adds y of 12 bytes to every half: halves of 5 bytes, so `base` is below 2^38.5 and a remainder takes 12 more bits. */
export function addTwelveBytes(drawn: DataView, halves: Float64Array, base: number): void {
  const inverse = 1 / base;
  for (let token = 0; token < halves.length; token++) {
    const at = token * BLOCK_BYTES;
    const second = drawn.getUint32(at + 4);
    const third = drawn.getUint32(at + 8);
    let rest = drawn.getUint32(at) * 65_536 + (second >>> 16);
    rest -= Math.floor((rest + 0.5) * inverse) * base;
    rest = rest * 4_096 + ((second >>> 4) & 0xfff);
    rest -= Math.floor((rest + 0.5) * inverse) * base;
    rest = rest * 4_096 + (((second & 0xf) << 8) | (third >>> 24));
    rest -= Math.floor((rest + 0.5) * inverse) * base;
    rest = rest * 4_096 + ((third >>> 12) & 0xfff);
    rest -= Math.floor((rest + 0.5) * inverse) * base;
    rest = rest * 4_096 + (third & 0xfff);
    rest -= Math.floor((rest + 0.5) * inverse) * base;
    const sum = (halves[token] ?? 0) + rest;
    halves[token] = sum < base ? sum : sum - base;
  }
}
