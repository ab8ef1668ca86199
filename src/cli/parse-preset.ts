import type { Alphabet } from "../alphabet/alphabet.ts";
import { presetOf, PRESETS } from "../alphabet/presets.ts";
import { OperatorError } from "../errors.ts";
import { nearestName } from "../lib/nearest-name.ts";

/**
 * @param begin the beginning of the sentence that refuses a name, such as `There is no preset named`
 * @throws {OperatorError} with the preset that may have been meant.
 */
export function parsePreset(name: string, begin: string): Alphabet {
  const preset = presetOf(name);
  if (preset !== null) return preset;
  const nearest = nearestName(
    name,
    PRESETS.map(({ id }) => id),
  );
  const advice = nearest === null ? ": tokenworks alphabets lists them." : `; did you mean ${nearest}?`;
  throw new OperatorError(`${begin} ${JSON.stringify(name.slice(0, 64))}${advice}`);
}
