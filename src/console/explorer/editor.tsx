import { effect, type ReadonlySignal, type Signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { lintKeymap } from "@codemirror/lint";
import { EditorState, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { HIGHLIGHT, THEME } from "./editor-theme.ts";

export interface EditorProps {
  /** What it is called for those who hear it. */
  readonly label: string;
  /** What it shows, whoever changes it. */
  readonly text: Signal<string> | ReadonlySignal<string>;
  /** Where to put what the reader writes; without it the text is only read. */
  readonly onWrite?: (text: string) => void;
  readonly language: Extension;
  /** Given the view, and null once it is gone. */
  readonly onView?: (view: EditorView | null) => void;
}

/**
 * A text with colours and completion.
 *
 * It stands in a shadow root, because CodeMirror puts its styles there in a way that the page's policy allows; elsewhere it would write them inline.
 */
export function Editor(props: EditorProps) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => (host.current === null ? undefined : open(host.current, props)), []); // once: the texts are signals
  return <div class="editor" ref={host} />;
}

function open(host: HTMLElement, { label, text, onWrite, language, onView }: EditorProps): () => void {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const tell = EditorView.updateListener.of(({ docChanged, state }) => {
    if (docChanged) onWrite?.(state.doc.toString());
  });
  const state = EditorState.create({
    doc: text.peek(),
    extensions: [onWrite ? writing() : EditorState.readOnly.of(true), shared(label), language, tell],
  });
  const view = new EditorView({ state, parent: root, root });
  onView?.(view);
  // Told at once, so that what has been written meanwhile is never taken back.
  const stop = effect(() => {
    const insert = text.value;
    if (view.state.doc.toString() !== insert)
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert } });
  });
  return () => {
    stop();
    onView?.(null);
    view.destroy();
  };
}

/** Tab is left to the page: whoever has only a keyboard must get out again. */
function shared(label: string): Extension {
  return [
    highlightSpecialChars(),
    drawSelection(),
    bracketMatching(),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
    syntaxHighlighting(HIGHLIGHT),
    THEME,
    keymap.of(defaultKeymap.filter(({ key }) => key !== "Mod-Enter")),
  ];
}

function writing(): Extension {
  return [
    lineNumbers(),
    history(),
    indentOnInput(),
    closeBrackets(),
    autocompletion(),
    EditorView.domEventHandlers({ beforeinput: typeOver }),
    keymap.of([...closeBracketsKeymap, ...historyKeymap, ...completionKeymap, ...lintKeymap]),
  ];
}

/** Replaces what is selected. Chromium would give the new text the colours of the old one by inline styles, which the page's policy refuses. */
function typeOver({ inputType, isComposing, data }: InputEvent, view: EditorView): boolean {
  const { from, to, empty } = view.state.selection.main;
  if (inputType !== "insertText" || isComposing || data === null || empty) return false;
  const insert = () =>
    view.state.update(view.state.replaceSelection(data), { userEvent: "input.type", scrollIntoView: true });
  const isHandled = view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, data, insert));
  if (!isHandled) view.dispatch(insert());
  return true;
}
