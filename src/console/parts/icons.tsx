const SHAPES = {
  mark: "M3 5C10 5 10 15 17 15M3 10C10 10 10 5 17 5M3 15C10 15 10 10 17 10",
  lines: "M3 5h14M3 10h14M3 15h9",
  plus: "M10 4v12M4 10h12",
  letters: "M4 16 10 4l6 12M6.3 12h7.4",
  sessions: "M4 4h12v9H4zM8 16h4",
  account: "M10 10a3 3 0 1 0-.01 0M4 16.5c.8-3 3-4.2 6-4.2s5.2 1.200 6 4.200",
  search: "M9 14A5 5 0 1 0 9 4a5 5 0 0 0 0 10M13 13l4 4",
  more: "M5 10h.01M10 10h.01M15 10h.01",
  copy: "M7 7h9v9H7zM4 13V4h9",
  check: "M4 10.500 8 14.500 16 6",
  cross: "M5 5 15 15M15 5 5 15",
  down: "M10 4v9M6 9.500l4 4 4-4M4 16.500h12",
  leave: "M8 4H4v12h4M9 10h8M14 7l3 3-3 3",
  file: "M5 3h7l3 3v11H5zM12 3v3h3",
  warn: "M10 4 17.500 16.500h-15zM10 9v3.500M10 14.500v.01",
  code: "M7 6l-4 4 4 4M13 6l4 4-4 4",
  next: "M8 5l5 5-5 5",
} as const;

export type IconName = keyof typeof SHAPES;

/** A drawing beside a word; it says nothing that the word does not. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 20 20" aria-hidden="true">
      <path d={SHAPES[name]} />
    </svg>
  );
}
