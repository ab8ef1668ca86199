import { useState } from "preact/hooks";
import { Button, Field } from "../parts/controls.tsx";
import { Icon } from "../parts/icons.tsx";
import { keys } from "../state/keys.ts";
import { signIn } from "../state/sign-in.ts";
import { SessionChoice } from "./session-choice.tsx";

export function SignInPage() {
  const isChoosing = keys.value.apiKey !== null;
  return (
    <main id="main" class="gate" tabIndex={-1}>
      <div class="wordmark">
        <Icon name="mark" />
        <span>Tokenworks</span>
      </div>
      {isChoosing ? <SessionChoice /> : <KeyForm />}
    </main>
  );
}

function KeyForm() {
  const [text, setText] = useState("");
  const [remember, setRemember] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async () => {
    setBusy(true);
    setWrong((await signIn(text, remember))?.message ?? null);
    setBusy(false);
  };
  return (
    <form
      class="card"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h1>Sign in</h1>
      <Field label="Api-Key or Session-Key" wrong={wrong} hint="The first start of the service has printed an Api-Key.">
        {(attributes) => (
          <input
            {...attributes}
            class="mono"
            type="password"
            autocomplete="off"
            spellcheck={false}
            autofocus
            placeholder="Paste it here"
            value={text}
            onInput={({ currentTarget }) => {
              setText(currentTarget.value);
              setWrong(null);
            }}
          />
        )}
      </Field>
      <label class="choice">
        <input
          type="checkbox"
          checked={remember}
          onChange={({ currentTarget }) => {
            setRemember(currentTarget.checked);
          }}
        />
        Stay signed in on this computer
      </label>
      <Button
        kind="primary"
        disabled={isBusy || text === ""}
        onPress={() => {
          void submit();
        }}
      >
        {isBusy ? "Signing in …" : "Sign in"}
      </Button>
      <details class="aside">
        <summary>I have no key any more</summary>
        <p>
          Stop the service and run <code>npx tokenworks customers key</code>: it prints a new Api-Key in the place of
          the old one.
        </p>
      </details>
    </form>
  );
}
