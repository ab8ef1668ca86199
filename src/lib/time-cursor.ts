import { parseUuid } from "./uuid.ts";

/** The end of the year 9999: a later one is written in a way that not every database reads. */
const LATEST_MS = 253_402_300_799_999;

/** A place in a list that is ordered by time and, within a millisecond, by id. */
export interface TimePlace {
  readonly at: Date;
  readonly id: string;
}

export function toCursor({ at, id }: TimePlace): string {
  return Buffer.from(`${at.getTime()}:${id}`).toString("base64url");
}

/** Reads what `toCursor()` has written; null for anything else. */
export function parseCursor(cursor: string): TimePlace | null {
  const [time = "", text = ""] = Buffer.from(cursor, "base64url").toString().split(":");
  const id = parseUuid(text);
  if (id === null || !/^\d{1,15}$/.test(time) || Number(time) > LATEST_MS) return null;
  return { at: new Date(Number(time)), id };
}
