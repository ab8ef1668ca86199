import { dismiss, notices } from "../state/notices.ts";
import { Button } from "./controls.tsx";

export function Notices() {
  return (
    <div class="notices" role="status" aria-live="polite">
      {notices.value.map(({ id, text, isError }) => (
        <div key={id} class={isError ? "notice bad" : "notice"}>
          <p>{text}</p>
          <Button
            kind="quiet"
            icon="cross"
            label="Dismiss"
            onPress={() => {
              dismiss(id);
            }}
          />
        </div>
      ))}
    </div>
  );
}
