import type { ApolloServer } from "@apollo/server";
import type { Context } from "koa";
import { ServiceError } from "../errors.ts";
import type { RequestContext } from "../graphql/request-context.ts";
import type { PersistedDocuments, SentParameters } from "../graphql/persisted-documents.ts";
import { refusalIn } from "../lib/passing-fault.ts";
import { parseJson, readJson } from "../lib/read-json.ts";
import { answerOnce } from "./answer-once.ts";
import { wrongBody, wrongOperationName, type WrongParameter } from "./graphql-parameters.ts";
import { type GraphqlStreamDeps, streamResults } from "./graphql-stream.ts";
import { refuse } from "./refuse.ts";
import type { Serve } from "./router.ts";
import { EVENT_STREAM } from "./send-events.ts";

export interface GraphqlRouteDeps extends GraphqlStreamDeps {
  readonly apollo: ApolloServer<RequestContext>;
  readonly documents: PersistedDocuments;
}

const JSON_TYPES = ["application/graphql-response+json", "application/json"];

/** Serves GraphQL over HTTP: with an answer, or with a stream of server-sent events for who prefers one; `graphqlStream` has nothing but streams. */
export function graphqlRoutes(deps: GraphqlRouteDeps): Record<"graphql" | "graphqlStream", Serve> {
  return { graphql: answering(isStreamPreferred, deps), graphqlStream: answering(isStreamAccepted, deps) };
}

function answering(isStreamWanted: (ctx: Context) => boolean, { apollo, documents, ...deps }: GraphqlRouteDeps): Serve {
  return async (ctx) => {
    /** @param sent `wrongBody()` has found nothing in it. */
    const stream = async (sent: SentParameters) => {
      const operation = documents.find(sent);
      if (operation === null) refuseRequest(ctx, NOT_FOUND);
      else await streamResults(ctx, operation, deps);
    };
    ctx.set("Cache-Control", "no-store"); // an answer may hold Session-Keys
    try {
      const isSearch = ctx.method === "GET";
      const body = isSearch ? null : await bodyOf(ctx);
      const isStream = isStreamWanted(ctx);
      const sent = isSearch && isStream ? searchOf(ctx) : body;
      const wrong = isSearch && !isStream ? wrongSearch(ctx) : wrongBody(sent);
      if (wrong !== null) refuseRequest(ctx, wrong);
      else if (isStream) await stream(sent as SentParameters);
      else await answerOnce(ctx, apollo, { body, context: deps.contextOf(ctx) });
    } catch (error) {
      const refusal = refusalIn(error);
      if (refusal === null || ctx.headerSent) throw error;
      refuse(ctx, refusal);
      setMediaType(ctx);
    }
  };
}

function isStreamPreferred(ctx: Context): boolean {
  if (!ctx.get("Accept").includes("text/")) return false; // no stream is preferred, and negotiating takes its time
  return ctx.accepts([...JSON_TYPES, EVENT_STREAM]) === EVENT_STREAM;
}

/** @throws {ServiceError} `NOT_ACCEPTABLE` for a client that takes no stream, where there is nothing else. */
function isStreamAccepted(ctx: Context): true {
  if (ctx.accepts([EVENT_STREAM]) === EVENT_STREAM) return true;
  throw new ServiceError("NOT_ACCEPTABLE", `The answer is ${EVENT_STREAM}; Accept must allow it.`, "Accept");
}

async function bodyOf(ctx: Context): Promise<unknown> {
  if (!ctx.is("application/json"))
    throw new ServiceError("MEDIA_TYPE_UNSUPPORTED", "Send the operation as application/json.");
  return readJson(ctx.req);
}

/**
 * What a GET asks for, in the form of a body.
 *
 * @throws {ServiceError} `BODY_UNREADABLE` for variables or extensions that are not JSON.
 */
function searchOf({ query: { query, operationName, variables, extensions } }: Context): object {
  return { query, operationName, variables: jsonOf(variables), extensions: jsonOf(extensions) };
}

function jsonOf(text: Context["query"][string] = ""): unknown {
  return text === "" ? null : parseJson(Buffer.from(String(text)));
}

/** Of a GET; Apollo looks at all else. */
function wrongSearch(ctx: Context): WrongParameter | null {
  const { operationName } = ctx.query;
  return operationName === undefined ? null : wrongOperationName(operationName);
}

/** In the words that clients of automatic persisted queries wait for. */
const NOT_FOUND: WrongParameter = { message: "PersistedQueryNotFound", code: "PERSISTED_QUERY_NOT_FOUND" };

/** In GraphQL's shape, as a refusal is. */
function refuseRequest(ctx: Context, { message, field, code = "BAD_REQUEST" }: WrongParameter): void {
  ctx.status = 400;
  ctx.body = { errors: [{ message, extensions: { code, ...(field !== undefined && { field }) } }] };
  setMediaType(ctx);
}

/** The one that was asked for. */
function setMediaType(ctx: Context): void {
  if (ctx.get("Accept").includes("application/graphql-response+json"))
    ctx.type = "application/graphql-response+json; charset=utf-8";
}
