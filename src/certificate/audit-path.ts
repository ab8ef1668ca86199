import { nodeHash } from "../lib/merkle-tree.ts";

/** Leaves that follow each other in a tree: `first … end − 1` of `count`, counted from 0. */
export interface LeafRange {
  readonly count: bigint;
  readonly first: bigint;
  readonly end: bigint;
}

/** Gives the hashes of leaves, each once, in their order; null once there are no more. */
export type NextLeaf = () => Promise<Buffer | null>;

/**
 * What a tree's root is, and what proves that leaves are in it: the hashes beside them on their way to the root, from below.
 *
 * Of one leaf this is the audit path of RFC 6962, section 2.1.1, hash by hash. Of several it is made by the same rule: at a node that has
 * some of them on one side only, the hash of the other side follows that side's path.
 *
 * @param next gives all leaves of the tree.
 * @returns null where there are fewer.
 */
export async function auditPath(
  next: NextLeaf,
  range: LeafRange,
): Promise<{ readonly root: Buffer; readonly path: readonly Buffer[] } | null> {
  const path: Buffer[] = [];
  const hashOf = async (at: bigint, count: bigint): Promise<Buffer | null> => {
    if (count === 1n) return next();
    const split = splitOf(count);
    const left = await hashOf(at, split);
    const right = left && (await hashOf(at + split, count - split));
    if (left === null || right === null) return null;
    const [inLeft, inRight] = [meets(range, at, split), meets(range, at + split, count - split)];
    if (inLeft !== inRight) path.push(inLeft ? right : left);
    return nodeHash(left, right);
  };
  const root = await hashOf(0n, range.count);
  return root && { root, path };
}

/**
 * The root to which leaves lead along an audit path.
 *
 * @param next gives the leaves of the range.
 * @returns null unless leaves and path are as many as they must be.
 */
export async function rootAlong(next: NextLeaf, range: LeafRange, path: readonly Buffer[]): Promise<Buffer | null> {
  let taken = 0;
  const beside = () => path[taken++] ?? null;
  const hashOf = async (at: bigint, count: bigint): Promise<Buffer | null> => {
    if (count === 1n) return next();
    const split = splitOf(count);
    const [inLeft, inRight] = [meets(range, at, split), meets(range, at + split, count - split)];
    const left = inLeft ? await hashOf(at, split) : null;
    const right = inRight ? await hashOf(at + split, count - split) : null;
    const [first, second] = [inLeft ? left : beside(), inRight ? right : beside()];
    return first && second && nodeHash(first, second);
  };
  const root = await hashOf(0n, range.count);
  return taken === path.length && (await next()) === null ? root : null;
}

function meets({ first, end }: LeafRange, at: bigint, count: bigint): boolean {
  return first < at + count && at < end;
}

/** The largest power of two below a count of at least two. */
function splitOf(count: bigint): bigint {
  return 1n << BigInt((count - 1n).toString(2).length - 1);
}
