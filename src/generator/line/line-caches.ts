import { createHmac, createSecretKey, randomBytes } from "node:crypto";
import { ByteCache } from "./byte-cache.ts";
import { clearKernel } from "../kernel/kernel-plan.ts";
import type { GeneratorLine } from "./line.ts";

/** A key that only this thread has. */
const secret = createSecretKey(randomBytes(32));

/** All caches of this thread. */
const caches: Pick<ByteCache<never>, "bytes" | "drop">[] = [];

/** A cache of what is computed for lines; the names begin with the lines' `cacheName()`. */
export function newLineCache<V>(limitBytes: number): ByteCache<V> {
  const cache = new ByteCache<V>(limitBytes);
  caches.push(cache);
  return cache;
}

/**
 * Names a line in this thread's caches by its id and by an HMAC of all that its tokens depend on, under a key that only this thread has. So the
 * name tells nothing of the line's key, and no line is taken for another.
 */
export function cacheName({ id = "", version, key, chars, digits, format = "" }: GeneratorLine): string {
  const rest = `${version}:${digits}:${chars}${format}`; // one of the two is empty
  return `${id}:${createHmac("sha256", secret).update(key).update(rest).digest("base64")}`;
}

/** Overwrites and drops everything that this thread keeps of the line with that id, but for what waits for the garbage collector. Returns how many things. */
export function forgetLine(id: string): number {
  return forget((name) => name.startsWith(`${id}:`));
}

/** Does what `forgetLine()` does for all lines. */
export function forgetAllLines(): number {
  return forget(() => true);
}

/** Bytes that this thread keeps of lines. */
export function keptBytes(): number {
  return caches.reduce((sum, cache) => sum + cache.bytes, 0);
}

function forget(isMeant: (name: string) => boolean): number {
  clearKernel();
  return caches.reduce((sum, cache) => sum + cache.drop(isMeant), 0);
}
