/** What a terminal is told: text, a control character, or a sequence of the kind `ESC [ … letter`. */
// eslint-disable-next-line no-control-regex -- a terminal is controlled by such characters
const TOLD = /\u001B\[(\??[\d;]*)([A-Za-z])|\u001B[78]|[\r\n]|[^\u001B\r\n]+/g;

const ESCAPE = "\u001B";

/** What stands on a terminal when half of its output was written, and at the end; of the sequences, those that the commands use. */
export function screensOf(pieces: readonly string[]): [middle: string, end: string] {
  const half = pieces.slice(0, Math.ceil(pieces.length / 2)).join("");
  return [screenOf(half), screenOf(pieces.join(""))];
}

function screenOf(output: string): string {
  const lines: string[] = [""];
  let [row, column] = [0, 0];
  for (const [told, given = "", letter] of output.matchAll(TOLD)) {
    const count = Number(given || 1);
    if (told === "\r") column = 0;
    else if (told === "\n") {
      row += 1;
      lines[row] ??= "";
    } else if (letter === "A") row = Math.max(0, row - count);
    else if (letter === "G") column = Math.max(0, count - 1);
    else if (letter === "K") lines[row] = (lines[row] ?? "").slice(0, column);
    else if (letter === "J") lines.splice(row, Infinity, (lines[row] ?? "").slice(0, column));
    else if (letter === undefined && !told.startsWith(ESCAPE)) {
      const line = (lines[row] ?? "").padEnd(column);
      lines[row] = line.slice(0, column) + told + line.slice(column + told.length);
      column += told.length;
    }
  }
  return lines
    .map((line) => line.trimEnd())
    .join("\n")
    .trim();
}
