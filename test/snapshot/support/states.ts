import fc from "fast-check";
import { Keyring } from "../../../src/access/keyring.ts";
import { startRegister } from "../../../src/generator/line/checksum.ts";
import { sealSnapshot } from "../../../src/snapshot/seal-snapshot.ts";
import type { LineState } from "../../../src/snapshot/line-state.ts";
import { DICE, keyOf, UPPER_EPCG30 } from "../../generator/support/lines.ts";

export const [OLD_KEY, NEW_KEY, OTHER_KEY] = [1, 2, 3].map(keyOf) as [Uint8Array, Uint8Array, Uint8Array]; // three of three

export const RING = new Keyring([OLD_KEY]);

const BASE: LineState = {
  lineId: "7d6a4c7e-9b1f-4f58-8f4e-0d6a2f3b1c5d",
  customerId: "00000000-0000-4000-8000-000000000000",
  generatorVersion: 1,
  key: keyOf(4),
  alphabet: { id: "DICE", chars: DICE },
  digits: 5,
  nextIndex: 1_000n,
  register: Uint32Array.of(0x2680, 0x2681, 0, 7, 0x2685),
  partNumber: 1,
};

export const DICE_5 = BASE;
export const EPCG30_20 = stateOf({
  alphabet: { id: "UPPER_EPCG30", chars: UPPER_EPCG30 },
  digits: 20,
  nextIndex: 50_000n,
  partNumber: 3,
});

/** A state that differs from that of five dice in what is given; its register is a line's first, unless it is given, too. */
export function stateOf(given: Partial<LineState>): LineState {
  const state = { ...BASE, ...given };
  return { ...state, register: given.register ?? startRegister(state.alphabet.chars, state.digits) };
}

/** Seals by the old key, with a salt that changes from byte to byte. */
export function sealed(state: LineState, keyring = RING): Buffer {
  return sealSnapshot(state, {
    keyring,
    randomBytes: (count) => Uint8Array.from({ length: count }, (_, at) => 7 * at),
  });
}

const symbol = fc
  .oneof(
    fc.integer({ min: 0x21, max: 0x7e }),
    fc.integer({ min: 0xa1, max: 0xd7ff }),
    fc.integer({ min: 0xe000, max: 0x10_ffff }),
  )
  .map((point) => String.fromCodePoint(point));

/** States of lines of all shapes, astral characters among them. */
export const states: fc.Arbitrary<LineState> = fc
  .record({
    lineId: fc.uuid(),
    customerId: fc.uuid(),
    generatorVersion: fc.constant(1),
    key: fc.uint8Array({ minLength: 32, maxLength: 32 }),
    alphabet: fc.record({
      id: fc.stringMatching(/^[A-Z][A-Z0-9_]{0,63}$/),
      chars: fc.uniqueArray(symbol, { minLength: 2, maxLength: 300 }).map((symbols) => symbols.join("")),
    }),
    digits: fc.oneof(fc.integer({ min: 1, max: 1_000 }), fc.constantFrom(1, 1_000)),
    partNumber: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
  })
  .chain((line) => {
    const points = Array.from(line.alphabet.chars, (one) => one.codePointAt(0) ?? 0);
    const capacity = BigInt(points.length) ** BigInt(line.digits);
    const width = Math.max(...points).toString(2).length;
    return fc
      .record({
        nextIndex: fc.oneof(fc.bigInt({ min: 0n, max: capacity }), fc.constantFrom(0n, 1n, capacity - 1n, capacity)),
        register: fc.uint32Array({ minLength: line.digits, maxLength: line.digits, max: 2 ** width - 1 }),
      })
      .map((place) => ({ ...line, ...place }));
  });
