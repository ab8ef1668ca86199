import { shownCount } from "../lib/numbers.ts";
import { type CheckedAlphabet, checkAlphabet, named } from "../lib/check-alphabet.ts";
import { lookAlikes } from "../lib/look-alikes.ts";
import { Icon } from "./icons.tsx";

const MOST_SHOWN = 320;
const LIST = new Intl.ListFormat();

/** An alphabet's characters one by one, what is refused and what looks alike marked, and what they are together. */
export function Chars({ chars }: { readonly chars: string }) {
  const checked = checkAlphabet(chars);
  const groups = lookAlikes(chars);
  const alike = new Set(groups.flat());
  return (
    <div class="chars">
      <ol class="tiles" aria-label="Characters">
        {checked.symbols.slice(0, MOST_SHOWN).map(({ char, refusal }, at) => (
          <li
            key={at}
            class={refusal !== null ? "tile refused" : alike.has(char) ? "tile alike" : "tile"}
            title={refusal === null ? named(char) : `${named(char)} ${refusal}`}
          >
            {/\p{Cc}|\p{White_Space}/u.test(char) ? "␣" : char}
          </li>
        ))}
        {checked.length > MOST_SHOWN && <li class="quiet">and {shownCount(checked.length - MOST_SHOWN)} more</li>}
      </ol>
      <Facts {...checked} />
      {groups.length > 0 && (
        <p class="alike-note">
          <Icon name="warn" />
          <span>
            Easily confused: {groups.map((group) => LIST.format(group)).join("; ")}. Who types tokens by hand is better
            served without them.
          </span>
        </p>
      )}
    </div>
  );
}

function Facts({ length, bytes, isAscii, isEvenWidth, parity }: CheckedAlphabet) {
  const width = !isEvenWidth
    ? "of different widths"
    : length === 0
      ? ""
      : `${bytes / length} ${bytes === length ? "byte" : "bytes"} each`;
  return (
    <p class="facts quiet">
      <span>{shownCount(length)} characters</span>
      <span>{isAscii ? "ASCII" : "beyond ASCII"}</span>
      <span>{width}</span>
      <span>parity {shownCount(parity)}</span>
    </p>
  );
}
