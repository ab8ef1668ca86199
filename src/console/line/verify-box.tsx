import { useState } from "preact/hooks";
import { ask, type Refused } from "../api/client.ts";
import { VerifyTokensDocument } from "../api/operations.generated.ts";
import { shownCount } from "../lib/numbers.ts";
import { pastedCodes, piecesOf, type Verified, verdictWords } from "../lib/verdict-words.ts";
import { Button, Field, Trouble } from "../parts/controls.tsx";
import { Icon } from "../parts/icons.tsx";

/** The service answers for so many at once. */
const MOST = 1_000;

/** Says of pasted codes, as people type them, which the line has issued, in which part and at which place. */
export function VerifyBox({ id }: { readonly id: string }) {
  const [text, setText] = useState("");
  const [found, setFound] = useState<readonly Verified[]>([]);
  const [refused, setRefused] = useState<Refused | null>(null);
  const tokens = pastedCodes(text);
  const check = async () => {
    const { data, refused: refusal } = await ask(VerifyTokensDocument, { id, tokens: tokens.slice(0, MOST) });
    setRefused(refusal);
    setFound(data?.verifyTokens ?? []);
  };
  const genuine = found.filter(({ issued }) => issued).length;
  return (
    <section class="panel">
      <h2>Is a code genuine?</h2>
      <Field
        label="Codes"
        hint={
          tokens.length > MOST
            ? `The first ${shownCount(MOST)} of ${shownCount(tokens.length)} are checked.`
            : "One on each line, as they were typed"
        }
      >
        {(attributes) => (
          <textarea
            {...attributes}
            class="mono"
            rows={4}
            spellcheck={false}
            value={text}
            onInput={({ currentTarget }) => {
              setText(currentTarget.value);
            }}
          />
        )}
      </Field>
      <Button disabled={tokens.length === 0} onPress={() => void check()}>
        Check
      </Button>
      {refused && <Trouble refused={refused} />}
      <p role="status" class="verdict">
        {found.length > 0 && `${shownCount(genuine)} of ${shownCount(found.length)} genuine`}
      </p>
      <ul class="verified">
        {found.map((verified, at) => (
          <li key={at} class={verified.issued ? "good" : "bad"}>
            <Icon name={verified.issued ? "check" : "cross"} />
            <code>
              {piecesOf(verified).map(({ text: piece, isSuspect }, place) =>
                isSuspect ? <mark key={place}>{piece}</mark> : piece,
              )}
            </code>
            <span class="quiet">{verdictWords(verified)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
