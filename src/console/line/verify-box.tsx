import { useState } from "preact/hooks";
import { ask, type Refused } from "../api/client.ts";
import { VerifyTokensDocument, type VerifyTokensQuery } from "../api/operations.generated.ts";
import { shownCount } from "../lib/numbers.ts";
import { Button, Field, Trouble } from "../parts/controls.tsx";
import { Icon } from "../parts/icons.tsx";

type Verified = NonNullable<VerifyTokensQuery["verifyTokens"]>;

/** The service answers for so many at once. */
const MOST = 1_000;

/** Says of pasted tokens which the line has issued, in which part and at which place. */
export function VerifyBox({ id }: { readonly id: string }) {
  const [text, setText] = useState("");
  const [found, setFound] = useState<Verified>([]);
  const [refused, setRefused] = useState<Refused | null>(null);
  const tokens = text.split(/\s+/u).filter((token) => token !== "");
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
            : "One on each line, or with spaces between"
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
        {found.map(({ token, issued, result, part, position }, at) => (
          <li key={at} class={issued ? "good" : "bad"}>
            <Icon name={issued ? "check" : "cross"} />
            <code>{token}</code>
            <span class="quiet">{placeOf(result, part, position)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function placeOf(result: Verified[number]["result"], part: number | null, position: string | null): string {
  if (result === "NOT_A_TOKEN") return "no token of this line: its length or a character is another";
  if (result === "NOT_ISSUED") return "not issued by this line";
  if (part === null || position === null) return "genuine, from before the line came to this service";
  return `part ${part}, row ${shownCount(BigInt(position) + 1n)} of its file`;
}
