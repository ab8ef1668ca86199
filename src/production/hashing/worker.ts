/** What runs in the hashing threads. Node loads this file as it is, so it and all that it imports keep to erasable TypeScript. */
import { releaseMemory } from "../../lib/release-memory.ts";
import { lowerPriority } from "../../lib/worker-thread.ts";
import { type HashedText, TextHashes } from "../../lib/text-hashes.ts";

/** Which text, and how many bytes of it came before: a thread that has been replaced must not go on as if it had seen them. */
interface TextTask {
  readonly id: number;
  readonly at: number;
}

export interface PieceTask extends TextTask {
  readonly seed: string | null;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export type EndTask = TextTask;

export interface DropTask {
  readonly id: number;
}

lowerPriority();

const texts = new Map<number, TextHashes>();

export function hashPiece({ id, at, seed, bytes }: PieceTask): void {
  if (at === 0) texts.set(id, new TextHashes(seed));
  textAt({ id, at }).update(bytes);
  releaseMemory(bytes);
}

export function endText(task: EndTask): HashedText {
  const hashed = textAt(task).digest();
  texts.delete(task.id);
  return hashed;
}

export function dropText({ id }: DropTask): void {
  texts.delete(id);
}

function textAt({ id, at }: TextTask): TextHashes {
  const text = texts.get(id);
  if (text?.length !== at) throw new Error(`The thread has hashed ${text?.length ?? 0} of the ${at} bytes before.`);
  return text;
}
