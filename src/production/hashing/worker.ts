/** What runs in the hashing threads. Node loads this file as it is, so it and all that it imports keep to erasable TypeScript. */
import { move, transferableSymbol, valueSymbol } from "piscina";
import { MerkleHash } from "../../lib/merkle-tree.ts";
import { releaseMemory } from "../../lib/release-memory.ts";
import { lowerPriority } from "../../lib/worker-thread.ts";
import { type HashedText, TextHashes } from "../../lib/text-hashes.ts";

/** Which text, and how many bytes of it came before: a thread that has been replaced must not go on as if it had seen them. */
interface TextTask {
  readonly id: number;
  readonly at: number;
}

export interface LeavesTask extends TextTask {
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface PieceTask extends LeavesTask {
  readonly seed: string | null;
}

export type EndTask = TextTask;

export interface DropTask {
  readonly id: number;
}

lowerPriority();

const texts = new Map<number, TextHashes>();
const trees = new Map<number, MerkleHash>();

/** Gives the bytes back, whose leaves are still to be hashed. */
export function hashPiece({ id, at, seed, bytes }: PieceTask): unknown {
  if (at === 0) texts.set(id, new TextHashes(seed));
  after(texts, { id, at }).update(bytes);
  return move({ [transferableSymbol]: bytes.buffer, [valueSymbol]: bytes });
}

export function hashLeaves({ id, at, bytes }: LeavesTask): void {
  if (at === 0) trees.set(id, new MerkleHash());
  after(trees, { id, at }).update(bytes);
  releaseMemory(bytes);
}

export function endText(task: EndTask): Omit<HashedText, "merkleRoot"> {
  const hashed = after(texts, task).digest();
  texts.delete(task.id);
  return hashed;
}

export function endTree(task: EndTask): string {
  const root = after(trees, task).digest();
  trees.delete(task.id);
  return root;
}

/** Of a text whose hashes, leaves or both are here. */
export function dropText({ id }: DropTask): void {
  texts.delete(id);
  trees.delete(id);
}

function after<Hashes extends { readonly length: number }>(kept: Map<number, Hashes>, { id, at }: TextTask): Hashes {
  const hashes = kept.get(id);
  if (hashes?.length !== at) throw new Error(`The thread has hashed ${hashes?.length ?? 0} of the ${at} bytes before.`);
  return hashes;
}
