import type { IncomingMessage } from "node:http";
import { JSON_API } from "../jsonapi/media-type.ts";
import { type NamedView, type ReadView } from "../jsonapi/read-view.ts";
import { VIEWS } from "../jsonapi/tokens-actions.ts";
import { AREAS } from "./addresses.ts";
import type { FindDirect } from "./direct-request.ts";

/** What clients accept, in their usual words; whatever else they say the facade looks at. */
const USUAL_ACCEPTS: ReadonlySet<string> = new Set(["", "*/*", JSON_API]);

/** Headers that an answer may depend on. */
const CONDITIONS = ["if-match", "if-none-match", "content-length", "transfer-encoding"];

/** The addresses of a line's records, with ids that need no decoding. */
const PATHS = AREAS.flatMap(({ rows }) => rows).flatMap(([, path, name]) =>
  name === "getTokens" || name === "getTokensAt"
    ? [{ route: path, pattern: new RegExp(`^${path.replaceAll(/:(\w+)/g, "(?<$1>[\\w-]+)")}$`) }]
    : [],
);

/** Answers reads of a line's record by REST where there is one; the facade has the words for everything else. */
export function directRest(read: ReadView): FindDirect {
  return (request) => {
    const found = isUsual(request) ? namedView(request.url ?? "") : null;
    if (found === null) return null;
    const { route, named } = found;
    return async (_request, context) => {
      const answer = await read(named, context);
      return answer && { status: 200, route, ...answer };
    };
  };
}

function isUsual({ method, headers }: IncomingMessage): boolean {
  return (
    method === "GET" &&
    USUAL_ACCEPTS.has(headers.accept ?? "") &&
    CONDITIONS.every((name) => headers[name] === undefined)
  );
}

function namedView(path: string): { readonly route: string; readonly named: NamedView } | null {
  for (const { route, pattern } of PATHS) {
    const groups = pattern.exec(path)?.groups;
    if (groups === undefined) continue;
    const { id = "", view } = groups;
    return view === undefined || VIEWS.has(view) ? { route, named: { path, id, view } } : null; // a file, or events
  }
  return null;
}
