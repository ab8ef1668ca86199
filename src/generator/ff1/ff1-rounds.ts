import { createCipheriv, createSecretKey } from "node:crypto";
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
  /** The address of AES(P) ⊕ the first block of a round's Q without NUM(B). */
  readonly template: (round: number) => number;
}

/**
 * Prepares FF1's rounds with AES-256 and an empty tweak: step 6 of NIST SP 800-38G, Algorithm 7, has for each round i
 *
 *     i.   Let Q = T || [0]^((−t−b−1) mod 16) || [i]¹ || [NUM(B)]^b.
 *     ii.  Let R = PRF(P || Q).
 *
 * PRF is AES-CBC-MAC (Algorithm 6): with Q = Q₁ || Q₂ …, R = … AES(AES(AES(P) ⊕ Q₁) ⊕ Q₂) …. So AES(P), the same for all tokens and
 * rounds, is computed once; it is put together with the only other constant of Q, the byte [i]¹, in a template. Where b ≤ 15, Q is one
 * block: a round then encrypts one block for each token, template ⊕ NUM(B), and one call of the cipher does it for a whole batch.
 */
export function ff1Rounds(key: Uint8Array, shape: Ff1Shape, plan: KernelPlan): Ff1Rounds {
  const cipher = createCipheriv("aes-256-ecb", createSecretKey(key), null).setAutoPadding(false);
  const encryptedP = cipher.update(shape.p);
  const templates = new Uint8Array((ROUNDS + 1) * BLOCK_BYTES); // one more, for the kernels that write the next round's blocks after the last round, too
  for (let round = 0; round < ROUNDS; round++) {
    templates.set(encryptedP, round * BLOCK_BYTES);
    const roundByte = round * BLOCK_BYTES + qBytes(shape) - shape.b - 1; // in the first block, as b fills all the others
    templates[roundByte] = (templates[roundByte] ?? 0) ^ round;
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
