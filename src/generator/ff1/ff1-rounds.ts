import { createCipheriv } from "node:crypto";
import { BLOCK_BYTES, qBytes, ROUNDS, type Ff1Shape } from "./ff1-shape.ts";
import { encryptInPlace } from "./encrypt-blocks.ts";
import { kernel } from "../kernel/kernel.ts";
import type { KernelPlan, Place } from "../kernel/kernel-plan.ts";

/** What the rounds of all of a line's tokens have in common. */
export interface Ff1Rounds {
  /** A block for each token of a batch. */
  readonly blocks: Place;
  /** Encrypts the blocks of that many tokens where they lie. */
  readonly encrypt: (count: number) => void;
  /** The address of a round's first block, but for the token's half: AES(P) ⊕ the round at its place in Q. */
  readonly template: (round: number) => number;
}

/**
 * Starts FF1 with AES-256 and an empty tweak.
 *
 * P's part of the CBC-MAC is the same for all tokens and is computed once; what is left of a round is Q. Where Q is one block, a
 * round is one block per token, and one call of the cipher for the whole batch.
 */
export function ff1Rounds(key: Uint8Array, shape: Ff1Shape, plan: KernelPlan): Ff1Rounds {
  const cipher = createCipheriv("aes-256-ecb", key, null).setAutoPadding(false);
  const encryptedP = cipher.update(shape.p);
  const templates = new Uint8Array((ROUNDS + 1) * BLOCK_BYTES); // one more, for the blocks that the last round writes in vain
  for (let round = 0; round < ROUNDS; round++) {
    templates.set(encryptedP, round * BLOCK_BYTES);
    const tag = round * BLOCK_BYTES + qBytes(shape) - shape.b - 1;
    templates[tag] = (templates[tag] ?? 0) ^ round;
  }
  const place = plan.constant(templates);
  const blocks = plan.column(BLOCK_BYTES);
  return {
    blocks,
    encrypt: (count) => {
      encryptInPlace(cipher, kernel().bytes.subarray(blocks.address, blocks.address + count * BLOCK_BYTES));
    },
    template: (round) => place.address + round * BLOCK_BYTES,
  };
}
