import { createHash } from "node:crypto";

const BASE24 = "2346789BCDFGHJKMPQRTVWXY";

/** 300 words of three to five characters that a ticket of BASE24 could have. */
export const TICKET_WORDS: readonly string[] = Array.from({ length: 300 }, (_, at) => {
  const bytes = createHash("sha256").update(`ticket ${at}`).digest();
  return Array.from(bytes.subarray(0, 3 + (at % 3)), (byte) => BASE24[byte % 24]).join("");
});
