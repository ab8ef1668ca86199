import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { Button } from "../parts/controls.tsx";
import { closeDialog } from "../state/dialogs.ts";

export interface ModalProps {
  readonly title: string;
  readonly class?: string;
  /** Whether the title is only read aloud. */
  readonly isBare?: boolean;
  readonly children: ComponentChildren;
}

/** A dialog over the page, which takes the focus and gives it back. */
export function Modal({ title, class: name = "", isBare = false, children }: ModalProps) {
  const id = useId();
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    element.current?.showModal();
  }, []);
  return (
    <dialog
      ref={element}
      class={`modal ${name}`}
      aria-labelledby={id}
      onClose={closeDialog}
      onClick={(event) => {
        if (event.target === event.currentTarget) event.currentTarget.close(); // beside it
      }}
    >
      <div class="modal-body">
        <div class={isBare ? "unseen" : "modal-head"}>
          <h2 id={id}>{title}</h2>
          {!isBare && <Button kind="quiet" icon="cross" label="Close" onPress={() => element.current?.close()} />}
        </div>
        {children}
      </div>
    </dialog>
  );
}
