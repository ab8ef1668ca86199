import { type Preset, PRESETS } from "../alphabet/presets.ts";
import { traits } from "../alphabet/traits.ts";
import { parsePreset } from "./parse-preset.ts";
import { say, sayJson } from "./terminal.ts";

/**
 * Prints all presets, or the characters of one.
 *
 * @throws {OperatorError} when there is none of that name.
 */
export function showAlphabets(name?: string, { json = false }: { readonly json?: boolean } = {}): void {
  if (json) sayJson(name === undefined ? PRESETS.map(toJson) : toJson(presetNamed(name)));
  else say(name === undefined ? presetTable() : presetNamed(name).alphabet.chars);
}

/** A preset in a row: its name, how many characters it has, the UTF-8 bytes of the widest, and what it is for. */
export function presetRow({ id, alphabet, purpose }: Preset): readonly [string, string, string, string] {
  const { length, widestBytes } = traits(alphabet);
  return [id, String(length), String(widestBytes), purpose];
}

function presetNamed(name: string): Preset {
  const { chars } = parsePreset(name, "There is no preset named");
  const preset = PRESETS.find(({ id, alphabet }) => id === name && alphabet.chars === chars);
  if (preset === undefined) throw new Error(`The preset ${name} is in no list.`);
  return preset;
}

function toJson({ id, alphabet, purpose }: Preset): object {
  const { length, widestBytes } = traits(alphabet);
  return { name: id, characters: length, widestBytes, purpose, chars: alphabet.chars };
}

function presetTable(): string {
  const rows = [["name", "characters", "bytes each", "for"], ...PRESETS.map(presetRow)];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")).join("\n");
}
