import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** The console's colours, which change with the reader's theme by themselves. */
export const HIGHLIGHT = HighlightStyle.define([
  { tag: [tags.keyword, tags.definitionKeyword, tags.modifier], color: "var(--accent)", fontWeight: "600" },
  { tag: [tags.propertyName, tags.attributeName], color: "var(--ink)" },
  { tag: [tags.atom, tags.typeName, tags.special(tags.name)], color: "var(--accent-strong)" },
  { tag: tags.variableName, color: "var(--warn)" },
  { tag: [tags.string, tags.integer, tags.float, tags.number], color: "var(--good)" },
  { tag: [tags.bool, tags.null], color: "var(--warn)" },
  { tag: [tags.comment, tags.lineComment], color: "var(--quiet)", fontStyle: "italic" },
  { tag: [tags.punctuation, tags.paren, tags.brace, tags.separator], color: "var(--quiet)" },
]);

const TOOLTIP = {
  border: "1px solid var(--rule)",
  borderRadius: "var(--round)",
  backgroundColor: "var(--raised)",
  color: "var(--ink)",
  boxShadow: "var(--shadow-high)",
  overflow: "hidden",
};

export const THEME = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "transparent", fontSize: "0.8125rem" },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "-2px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.6", overflow: "auto" },
  ".cm-content": { padding: "0.75rem 0", caretColor: "var(--accent)" },
  ".cm-line": { padding: "0 0.75rem" },
  ".cm-cursor": { borderLeft: "2px solid var(--accent)" },
  ".cm-gutters": { border: "0", backgroundColor: "transparent", color: "var(--quiet)" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 0.25rem 0 0.75rem", minWidth: "2.25rem" },
  "& > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": { backgroundColor: "var(--accent-soft)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    backgroundColor: "var(--accent-soft)",
  },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--accent-soft)", color: "inherit" },
  ".cm-tooltip": TOOLTIP,
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", fontSize: "0.8125rem", maxHeight: "15rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.2rem 0.6rem", lineHeight: "1.5" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--accent-soft)",
    color: "var(--ink)",
  },
  ".cm-completionIcon": { display: "none" },
  ".cm-completionDetail": { color: "var(--quiet)", fontStyle: "normal" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-tooltip.cm-completionInfo": { padding: "0.6rem 0.75rem", maxWidth: "22rem", lineHeight: "1.45" },
  ".cm-tooltip-lint": { padding: "0.15rem 0" },
  ".cm-diagnostic": { padding: "0.35rem 0.75rem", border: "0", whiteSpace: "pre-wrap", maxWidth: "28rem" },
  ".cm-lintRange-error": { background: "none", textDecoration: "underline wavy var(--bad)" },
  ".cm-lintRange-warning": { background: "none", textDecoration: "underline wavy var(--warn)" },
  ".cm-panels": { backgroundColor: "var(--raised)", color: "var(--ink)" },
});
