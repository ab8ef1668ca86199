import { AREAS } from "./addresses.ts";

/** What the service's own paths begin with, but for the first page's. */
const OWN: ReadonlySet<string> = new Set(
  AREAS.flatMap(({ rows }) => rows.map(([, path]) => /^\/([^/{]+)/.exec(path)?.[1] ?? "")).filter(Boolean),
);

/**
 * Brings a request's target into the form that everything behind reads: a path of the service's own, with its query.
 *
 * The absolute form is taken as well (RFC 9112 section 3.2.2), and so is the path that the outside knows, which a proxy has not stripped.
 *
 * @param publicPath what the outside's paths begin with; empty where nothing stands before.
 */
export function ownTarget(target: string, publicPath: string): string {
  const path = target.replace(/^https?:\/\/[^/?#]*/i, "");
  const absolute = path.startsWith("/") ? path : `/${path}`;
  if (publicPath === "") return absolute;
  if (absolute === publicPath) return "/"; // as it is typed
  if (!absolute.startsWith(`${publicPath}/`)) return absolute;
  const stripped = absolute.slice(publicPath.length);
  return isOwn(stripped) ? stripped : absolute;
}

function isOwn(target: string): boolean {
  const [, first] = /^\/([^/?]+)/.exec(target) ?? [];
  return first === undefined ? /^\/(?:$|\?)/.test(target) : OWN.has(first);
}
