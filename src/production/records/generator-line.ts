import type { Keyring } from "../../access/keyring.ts";
import type { GeneratorLine } from "../../generator/line/line.ts";
import type { Line } from "./line.entity.ts";
import { shapeOfForm } from "./token-form.ts";

/** How a stored line's key is wrapped: for this line and no other. */
export function lineKeyOwner(lineId: string): string {
  return `line:${lineId}`;
}

/** What is stored of a line that its tokens depend on. */
export type StoredLine = Pick<
  Line,
  "id" | "customerId" | "generatorVersion" | "keyWrapped" | "alphabetChars" | "digits" | "format"
>;

/** What the generator needs of a stored line; null once its key is destroyed. */
export function generatorLineOf(line: StoredLine, keyring: Keyring): GeneratorLine | null {
  if (line.keyWrapped === null) return null;
  const key = keyring.unwrap(lineKeyOwner(line.id), line.keyWrapped);
  return { id: line.id, owner: line.customerId, version: line.generatorVersion, key, ...shapeOfForm(line) };
}

/** Gives what the generator needs of a line whose key must be there. */
export function requireGeneratorLine(line: Line, keyring: Keyring): GeneratorLine {
  const generator = generatorLineOf(line, keyring);
  if (generator === null) throw new Error(`The line ${line.id} has no key.`);
  return generator;
}
