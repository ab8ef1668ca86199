import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";

export interface TabsProps {
  readonly label: string;
  readonly tabs: readonly { readonly name: string; readonly content: ComponentChildren }[];
}

/** One of several, chosen by click or arrow key. Source: the ARIA authoring practices, tabs with automatic activation. */
export function Tabs({ label, tabs }: TabsProps) {
  const id = useId();
  const [chosen, choose] = useState(0);
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const next = (chosen + step + tabs.length) % tabs.length;
    choose(next);
    document.getElementById(`${id}-tab-${next}`)?.focus();
  };
  const shown = tabs[chosen];
  return (
    <div class="beside">
      <div class="tabs" role="tablist" aria-label={label} onKeyDown={onKey}>
        {tabs.map(({ name }, at) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}-tab-${at}`}
            aria-selected={at === chosen}
            aria-controls={`${id}-panel`}
            tabIndex={at === chosen ? 0 : -1}
            onClick={() => {
              choose(at);
            }}
          >
            {name}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-tab-${chosen}`} class="tab-panel" key={chosen}>
        {shown?.content}
      </div>
    </div>
  );
}
