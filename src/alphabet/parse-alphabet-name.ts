import { ServiceError } from "../errors.ts";
import { presetOf } from "./presets.ts";

const NAME = /^[A-Z][A-Z0-9_]{0,63}$/;

/** Whether a custom alphabet could have the name; any other need not be looked up, and a database would refuse some of them. */
export function isAlphabetName(id: string): boolean {
  return NAME.test(id);
}

/**
 * Checks the name of a new custom alphabet.
 *
 * @throws {ServiceError} `ALPHABET_INVALID` for its form, `ALPHABET_PRESET` for a preset's name.
 */
export function parseAlphabetName(id: string): string {
  if (!isAlphabetName(id)) {
    throw new ServiceError(
      "ALPHABET_INVALID",
      "An alphabet's name has 1 to 64 of A-Z, 0-9 and _, and begins with a letter.",
      "name",
    );
  }
  if (presetOf(id) !== null)
    throw new ServiceError("ALPHABET_PRESET", `${id} is a preset; choose another name.`, "name");
  return id;
}
