import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Refused } from "../api/client.ts";
import { Button, Field, Trouble } from "../parts/controls.tsx";
import { closeDialog } from "../state/dialogs.ts";
import { Modal } from "./modal.tsx";

export interface TypedConfirmationProps {
  readonly title: string;
  readonly verb: string;
  /** What must be typed; null where a click is enough. */
  readonly word: string | null;
  readonly run: () => Promise<Refused | null>;
  readonly children: ComponentChildren;
}

/** Asks before what cannot be taken back. */
export function TypedConfirmation({ title, verb, word, run, children }: TypedConfirmationProps) {
  const [typed, setTyped] = useState("");
  const [refused, setRefused] = useState<Refused | null>(null);
  const [isBusy, setBusy] = useState(false);
  const isMeant = word === null || typed.trim() === word;
  const go = async () => {
    if (!isMeant || isBusy) return;
    setBusy(true);
    const answer = await run();
    setBusy(false);
    setRefused(answer);
    if (answer === null) closeDialog();
  };
  return (
    <Modal title={title}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void go();
        }}
      >
        {children}
        {word !== null && (
          <Field label={`Type ${word} to confirm`}>
            {(attributes) => (
              <input
                {...attributes}
                class="mono"
                autocomplete="off"
                autofocus
                spellcheck={false}
                value={typed}
                onInput={({ currentTarget }) => {
                  setTyped(currentTarget.value);
                }}
              />
            )}
          </Field>
        )}
        {refused && <Trouble refused={refused} />}
        <div class="actions">
          <Button onPress={closeDialog}>Keep it</Button>
          <Button kind="danger" disabled={!isMeant || isBusy} onPress={() => void go()}>
            {verb}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
