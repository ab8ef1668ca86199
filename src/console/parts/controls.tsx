import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import type { Refused } from "../api/client.ts";
import { tell } from "../state/notices.ts";
import { Icon, type IconName } from "./icons.tsx";

export interface ButtonProps {
  readonly onPress: () => void;
  readonly kind?: "primary" | "plain" | "quiet" | "danger";
  readonly icon?: IconName;
  readonly disabled?: boolean;
  readonly label?: string;
  readonly children?: ComponentChildren;
}

export function Button({ onPress, kind = "plain", icon, disabled = false, label, children }: ButtonProps) {
  return (
    <button
      type="button"
      class={`button ${kind}`}
      onClick={onPress}
      disabled={disabled}
      aria-label={label}
      title={label}
    >
      {icon && <Icon name={icon} />}
      {children !== undefined && <span>{children}</span>}
    </button>
  );
}

export interface FieldProps {
  readonly label: string;
  readonly hint?: ComponentChildren;
  /** What is wrong with it; it stands in the place of the hint. */
  readonly wrong?: string | null | undefined;
  readonly children: (attributes: {
    id: string;
    "aria-describedby": string;
    "aria-invalid": boolean;
  }) => ComponentChildren;
}

/** A labelled control with a row below it that is always there: nothing moves when something turns out wrong. */
export function Field({ label, hint, wrong, children }: FieldProps) {
  const id = useId();
  const isWrong = wrong !== null && wrong !== undefined;
  return (
    <div class={isWrong ? "field wrong" : "field"}>
      <label for={id}>{label}</label>
      {children({ id, "aria-describedby": `${id}-hint`, "aria-invalid": isWrong })}
      <p id={`${id}-hint`} class="hint" role={isWrong ? "alert" : undefined}>
        {isWrong ? wrong : hint}
      </p>
    </div>
  );
}

/** A text to be taken elsewhere: an id, a hash. */
export function Copy({
  text,
  shown = text,
  what,
}: {
  readonly text: string;
  readonly shown?: string;
  readonly what: string;
}) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setTimeout(() => {
        setCopied(false);
      }, 1_500);
    } catch {
      tell(`Copying is not allowed here. Select the text: ${text}`, true); // without TLS browsers have no clipboard
    }
  };
  return (
    <button type="button" class="copy" onClick={() => void copy()} title={`Copy ${what}: ${text}`}>
      <code>{shown}</code>
      <span class="unseen">: copy {what}</span>
      <Icon name={isCopied ? "check" : "copy"} />
      <span class="unseen" role="status">
        {isCopied ? "Copied" : ""}
      </span>
    </button>
  );
}

/** What went wrong where something should stand, and how to go on. */
export function Trouble({ refused, onRetry }: { readonly refused: Refused; readonly onRetry?: () => void }) {
  return (
    <div class="trouble" role="alert">
      <Icon name="warn" />
      <p>{refused.message}</p>
      {onRetry && <Button onPress={onRetry}>Try again</Button>}
    </div>
  );
}

/** A page or a table without anything in it. */
export function Empty({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <div class="empty">
      <Icon name="mark" />
      <h2>{title}</h2>
      {children}
    </div>
  );
}
