import { createHash, type Hash } from "node:crypto";

/** Bytes of each leaf but the last, which may be shorter. */
export const LEAF_BYTES = 2 ** 20;

/** Begins the hash of a leaf: so none can pass for an inner node, which has another first byte. */
export function startLeaf(): Hash {
  return createHash("sha256").update(Uint8Array.of(0));
}

/** The hash of the node above two others. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash("sha256").update(Uint8Array.of(1)).update(left).update(right).digest();
}

/** Leaves of a text of so many bytes. */
export function leavesOf(bytes: bigint): bigint {
  const leaf = BigInt(LEAF_BYTES);
  return (bytes + leaf - 1n) / leaf;
}

/** A complete tree over 2^level leaves. */
interface Peak {
  readonly level: number;
  readonly hash: Buffer;
}

/**
 * The Merkle tree over leaves that come one by one. Source: RFC 6962, section 2.1.
 *
 * Of n leaves it keeps one hash for each bit that n has set: the complete trees that they make up, the largest first. A tree over n leaves is
 * split at the largest power of two below n, so its root joins these from the right.
 */
export class MerkleTree {
  private readonly peaks: Peak[] = [];

  add(leaf: Buffer): void {
    let peak: Peak = { level: 0, hash: leaf };
    for (let last = this.peaks.at(-1); last?.level === peak.level; last = this.peaks.at(-1)) {
      this.peaks.pop();
      peak = { level: peak.level + 1, hash: nodeHash(last.hash, peak.hash) };
    }
    this.peaks.push(peak);
  }

  /** The hash of the whole tree; of one without a leaf, that of no bytes. */
  root(): Buffer {
    const [last, ...others] = this.peaks.toReversed();
    if (last === undefined) return createHash("sha256").digest();
    return others.reduce((right, { hash }) => nodeHash(hash, right), last.hash);
  }
}

/** Cuts a text, which comes piece by piece, into leaves, and hashes each. */
export class Leaves {
  private leaf: Hash | null = null;
  private leafBytes = 0;
  private readonly take: (leaf: Buffer) => void;

  /** @param take gets the hash of each leaf, in their order. */
  constructor(take: (leaf: Buffer) => void) {
    this.take = take;
  }

  update(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      const piece = bytes.subarray(at, at + LEAF_BYTES - this.leafBytes);
      this.leaf ??= startLeaf();
      this.leaf.update(piece);
      this.leafBytes += piece.length;
      at += piece.length;
      if (this.leafBytes === LEAF_BYTES) this.end();
    }
  }

  /** Takes what is left for the last leaf. */
  end(): void {
    if (this.leaf === null) return;
    this.take(this.leaf.digest());
    this.leaf = null;
    this.leafBytes = 0;
  }
}

/** The Merkle root of one text, which comes piece by piece. */
export class MerkleHash {
  /** Bytes so far. */
  length = 0;
  private readonly tree = new MerkleTree();
  private readonly leaves = new Leaves((leaf) => {
    this.tree.add(leaf);
  });

  update(bytes: Uint8Array): void {
    this.leaves.update(bytes);
    this.length += bytes.length;
  }

  /** @returns the root in hex. */
  digest(): string {
    this.leaves.end();
    return this.tree.root().toString("hex");
  }
}
