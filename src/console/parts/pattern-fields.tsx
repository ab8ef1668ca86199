import type { ShapeDraft } from "../lib/shape-draft.ts";
import { Field } from "./controls.tsx";

export interface PatternFieldsProps {
  readonly draft: ShapeDraft;
  readonly onChange: (part: Partial<ShapeDraft>) => void;
  readonly wrongOf: (field: string) => string | null;
}

/** Whether tokens are written by a pattern instead of with one alphabet. */
export function PatternChoice({ draft, onChange }: Pick<PatternFieldsProps, "draft" | "onChange">) {
  return (
    <label class="choice tall">
      <input
        type="checkbox"
        checked={draft.isPattern}
        onChange={({ currentTarget }) => {
          onChange({ isPattern: currentTarget.checked });
        }}
      />
      <span>
        Write tokens by a pattern
        <small>With groups, check characters, and without words that should not be read in them</small>
      </span>
    </label>
  );
}

export function PatternFields({ draft, onChange, wrongOf }: PatternFieldsProps) {
  return (
    <>
      <Field
        label="Pattern"
        wrong={wrongOf("pattern") ?? wrongOf("format")}
        hint="A group is an alphabet and how many digits, or a check: {BASE24:4}, {[ACGT]:6}, {check:mod37-36}"
      >
        {(attributes) => (
          <input
            {...attributes}
            class="mono"
            spellcheck={false}
            autocomplete="off"
            value={draft.pattern}
            onInput={({ currentTarget }) => {
              onChange({ pattern: currentTarget.value });
            }}
          />
        )}
      </Field>
      <Field
        label="Without these words"
        wrong={wrongOf("words") ?? wrongOf("without")}
        hint="None of them stands in a token, in upper or lower case, across groups or with a check character"
      >
        {(attributes) => (
          <textarea
            {...attributes}
            class="mono"
            rows={3}
            spellcheck={false}
            value={draft.words}
            onInput={({ currentTarget }) => {
              onChange({ words: currentTarget.value });
            }}
          />
        )}
      </Field>
    </>
  );
}
