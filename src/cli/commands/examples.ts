/** Commands as the help shows them, below everything else. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ tokenworks ${line}`).join("\n")}`;
}
