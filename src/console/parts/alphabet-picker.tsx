import { useEffect, useRef, useState } from "preact/hooks";
import type { AlphabetRowFragment } from "../api/operations.generated.ts";
import { Button } from "./controls.tsx";
import { AlphabetForm } from "./alphabet-form.tsx";
import { Chars } from "./chars.tsx";

export interface AlphabetPickerProps {
  readonly alphabets: readonly AlphabetRowFragment[];
  readonly chosen: string;
  readonly wrong: string | null;
  readonly onChoose: (name: string) => void;
  readonly onAdded: () => void;
}

/** All alphabets to choose from, or one's own. */
export function AlphabetPicker({ alphabets, chosen, wrong, onChoose, onAdded }: AlphabetPickerProps) {
  const [isTyping, setTyping] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = list;
    const picked = current?.querySelector<HTMLElement>(":checked")?.parentElement;
    if (current && picked) current.scrollTop = picked.offsetTop - current.clientHeight / 2 + picked.offsetHeight / 2;
  }, [alphabets.length, isTyping]);
  const alphabet = alphabets.find(({ name }) => name === chosen);
  if (isTyping)
    return (
      <section class="picker" aria-label="A new alphabet">
        <AlphabetForm
          onDone={(name) => {
            setTyping(false);
            if (name === null) return;
            onAdded();
            onChoose(name);
          }}
        />
      </section>
    );
  return (
    <fieldset class="picker">
      <legend>Alphabet</legend>
      <div ref={list} class="picker-list">
        {alphabets.map(({ name, chars, length }) => (
          <label key={name} class="pick">
            <input
              type="radio"
              name="alphabet"
              value={name}
              checked={name === chosen}
              onChange={() => {
                onChoose(name);
              }}
            />
            <span class="pick-name">{name}</span>
            <span class="pick-chars" aria-hidden="true">
              {chars.slice(0, 40)}
            </span>
            <small>{length}</small>
          </label>
        ))}
      </div>
      {wrong !== null && (
        <p class="hint bad" role="alert">
          {wrong}
        </p>
      )}
      {alphabet !== undefined && <Chars chars={alphabet.chars} />}
      <Button
        kind="quiet"
        icon="plus"
        onPress={() => {
          setTyping(true);
        }}
      >
        Type an alphabet of your own
      </Button>
    </fieldset>
  );
}
