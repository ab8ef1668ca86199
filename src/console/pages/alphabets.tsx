import { useState } from "preact/hooks";
import { change } from "../api/client.ts";
import { type AlphabetRowFragment, RemoveAlphabetDocument } from "../api/operations.generated.ts";
import { AlphabetForm } from "../parts/alphabet-form.tsx";
import { Chars } from "../parts/chars.tsx";
import { Button, Trouble } from "../parts/controls.tsx";
import { tell } from "../state/notices.ts";
import { useAlphabets } from "../state/use-account.ts";

export function AlphabetsPage() {
  const { data, refused, again } = useAlphabets();
  const [isAdding, setAdding] = useState(false);
  const all = data ?? [];
  return (
    <div class="page">
      <div class="bar">
        <h1>Alphabets</h1>
        <Button
          kind="primary"
          icon="plus"
          onPress={() => {
            setAdding(true);
          }}
        >
          New alphabet
        </Button>
      </div>
      <div class="column">
        {refused && <Trouble refused={refused} onRetry={again} />}
        {isAdding && (
          <section class="panel" aria-label="New alphabet">
            <AlphabetForm
              onDone={(name) => {
                setAdding(false);
                if (name === null) return;
                tell(`${name} is added.`);
                again();
              }}
            />
          </section>
        )}
        <Group title="Your own" alphabets={all.filter(({ style }) => style === "CUSTOM")} onChanged={again} />
        <Group title="Presets" alphabets={all.filter(({ style }) => style === "PRESET")} onChanged={again} />
      </div>
    </div>
  );
}

interface GroupProps {
  readonly title: string;
  readonly alphabets: readonly AlphabetRowFragment[];
  readonly onChanged: () => void;
}

function Group({ title, alphabets, onChanged }: GroupProps) {
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
            {alphabet.style === "CUSTOM" && (
              <Button kind="danger" onPress={() => void remove(alphabet.name, onChanged)}>
                Remove
              </Button>
            )}
          </details>
        ))}
      </div>
    </section>
  );
}

async function remove(name: string, onChanged: () => void): Promise<void> {
  const { data, refused } = await change(RemoveAlphabetDocument, { name });
  if (data === null) tell(refused.message, true);
  else tell(`${name} is removed. Lines that use it keep its characters.`);
  onChanged();
}
