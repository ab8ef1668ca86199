import type { ExecuteOperation } from "../graphql/execute-operation.ts";
import type { RequestContext } from "../graphql/request-context.ts";
import { MIN_CODED_BYTES } from "./content-coding.ts";
import { JSON_API } from "./media-type.ts";
import { etagOf, linkedFrom } from "./respond.ts";
import { TOKENS_ACTIONS } from "./tokens-actions.ts";

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

/** Which record of which line a path names; the one as it is now where it names no view. */
export interface NamedView {
  readonly path: string;
  readonly id: string;
  readonly view: string | undefined;
}

/** Reads a line's record; null for an answer that is to be compressed. Throws as the facade's actions do. */
export type ReadView = (named: NamedView, context: RequestContext) => Promise<ViewAnswer | null>;

/** Reads the records of lines for who asks without any condition and takes JSON:API. */
export function readView({ execute, now }: ReadViewDeps): ReadView {
  return async ({ path, id, view }, context) => {
    const parameters: Readonly<Record<string, string | undefined>> = { id, view };
    const { answer } = view === undefined ? TOKENS_ACTIONS.getTokens : TOKENS_ACTIONS.getTokensAt;
    const document = await answer({
      path,
      pathAndQuery: path,
      parameter: (name) => parameters[name] ?? "",
      query: new Map(),
      body: undefined,
      snapshot: null,
      now,
      run: (operation, variables) => execute(operation, variables, context),
    });
    const text = JSON.stringify(linkedFrom(document, context.publicPath));
    return text.length >= MIN_CODED_BYTES ? null : { headers: headersOf(text), text };
  };
}

function headersOf(text: string): readonly string[] {
  return ["Content-Type", JSON_API, "Accept", JSON_API, "Cache-Control", "no-cache", "ETag", etagOf(text), "Vary", "Origin, Accept-Encoding"]; // prettier-ignore
}
