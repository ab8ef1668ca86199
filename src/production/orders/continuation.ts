import { ServiceError } from "../../errors.ts";
import type { GeneratorLine } from "../../generator/line/line.ts";
import type { LedgerEntry } from "../../snapshot/ledger-entry.entity.ts";
import type { LineState } from "../../snapshot/line-state.ts";
import { snapshotRefused } from "../../snapshot/snapshot-refused.ts";
import type { Line } from "../records/line.entity.ts";
import type { Part } from "../records/part.entity.ts";
import { registerToBytes } from "../records/register.ts";
import { shapeOfForm, type TokenForm } from "../records/token-form.ts";
import { outstandingWork } from "../records/unfinished.ts";
import type { PartPlace } from "./create-part.ts";

/** Where a line continues: all that its next part depends on. */
export interface Continuation {
  readonly id: string;
  /** An adopted line was made elsewhere, and has no part here yet. */
  readonly line: Line | "adopted";
  /** How it writes its tokens. */
  readonly form: TokenForm & Pick<Line, "alphabetId">;
  readonly generator: GeneratorLine;
  readonly next: PartPlace;
}

/** All that is stored of a line which still exists. */
export interface StoredLine {
  readonly line: Line;
  readonly newest: Part;
  readonly generator: GeneratorLine;
  readonly ledger: Pick<LedgerEntry, "nextIndex">;
}

/**
 * Tells where a stored line continues.
 *
 * @throws {ServiceError} `STATUS_CONFLICT` while a part is in production, or where the line has gone on elsewhere.
 */
export function continueStored({ line, newest, generator, ledger: { nextIndex } }: StoredLine): Continuation {
  refuseUnfinished(newest);
  const next = { number: newest.number + 1, firstIndex: nextIndex, registerBefore: registerAt(newest, nextIndex) };
  const { alphabetId, alphabetChars, digits, format, capacity } = line;
  return { id: line.id, line, form: { alphabetId, alphabetChars, digits, format, capacity }, generator, next };
}

/** What this database knows of the line that a snapshot tells of. */
export interface KnownLine {
  readonly stored: { readonly line: Line; readonly newest: Part } | "adopted";
  readonly ledger: Pick<LedgerEntry, "nextIndex" | "customerId">;
}

/**
 * Tells where a sealed line continues: deleted ones and adopted ones, too.
 *
 * @throws {ServiceError} `SNAPSHOT_REFUSED` for another customer's line, `SNAPSHOT_STALE` once the line has left the snapshot behind,
 * `STATUS_CONFLICT` while a part is in production.
 */
export function continueSealed(state: LineState, { stored, ledger }: KnownLine, customerId: string): Continuation {
  if ((ledger.customerId ?? state.customerId) !== customerId) throw snapshotRefused();
  if (ledger.nextIndex !== state.nextIndex) throw snapshotStale();
  if (stored !== "adopted") refuseUnfinished(stored.newest);
  const { lineId: id, alphabet, format, digits, key, generatorVersion: version } = state;
  const form = {
    alphabetId: alphabet.id,
    alphabetChars: alphabet.chars,
    digits,
    format: format?.text ?? null,
    capacity: format?.capacity ?? null,
  };
  return {
    id,
    line: stored === "adopted" ? stored : stored.line,
    form,
    generator: { version, key, ...shapeOfForm(form) },
    next: {
      number: Math.max(stored === "adopted" ? 0 : stored.newest.number, state.partNumber) + 1,
      firstIndex: state.nextIndex,
      registerBefore: registerToBytes(state.register),
    },
  };
}

/** Refuses a snapshot that was made before the line went on: to continue from it would repeat tokens. */
export function snapshotStale(): ServiceError {
  return new ServiceError(
    "SNAPSHOT_STALE",
    "The line has gone on since this snapshot was made; use the snapshot of its newest part.",
    "snapshot",
  );
}

/**
 * Finds the register before an index. The newest part ends there, or begins there if it has given its indexes back.
 *
 * @throws {ServiceError} `STATUS_CONFLICT` where neither is so: a snapshot that is newer than what is stored has moved the ledger on.
 */
function registerAt({ firstIndex, size, registerBefore, register }: Part, index: bigint): Uint8Array | null {
  if (index === firstIndex) return registerBefore;
  if (index === firstIndex + size) return register;
  throw new ServiceError(
    "STATUS_CONFLICT",
    "The line has gone on elsewhere; continue it with its newest snapshot.",
    "id",
  );
}

function refuseUnfinished(part: Part): void {
  if (outstandingWork(part) === "production")
    throw new ServiceError(
      "STATUS_CONFLICT",
      `The part before is ${part.status}; the line goes on once that part is finished.`,
      "id",
    );
}
