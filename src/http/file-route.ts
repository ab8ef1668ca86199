import type { RouterContext } from "@koa/router";
import type { Context } from "koa";
import { ServiceError } from "../errors.ts";
import type { RequestContext } from "../graphql/request-context.ts";
import { faultRefusal, refusalsOf } from "../jsonapi/refusal.ts";
import { sendRefusals } from "../jsonapi/respond.ts";
import type { Runtime } from "../lib/runtime.ts";
import { answerFile, type ServedFile } from "./file-answer.ts";
import { isBrokenConnection } from "./is-broken-connection.ts";
import type { Serve } from "./router.ts";

/** The files of a line, each under its name. */
export const KINDS = ["data", "snapshot", "analysis", "score", "delta", "certificate"] as const;

export interface FileQuery {
  readonly lineId: string;
  readonly kind: (typeof KINDS)[number];
  readonly format: FormatName | null;
  /** Whether text ends with a newline; null for as the format has it. */
  readonly end: "newline" | null;
  /** Whether csv begins with a byte order mark. */
  readonly bom: boolean;
  /** Whether csv guards tokens that look like formulas. */
  readonly guardFormulas: boolean;
  readonly part: number | null;
}

export interface FileRouteDeps {
  readonly contextOf: (ctx: Context) => RequestContext;
  /** @param gone aborts when the connection closes before the answer is sent. */
  readonly open: (context: RequestContext, query: FileQuery, gone: AbortSignal) => Promise<ServedFile>;
  readonly onFault: (fault: unknown, context: RequestContext) => void;
  readonly timer: Runtime["timer"];
}

export const FORMATS = ["gz", "csv", "json", "ndjson", "xlsx"] as const;
type FormatName = (typeof FORMATS)[number];

export const ENDS = ["none", "newline"] as const;
export const SWITCHES = ["bom", "guardFormulas"] as const;
const PARAMETERS = ["format", "part", "end", ...SWITCHES] as const;
type Parameter = (typeof PARAMETERS)[number];

/** Serves the files of production lines, generated while they are sent. Nothing negotiates a content coding: the sizes must hold. */
export function fileRoutes(deps: FileRouteDeps): Record<FileQuery["kind"], Serve> {
  const serving = KINDS.map((kind): [string, Serve] => [kind, (ctx) => sendFile(ctx, kind, deps)]);
  return Object.fromEntries(serving) as Record<FileQuery["kind"], Serve>; // each of the kinds
}

async function sendFile(ctx: RouterContext, kind: FileQuery["kind"], deps: FileRouteDeps): Promise<void> {
  const { id: lineId = "" } = ctx.params;
  const context = deps.contextOf(ctx);
  const gone = new AbortController();
  ctx.res.once("close", () => {
    gone.abort();
  });
  try {
    const file = await deps.open(context, { lineId, kind, ...parseQuery(ctx.querystring, kind) }, gone.signal);
    await answerFile(ctx, file, deps.timer);
  } catch (thrown) {
    const refusals = refusalsOf(thrown, {});
    if (refusals === null && !(hasLeft(ctx) && isBrokenConnection(thrown))) deps.onFault(thrown, context);
    if (ctx.res.headersSent || !ctx.res.writable) return;
    sendRefusals(ctx, { title: "File not sent", refusals: refusals ?? [faultRefusal()], context });
  }
}

/** Whether a connection that breaks can only be the caller's: it has been answered, or waits no longer. */
function hasLeft({ res }: Context): boolean {
  return res.headersSent || res.closed;
}

function parseQuery(querystring: string, kind: FileQuery["kind"]): Omit<FileQuery, "lineId" | "kind"> {
  const query = new URLSearchParams(querystring);
  const unknown = [...query.keys()].find((name) => !PARAMETERS.some((known) => known === name));
  if (unknown !== undefined)
    throw new ServiceError(
      "PARAMETER_INVALID",
      `A file knows the query parameters ${PARAMETERS.join(", ")}.`,
      unknown.slice(0, 64),
    );
  if (query.has("format") && kind !== "data")
    throw new ServiceError("PARAMETER_INVALID", "The data alone has formats.", "format");
  const part = onlyValue(query, "part", "must be the number of a part, 1 for the first.");
  if (part !== null && !/^[1-9]\d{0,8}$/.test(part))
    throw new ServiceError("PARAMETER_INVALID", "part must be the number of a part, 1 for the first.", "part");
  return {
    format: oneOf(query, "format", FORMATS),
    end: oneOf(query, "end", ENDS) === "newline" ? "newline" : null,
    bom: oneOf(query, "bom", ["true", "false"]) === "true",
    guardFormulas: oneOf(query, "guardFormulas", ["true", "false"]) === "true",
    part: part === null ? null : Number(part),
  };
}

/** The value of a parameter that has one of some; null without it. */
function oneOf<Value extends string>(query: URLSearchParams, name: Parameter, values: readonly Value[]): Value | null {
  const hint = `may be one of ${values.join(", ")}.`;
  const value = onlyValue(query, name, hint);
  const known = values.find((each) => each === value) ?? null;
  if (value !== null && known === null) throw new ServiceError("PARAMETER_INVALID", `${name} ${hint}`, name);
  return known;
}

function onlyValue(query: URLSearchParams, name: Parameter, hint: string): string | null {
  const [value = null, ...others] = query.getAll(name);
  if (others.length > 0) throw new ServiceError("PARAMETER_INVALID", `${name} ${hint}`, name);
  return value;
}
