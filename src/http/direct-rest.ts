import type { IncomingMessage } from "node:http";
import { JSON_API } from "../jsonapi/media-type.ts";
import { namesView, type ReadView } from "../jsonapi/read-view.ts";
import type { FindDirect } from "./direct-request.ts";

/** What clients accept, in their usual words; whatever else they say the facade looks at. */
const USUAL_ACCEPTS: ReadonlySet<string> = new Set(["", "*/*", JSON_API]);

/** Headers that an answer may depend on. */
const CONDITIONS = ["if-match", "if-none-match", "content-length", "transfer-encoding"];

/** Answers reads of a line's record by REST where there is one; the facade has the words for everything else. */
export function directRest(read: ReadView): FindDirect {
  return (request) => {
    if (!isMine(request)) return null;
    return async ({ url = "" }, context) => {
      const answer = await read(url, context);
      return answer && { status: 200, ...answer };
    };
  };
}

function isMine({ method, url = "", headers }: IncomingMessage): boolean {
  return (
    method === "GET" &&
    namesView(url) &&
    USUAL_ACCEPTS.has(headers.accept ?? "") &&
    CONDITIONS.every((name) => headers[name] === undefined)
  );
}
