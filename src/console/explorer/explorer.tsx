import { computed } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { json, jsonParseLinter } from "@codemirror/lang-json";
import { linter } from "@codemirror/lint";
import type { EditorView } from "@codemirror/view";
import { graphql, updateSchema } from "cm6-graphql";
import { parse, print } from "graphql";
import { Button } from "../parts/controls.tsx";
import { Icon } from "../parts/icons.tsx";
import { Docs, openDocs } from "./docs.tsx";
import { headers, query, take, variables } from "./draft.ts";
import { Editor } from "./editor.tsx";
import { EXAMPLES } from "./examples.ts";
import { outcome, run, running, stop } from "./run.ts";
import { schema } from "./schema.ts";
import { Tabs } from "./tabs.tsx";

const RESULT = computed(() => outcome.value?.text ?? "");
const COLOURS = json();
/** What is empty is left out. */
const CHECK = linter((view) => (view.state.doc.toString().trim() === "" ? [] : jsonParseLinter()(view)));

/** The page: what is asked on the left, what is answered in the middle, what can be asked on the right. */
export function Explorer() {
  const view = useRef<EditorView>(null);
  const start = () => {
    run(view.current?.state.selection.main.head ?? 0);
  };
  useShortcuts(start);
  return (
    <div class="explorer">
      <Head onRun={start} />
      <main id="main" tabIndex={-1}>
        <section class="pane ask" aria-label="Request">
          <QueryEditor viewRef={view} />
          <Beside />
        </section>
        <Result />
        <Docs />
      </main>
    </div>
  );
}

function Head({ onRun }: { readonly onRun: () => void }) {
  const isRunning = running.value !== null;
  return (
    <header class="explorer-head">
      <a class="wordmark" href="./">
        <Icon name="mark" />
        <span>Tokenworks</span>
      </a>
      <h1>Explorer</h1>
      <div class="examples" role="group" aria-label="Examples">
        {EXAMPLES.map((example) => (
          <Button
            key={example.name}
            kind="quiet"
            onPress={() => {
              take(example);
            }}
          >
            {example.name}
          </Button>
        ))}
      </div>
      <Button kind="plain" onPress={prettify}>
        Prettify
      </Button>
      <Button
        kind={isRunning ? "plain" : "primary"}
        icon={isRunning ? "cross" : "next"}
        onPress={isRunning ? stop : onRun}
      >
        {isRunning ? "Stop" : "Run"}
      </Button>
    </header>
  );
}

function QueryEditor({ viewRef }: { readonly viewRef: { current: EditorView | null } }) {
  const all = schema.value;
  useEffect(() => {
    if (viewRef.current !== null && all !== null) updateSchema(viewRef.current, all);
  }, [all]);
  const onView = (view: EditorView | null) => {
    viewRef.current = view;
  };
  const [language] = useState(() =>
    graphql(schema.peek() ?? undefined, {
      onShowInDocs: (field, type, parent) => {
        if (field !== undefined && parent !== undefined) openDocs({ type: parent, member: field });
        else if (type !== undefined) openDocs({ type: type.replace(/[[\]!]/g, ""), member: null });
      },
    }),
  );
  return (
    <Editor
      label="Query"
      text={query}
      onWrite={(text) => {
        query.value = text;
      }}
      language={language}
      onView={onView}
    />
  );
}

/** What goes along with the query. */
function Beside() {
  const sent = { Variables: variables, Headers: headers };
  return (
    <Tabs
      label="Beside the query"
      tabs={(["Variables", "Headers"] as const).map((name) => ({
        name,
        content: (
          <Editor
            label={name}
            text={sent[name]}
            onWrite={(text) => {
              sent[name].value = text;
            }}
            language={[COLOURS, CHECK]}
          />
        ),
      }))}
    />
  );
}

function Result() {
  const shown = outcome.value;
  return (
    <section class="pane answer" aria-label="Result">
      <p class={shown?.isBad ? "answer-note bad" : "answer-note"} role="status">
        {shown === null ? "Ctrl Enter runs the operation at the cursor." : shown.note}
      </p>
      <Editor label="Result" text={RESULT} language={COLOURS} />
    </section>
  );
}

function prettify(): void {
  try {
    query.value = `${print(parse(query.value))}\n`;
  } catch {
    // the editor has marked what cannot be read
  }
}

/** Everywhere on the page, the editors included. */
function useShortcuts(onRun: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey)) return;
      if (event.key === "Enter") onRun();
      else if (event.shiftKey && event.key.toLowerCase() === "f") prettify();
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    addEventListener("keydown", onKey, { capture: true });
    return () => {
      removeEventListener("keydown", onKey, { capture: true });
    };
  }, []);
}
