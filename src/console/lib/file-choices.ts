import type { FileFormat, FileKind } from "../api/operations.generated.ts";

/** A way in which a part's file can be had. */
export interface FileChoice {
  readonly label: string;
  /** The ending of its name. */
  readonly ending: string;
  readonly kind: FileKind;
  readonly format?: FileFormat;
  /** Whether csv begins with a byte order mark. */
  readonly bom?: boolean;
}

/** What is wanted most comes first. */
const CHOICES: readonly FileChoice[] = [
  { kind: "DATA", label: "Tokens", ending: "txt" },
  { kind: "DATA_GZ", label: "Tokens, compressed", ending: "txt.gz" },
  { kind: "DATA", label: "Tokens for Excel", ending: "xlsx", format: "XLSX" },
  { kind: "DATA", label: "Tokens as CSV", ending: "csv", format: "CSV", bom: true },
  { kind: "SNAPSHOT", label: "Snapshot", ending: "snapshot" },
  { kind: "ANALYSIS", label: "Analysis", ending: "analysis.json" },
  { kind: "SCORE", label: "Scores", ending: "scores.txt" },
  { kind: "DELTA", label: "Deltas", ending: "deltas.txt" },
];

/** Tokens that a workbook holds. */
const MOST_IN_WORKBOOK = 10_000_000n;

/** A choice, and the file that it is a way to write. */
export interface ChosenFile<File> {
  readonly choice: FileChoice;
  readonly file: File;
}

/** All ways in which the files of a part of so many tokens can be had. */
export function fileChoices<File extends { readonly kind: FileKind }>(
  files: readonly File[],
  size: string,
): readonly ChosenFile<File>[] {
  return CHOICES.flatMap((choice) => {
    const file = files.find(({ kind }) => kind === choice.kind);
    const isTooLarge = choice.format === "XLSX" && BigInt(size) > MOST_IN_WORKBOOK;
    return file === undefined || isTooLarge ? [] : [{ choice, file }];
  });
}
