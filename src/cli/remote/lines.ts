import { say, sayJson } from "../terminal.ts";
import { LiveRows } from "./live-rows.ts";
import { readAccess, type RemoteWords } from "./remote-access.ts";
import { RemoteService } from "./remote-service.ts";
import { HEAD, LINE_FIELDS, plainRowOf, type RemoteLine, rowOf } from "./shown-line.ts";

const PAGE = 200;
const LINES = `query ($first: Int!, $after: String) {
  productionLines(first: $first, after: $after) { edges { node { ${LINE_FIELDS} } } pageInfo { hasNextPage endCursor } }
}`;
const FOLLOW = `subscription { productions { tokens { ${LINE_FIELDS} } } }`;

interface Page {
  readonly productionLines: {
    readonly edges: readonly { readonly node: RemoteLine }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

export interface LinesWords extends RemoteWords {
  readonly live?: boolean;
  readonly json?: boolean;
}

/** Shows a session's lines, the newest first: once, or live until the session ends. @throws {OperatorError} as the service refuses. */
export async function showLines(words: LinesWords): Promise<void> {
  const service = new RemoteService(readAccess(words));
  const lines = await readLines(service);
  if (words.live) return showLive(service, lines);
  if (words.json) sayJson(lines);
  else if (process.stdout.isTTY) say([HEAD, ...lines.map(rowOf)].join("\n"));
  else for (const line of lines) say(plainRowOf(line));
}

async function readLines(service: RemoteService): Promise<RemoteLine[]> {
  const lines: RemoteLine[] = [];
  let after: string | null = null;
  do {
    const { productionLines }: Page = await service.ask<Page>(LINES, { first: PAGE, after });
    lines.push(...productionLines.edges.map(({ node }) => node));
    after = productionLines.pageInfo.hasNextPage ? productionLines.pageInfo.endCursor : null;
  } while (after !== null);
  return lines;
}

/** On a terminal a table that changes; for programs the row of each change. */
async function showLive(service: RemoteService, present: readonly RemoteLine[]): Promise<void> {
  const lines = new Map(present.toReversed().map((line) => [line.id, line]));
  const table = process.stdout.isTTY ? new LiveRows() : null;
  const show = (line: RemoteLine | null) => {
    if (table !== null) table.show([HEAD, ...[...lines.values()].reverse().map(rowOf)]);
    else if (line !== null) say(plainRowOf(line));
  };
  show(null);
  try {
    for await (const { productions } of service.follow<{ productions: { tokens: RemoteLine } }>(FOLLOW)) {
      const line = productions.tokens;
      if (line.status?.status === "DELETED") lines.delete(line.id);
      else lines.set(line.id, line);
      show(line);
    }
  } finally {
    table?.end();
  }
}
