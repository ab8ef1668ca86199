import { ByteCache } from "./byte-cache.ts";
import { invert, shuffle } from "./shuffle.ts";

/** Room for three of the largest tables in each thread. */
const LIMIT_BYTES = 49 * 2 ** 20;

const tables = new ByteCache<Uint32Array>(LIMIT_BYTES);

/** The scores of a shuffled line in the order of its indexes; kept for the next call. */
export function scoresOf(key: Uint8Array, size: number): Uint32Array {
  return tables.get(nameOf("scores", key, size), () => weighed(shuffle(key, size)));
}

/** The indexes of a shuffled line in the order of its scores; built on first demand and kept for the next call. */
export function indexesOf(key: Uint8Array, size: number): Uint32Array {
  return tables.get(nameOf("indexes", key, size), () => weighed(invert(scoresOf(key, size))));
}

function nameOf(order: string, key: Uint8Array, size: number): string {
  return `${order}:${size}:${Buffer.from(key).toString("hex")}`;
}

function weighed(table: Uint32Array): { value: Uint32Array; bytes: number } {
  return { value: table, bytes: table.byteLength };
}
