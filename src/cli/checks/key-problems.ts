import { createHash } from "node:crypto";
import type { Keyring } from "../../access/keyring.ts";
import { UnwrapError } from "../../access/wrapped-secret.ts";
import { ServiceError } from "../../errors.ts";
import { KEY_BYTES } from "../../generator/line/line.ts";
import { analysisOwner, unwrapFindings } from "../../production/records/findings.ts";
import { generatorLineOf } from "../../production/records/generator-line.ts";
import { seedOf } from "../../production/records/seed.ts";
import { openSnapshot } from "../../snapshot/open-snapshot.ts";
import type { StoredLine, StoredPart } from "./stored-line.ts";

/** Whether everything that is sealed of a line opens, and a deleted line has nothing left to open but its parts' seeds. */
export function lineKeyProblems({ line, parts }: StoredLine, keyring: Keyring): string[] {
  const name = `the line ${line.id}`;
  const seeds = parts.flatMap(({ part }) =>
    opens(`the seed of part ${part.number} of ${name}`, () => seedOf(part, keyring) !== ""),
  );
  if (line.deletedAt !== null)
    return [
      ...seeds,
      ...(isEmptied(line.keyWrapped, parts)
        ? []
        : [`${name} is deleted, but its key or what would tell it is still there`]),
    ];
  const problems = parts.flatMap((stored) => partProblems(`part ${stored.part.number} of ${name}`, stored, keyring));
  return [
    ...opens(`the key of ${name}`, () => generatorLineOf(line, keyring)?.key.length === KEY_BYTES),
    ...seeds,
    ...problems,
  ];
}

/** @returns what is wrong, as a sentence's beginning, if `open` fails to open it or finds it to be another one. */
export function opens(what: string, open: () => boolean): string[] {
  try {
    return open() ? [] : [`${what} is not what it was`];
  } catch (error) {
    if (error instanceof UnwrapError || error instanceof ServiceError) return [`${what} does not open`];
    return [`${what} is damaged`]; // it opened, and what was in it cannot be read
  }
}

function partProblems(name: string, { part, files, analysis }: StoredPart, keyring: Keyring): string[] {
  if (part.status === "deleted") return [];
  const snapshot = files.get("snapshot")?.content;
  const file = files.get("analysis");
  const document = file?.content;
  return [
    ...(snapshot ? opens(`the snapshot of ${name}`, () => openSnapshot(snapshot, keyring).lineId === part.lineId) : []),
    ...(document
      ? opens(
          `the analysis file of ${name}`,
          () =>
            createHash("sha256")
              .update(keyring.unwrap(analysisOwner(part.id), document))
              .digest("hex") === file.sha256,
        )
      : []),
    ...(analysis
      ? opens(`the analysis of ${name}`, () => typeof unwrapFindings(part.id, analysis.findings, keyring) === "object")
      : []),
  ];
}

function isEmptied(keyWrapped: Uint8Array | null, parts: readonly StoredPart[]): boolean {
  return (
    keyWrapped === null &&
    parts.every(
      ({ files, analysis }) =>
        analysis === null &&
        (files.get("snapshot")?.content ?? null) === null &&
        (files.get("analysis")?.content ?? null) === null,
    )
  );
}
