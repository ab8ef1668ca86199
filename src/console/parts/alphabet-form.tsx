import { useState } from "preact/hooks";
import { change, type Refused } from "../api/client.ts";
import { AddAlphabetDocument } from "../api/operations.generated.ts";
import { checkAlphabet } from "../lib/check-alphabet.ts";
import { newUuid } from "../lib/uuid.ts";
import { Button, Field, Trouble } from "./controls.tsx";
import { Chars } from "./chars.tsx";

export interface AlphabetFormProps {
  /** Told what is being added, before the service has answered, and null when it has refused it. */
  readonly onAdding?: (adding: { readonly name: string; readonly chars: string } | null) => void;
  /** Told the name of the alphabet that was added, or null for none. */
  readonly onDone: (name: string | null) => void;
}

const NAME = /^[A-Z][A-Z0-9_]{0,63}$/;

/** Adds an alphabet to the session. */
export function AlphabetForm({ onAdding, onDone }: AlphabetFormProps) {
  const [name, setName] = useState("");
  const [chars, setChars] = useState("");
  const [refused, setRefused] = useState<Refused | null>(null);
  const checked = checkAlphabet(chars);
  const isNamed = NAME.test(name);
  const add = async () => {
    onAdding?.({ name, chars });
    const { data, refused: refusal } = await change(AddAlphabetDocument, { name, chars, key: newUuid() });
    setRefused(refusal);
    if (data === null) onAdding?.(null);
    else onDone(data.addAlphabet.name);
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <div class="fields">
        <Field
          label="Name"
          wrong={name !== "" && !isNamed ? "Capitals, digits and _, the first a letter." : null}
          hint="Such as TICKETS_24"
        >
          {(attributes) => (
            <input
              {...attributes}
              class="mono"
              autocomplete="off"
              spellcheck={false}
              autofocus
              value={name}
              onInput={({ currentTarget }) => {
                setName(currentTarget.value.toUpperCase());
              }}
            />
          )}
        </Field>
        <Field
          label="Characters, in their order"
          wrong={chars === "" ? null : checked.refusal}
          hint="Each once; the order gives them their values"
        >
          {(attributes) => (
            <input
              {...attributes}
              class="mono"
              autocomplete="off"
              spellcheck={false}
              value={chars}
              onInput={({ currentTarget }) => {
                setChars(currentTarget.value);
              }}
            />
          )}
        </Field>
      </div>
      {chars !== "" && <Chars chars={chars} />}
      {refused && <Trouble refused={refused} />}
      <div class="actions start">
        <button type="submit" class="button primary" disabled={!isNamed || checked.refusal !== null}>
          Add the alphabet
        </button>
        <Button
          onPress={() => {
            onDone(null);
          }}
        >
          Not now
        </Button>
      </div>
    </form>
  );
}
