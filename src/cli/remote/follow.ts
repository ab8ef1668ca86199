import { OperatorError } from "../../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { remark, say } from "../terminal.ts";
import { LiveRows } from "./live-rows.ts";
import { readAccess, type RemoteWords } from "./remote-access.ts";
import { RemoteService } from "./remote-service.ts";
import { HEAD, LINE_FIELDS, plainRowOf, type RemoteLine, rowOf } from "./shown-line.ts";

const LINE = `query ($id: ID!) { tokens(id: $id) { ${LINE_FIELDS} } }`;
const FOLLOW = `subscription ($id: ID!) { production(id: $id) { tokens { ${LINE_FIELDS} } } }`;
/** What a line that does not come to its end stands at. */
const LOST = new Set(["FAILED", "CANCELLED", "DELETED"]);

export interface FollowWords extends RemoteWords {
  readonly json?: boolean;
}

/**
 * Follows a line to its end.
 *
 * @returns the exit code: 1 for a line that has failed, or was cancelled or deleted.
 * @throws {OperatorError} for a line that the session does not have.
 */
export async function followLine(id: string, words: FollowWords): Promise<number> {
  const service = new RemoteService(readAccess(words));
  const { tokens: first } = await service.ask<{ tokens: RemoteLine | null }>(LINE, { id });
  if (first === null) throw new OperatorError("The session has no production line with that id.");
  const show = shower(words);
  let last = first;
  show.row(first);
  for await (const { production } of service.follow<{ production: { tokens: RemoteLine } }>(FOLLOW, { id })) {
    if (isSame(last, production.tokens)) continue;
    last = production.tokens;
    show.row(last);
  }
  show.end();
  const { status, error } = last.status ?? { status: "DELETED", error: null };
  if (error !== null) remark(error.message);
  return LOST.has(status) ? EXIT.no : EXIT.done;
}

function isSame({ status: a }: RemoteLine, { status: b }: RemoteLine): boolean {
  return a?.status === b?.status && a?.progress === b?.progress;
}

/** On a terminal one row that changes; for programs a row, or a JSON object, of each change. */
function shower({ json }: FollowWords): { readonly row: (line: RemoteLine) => void; readonly end: () => void } {
  if (json)
    return {
      row: (line) => {
        say(JSON.stringify(line));
      },
      end: () => undefined,
    };
  if (!process.stdout.isTTY)
    return {
      row: (line) => {
        say(plainRowOf(line));
      },
      end: () => undefined,
    };
  const rows = new LiveRows();
  return {
    row: (line) => {
      rows.show([HEAD, rowOf(line)]);
    },
    end: () => {
      rows.end();
    },
  };
}
