import type { Migration } from "@mikro-orm/migrations";
import { fingerprint } from "../../lib/fingerprint.ts";

/** Lines that are read at once: at most 65,536 characters each. */
const BATCH = 100;

/** Computes how the tokens of the lines that are open are written. A deleted line gets it when it comes back. */
export async function fillShapes(execute: Migration["execute"]): Promise<void> {
  for (;;) {
    const lines = (await execute(
      `select id, digits, alphabet_chars, format from line where shape = '' and deleted_at is null limit ${BATCH}`,
    )) as { id: string; digits: number; alphabet_chars: string; format: string | null }[]; // as the earlier migrations have them
    for (const { id, digits, alphabet_chars: chars, format } of lines)
      await execute("update line set shape = ? where id = ?", [
        format === null ? `plain:${fingerprint([digits, chars])}` : `format:${fingerprint([digits, format])}`,
        id,
      ]);
    if (lines.length < BATCH) return;
  }
}
