import type { Context } from "koa";
import type { RequestContext } from "../graphql/request-context.ts";
import type { Document } from "./document.ts";
import { JSON_API } from "./media-type.ts";
import type { Refusal } from "./refusal.ts";

export interface Refused {
  readonly title: string;
  readonly refusals: readonly Refusal[];
  readonly context: Pick<RequestContext, "requestId" | "publicPath">;
}

/** A document's links are paths of the service's own; the outside gets them as it knows them. */
export function sendDocument(
  ctx: Context,
  status: number,
  document: Document,
  { publicPath }: Pick<RequestContext, "publicPath">,
): void {
  const { location, ...members } = document;
  if (location !== undefined) ctx.set("Location", `${publicPath}${location}`);
  send(ctx, status, linkedFrom(members, publicPath));
}

/** A document whose links are those that the outside knows. */
export function linkedFrom(document: Document, publicPath: string): Document {
  const links = Object.entries(document.links).map(([name, path]) => [name, `${publicPath}${path}`] as const);
  return { ...document, links: Object.fromEntries(links) };
}

/** As they were sent, but for brackets, which are shown as brackets. */
export function pathAndQuery({ path, search }: Context): string {
  return `${path}${search}`.replaceAll(/%5B/gi, "[").replaceAll(/%5D/gi, "]");
}

/** Answers with the status of the first refusal, and with its `Retry-After` where waiting mends it. */
export function sendRefusals(ctx: Context, refused: Refused): void {
  const [first] = refused.refusals;
  if (first?.retryAfterSeconds !== undefined) ctx.set("Retry-After", String(first.retryAfterSeconds));
  send(ctx, first?.status ?? 500, refusedDocument(ctx, refused));
}

export function refusedDocument(ctx: Context, { title, refusals, context: { requestId, publicPath } }: Refused) {
  const errors = refusals.map(({ status, detail, code, source }) => ({
    status,
    title,
    detail,
    code,
    ...(source && { source }),
  }));
  return { errors, links: { self: `${publicPath}${selfLink(ctx)}` }, meta: { requestId } };
}

/** Those of tokens never show the query. */
function selfLink(ctx: Context): string {
  return ctx.path === "/api/tokens" || ctx.path.startsWith("/api/tokens/") ? ctx.path : pathAndQuery(ctx);
}

function send(ctx: Context, status: number, body: object): void {
  ctx.status = status;
  // Set as they are: Koa would add a charset, which the media type does not have.
  ctx.set({
    "Content-Type": JSON_API,
    Accept: JSON_API,
    "Cache-Control": holdsKey(ctx, body) ? "no-cache, no-store" : "no-cache",
  });
  ctx.body = JSON.stringify(body);
}

/** Whether an answer holds Session-Keys: a session's id is one, and stands in the path of its own. */
function holdsKey({ path }: Context, body: object): boolean {
  return path.startsWith("/api/sessions/") || (path === "/api/sessions" && "data" in body);
}
