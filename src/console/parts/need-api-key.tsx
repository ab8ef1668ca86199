import { forgetKeys } from "../state/keys.ts";
import { Button, Empty } from "./controls.tsx";

/** In the place of what a Session-Key may not see. */
export function NeedApiKey({ what }: { readonly what: string }) {
  return (
    <Empty title="This needs the Api-Key">
      <p>You are signed in with a Session-Key, which opens one session only. {what}</p>
      <Button onPress={forgetKeys}>Sign in with the Api-Key</Button>
    </Empty>
  );
}
