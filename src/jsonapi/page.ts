import { ServiceError } from "../errors.ts";
import { OperationError } from "../graphql/execute-operation.ts";
import type { RestRequest } from "./rest-action.ts";

/** Of a list: what it goes on after. Only `links.next` names one; what it says is no client's affair. */
export const PAGE_AFTER = "page[after]";

/** As many as a list shows at once: the schema's pages have no more, and no fewer unless they are told. */
export const PAGE_SIZE = 1_000;

/** The cursor that a request brings; null for the first page. */
export function cursorOf({ query }: Pick<RestRequest, "query">): string | null {
  return query.get(PAGE_AFTER) ?? null;
}

/** The link to the page after one, with all else as the request has asked for it; none after the last page. */
export function nextLink(
  { path, query }: Pick<RestRequest, "path" | "query">,
  { hasNextPage, endCursor: cursor }: { readonly hasNextPage: boolean; readonly endCursor?: string | null },
): { next?: string } {
  if (!hasNextPage || !cursor) return {};
  const others = [...query].filter(([name]) => name !== PAGE_AFTER);
  return {
    next: `${path}?${[...others, [PAGE_AFTER, cursor]].map(([name = "", value = ""]) => `${name}=${encodeURIComponent(value)}`).join("&")}`,
  };
}

/** Reads a page; what is wrong with the cursor is told by the name that it has in the query. */
export async function refusingCursor<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof OperationError && error.formatted.extensions?.["code"] === "CURSOR_INVALID") {
      throw new ServiceError(
        "CURSOR_INVALID",
        `${PAGE_AFTER} must be one that an earlier page has given in links.next.`,
        PAGE_AFTER,
      );
    }
    throw error;
  }
}
