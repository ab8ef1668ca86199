import type { ExecuteOperation } from "../graphql/execute-operation.ts";
import type { RequestContext } from "../graphql/request-context.ts";
import { MIN_CODED_BYTES } from "./content-coding.ts";
import { JSON_API } from "./media-type.ts";
import { etagOf, linkedFrom } from "./respond.ts";
import type { Route } from "./route.ts";
import { TOKENS_ROUTES, VIEWS } from "./tokens-routes.ts";

export interface ReadViewDeps {
  readonly execute: ExecuteOperation;
  readonly now: () => Date;
}

/** A line's record, as `sendDocument()` would send it. */
export interface ViewAnswer {
  /** Names and values. */
  readonly headers: readonly string[];
  readonly text: string;
}

/** Reads the view that a path names; null for an answer that is to be compressed. Throws as the route does. */
export type ReadView = (path: string, context: RequestContext) => Promise<ViewAnswer | null>;

const PATH = /^\/api\/tokens\/([\w-]+)(?:\/(\w+))?$/;

const [WHOLE, AT_STATUS] = ["/api/tokens/:id", "/api/tokens/:id/:view"].map((path) => requireRoute(path));

/** Whether a path may be one of a line's record, and a GET of it be read by `ReadView`. */
export function namesView(path: string): boolean {
  const found = PATH.exec(path);
  return found !== null && (found[2] === undefined || VIEWS.has(found[2]));
}

/** Reads the records of lines by their paths, for who asks without any condition and takes JSON:API. */
export function readView({ execute, now }: ReadViewDeps): ReadView {
  return async (path, context) => {
    const [, id = "", view] = PATH.exec(path) ?? [];
    const parameters: Readonly<Record<string, string | undefined>> = { id, view };
    const route = view === undefined ? WHOLE : AT_STATUS;
    const document = await route?.answer({
      path,
      pathAndQuery: path,
      parameter: (name) => parameters[name] ?? "",
      query: new Map(),
      body: undefined,
      snapshot: null,
      now,
      run: (operation, variables) => execute(operation, variables, context),
    });
    if (document === undefined) return null;
    const text = JSON.stringify(linkedFrom(document, context.publicPath));
    return text.length >= MIN_CODED_BYTES ? null : { headers: headersOf(text), text };
  };
}

function headersOf(text: string): readonly string[] {
  return ["Content-Type", JSON_API, "Accept", JSON_API, "Cache-Control", "no-cache", "ETag", etagOf(text), "Vary", "Origin, Accept-Encoding"]; // prettier-ignore
}

function requireRoute(path: string): Route {
  const route = TOKENS_ROUTES.find((each) => each.method === "GET" && each.path === path);
  if (route === undefined) throw new Error(`There is no route ${path}.`);
  return route;
}
