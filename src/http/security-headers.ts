import type { Context } from "koa";
import helmet from "koa-helmet";

/** What an answer may do in a browser that shows it: nothing. Pages have a policy of their own. */
const NOTHING = {
  defaultSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
} as const;

/** Helmet's defaults, but for what is the affair of a proxy with TLS in front, or of browsers that are long gone. */
const OPTIONS = {
  strictTransportSecurity: false,
  contentSecurityPolicy: { useDefaults: false, directives: NOTHING },
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
} as const;

/** Sets the headers that tell browsers what an answer may do. */
export const securityHeaders = helmet(OPTIONS);

/** The same as a list of names and values, which are the same for every answer. */
export async function securityHeaderList(): Promise<readonly string[]> {
  const list: string[] = [];
  const res = {
    setHeader: (name: string, value: string) => list.push(name, value),
    removeHeader: () => undefined,
  };
  await securityHeaders({ req: {}, res } as unknown as Context, () => Promise.resolve()); // all that Helmet looks at
  return list;
}
