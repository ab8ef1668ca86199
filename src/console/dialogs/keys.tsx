import { SHORTCUTS } from "../state/shortcuts.ts";
import { Modal } from "./modal.tsx";

export function KeysDialog() {
  return (
    <Modal title="Keys">
      <dl class="keys">
        {SHORTCUTS.map(({ keys, does }) => (
          <div key={keys}>
            <dt>
              {keys.split(" ").map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
