import { LRUCache } from "lru-cache";
import { toAlphabet } from "../../alphabet/alphabet.ts";
import { formatSha256 } from "../../format/format.ts";
import type { TokenForm } from "../records/token-form.ts";

/** A pass over fewer tokens says more about its beginning and end than about them. */
const MIN_TOKENS = 100_000n;
const MAX_FORMS = 200;

/** How long the tokens of each form took when they were last made here. It is an estimate for people: nothing else depends on it. */
export class Paces {
  private readonly msPerToken = new LRUCache<string, number>({ max: MAX_FORMS });
  private newestMsPerDigit: number | null = null;

  /** Notes a whole pass over so many tokens. */
  note(form: TokenForm, tokens: bigint, passMs: number): void {
    if (tokens < MIN_TOKENS) return;
    const msPerToken = passMs / Number(tokens);
    this.msPerToken.set(keyOf(form), msPerToken);
    this.newestMsPerDigit = msPerToken / form.digits;
  }

  /** Seconds that so many tokens take: by those of the same form, else digit by digit by the newest; null as long as nothing was made. */
  secondsOf(form: TokenForm, tokens: bigint): number | null {
    const byDigits = this.newestMsPerDigit === null ? null : this.newestMsPerDigit * form.digits;
    const msPerToken = this.msPerToken.get(keyOf(form)) ?? byDigits;
    return msPerToken === null ? null : (Number(tokens) * msPerToken) / 1_000;
  }
}

/** Equal for alphabets of the same length: which characters they have hardly matters. */
function keyOf({ alphabetChars, digits, format }: TokenForm): string {
  if (format !== null) return formatSha256(format);
  return `${toAlphabet(alphabetChars).symbols.length}^${digits}`;
}
