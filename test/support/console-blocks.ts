/** A command of a console block, continuation lines included, and the output that the page shows under it. */
export interface Shown {
  readonly command: string;
  readonly output: string;
}

/** All commands that a page shows in its console blocks. */
export function consoleBlocks(page: string): Shown[] {
  const blocks = [...page.matchAll(/```console\n([\s\S]*?)```/g)].map(([, block = ""]) => block);
  return blocks.flatMap((block) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((entry) => {
        const [, command = "", output = ""] = /^((?:.*\\\n)*.*)\n?([\s\S]*)$/.exec(entry) ?? [];
        return { command, output };
      }),
  );
}
