import { useState } from "preact/hooks";
import { change } from "../api/client.ts";
import { type AlphabetRowFragment, RemoveAlphabetDocument } from "../api/operations.generated.ts";
import { checkAlphabet } from "../lib/check-alphabet.ts";
import { AlphabetForm } from "../parts/alphabet-form.tsx";
import { Chars } from "../parts/chars.tsx";
import { Button, Trouble } from "../parts/controls.tsx";
import { tell } from "../state/notices.ts";
import { useAlphabets } from "../state/use-account.ts";

export function AlphabetsPage() {
  const { data, refused, again } = useAlphabets();
  const [isTyping, setTyping] = useState(false);
  const [adding, setAdding] = useState<AlphabetRowFragment | null>(null);
  const [removing, setRemoving] = useState<ReadonlySet<string>>(new Set());
  const all = (data ?? []).filter(({ name }) => !removing.has(name));
  const isListed = adding === null || all.some(({ name }) => name === adding.name);
  const own = [...(isListed ? [] : [adding]), ...all.filter(({ style }) => style === "CUSTOM")];
  /** It is gone from the list at once, and comes back where the service refuses it. */
  const remove = async (name: string) => {
    setRemoving((before) => new Set(before).add(name));
    setAdding(null);
    const answer = await change(RemoveAlphabetDocument, { name });
    if (answer.data === null) tell(answer.refused.message, true);
    else tell(`${name} is removed. Lines that use it keep its characters.`);
    if (answer.data === null) setRemoving((before) => new Set([...before].filter((other) => other !== name)));
    again();
  };
  return (
    <div class="page">
      <div class="bar">
        <h1>Alphabets</h1>
        <Button
          kind="primary"
          icon="plus"
          onPress={() => {
            setTyping(true);
          }}
        >
          New alphabet
        </Button>
      </div>
      <div class="column">
        {refused && <Trouble refused={refused} onRetry={again} />}
        {isTyping && (
          <section class="panel" aria-label="New alphabet" hidden={!isListed}>
            <AlphabetForm
              onAdding={(typed) => {
                setAdding(typed && draftOf(typed));
                if (typed) setRemoving((before) => new Set([...before].filter((name) => name !== typed.name)));
              }}
              onDone={(name) => {
                setTyping(false);
                if (name === null) return;
                tell(`${name} is added.`);
                again();
              }}
            />
          </section>
        )}
        <Group title="Your own" alphabets={own} onRemove={(name) => void remove(name)} />
        <Group title="Presets" alphabets={all.filter(({ style }) => style === "PRESET")} />
      </div>
    </div>
  );
}

interface GroupProps {
  readonly title: string;
  readonly alphabets: readonly AlphabetRowFragment[];
  readonly onRemove?: (name: string) => void;
}

function Group({ title, alphabets, onRemove }: GroupProps) {
  return (
    <section>
      <h2>
        {title} <span class="count">{alphabets.length}</span>
      </h2>
      {alphabets.length === 0 && (
        <p class="quiet">None yet. Add one when no preset has the characters that you print or type.</p>
      )}
      <div class="list">
        {alphabets.map((alphabet) => (
          <details key={alphabet.name} class="item">
            <summary>
              <strong>{alphabet.name}</strong>
              <span class="preview" aria-hidden="true">
                {alphabet.chars.slice(0, 64)}
              </span>
              <small>{alphabet.length}</small>
            </summary>
            <Chars chars={alphabet.chars} />
            {onRemove && (
              <Button
                kind="danger"
                onPress={() => {
                  onRemove(alphabet.name);
                }}
              >
                Remove
              </Button>
            )}
          </details>
        ))}
      </div>
    </section>
  );
}

/** An alphabet as the service will list it, if it takes it. */
function draftOf({ name, chars }: { readonly name: string; readonly chars: string }): AlphabetRowFragment {
  const { length, bytes, isAscii, parity } = checkAlphabet(chars);
  return { name, chars, style: "CUSTOM", length, bytes, ascii: isAscii, parity };
}
