import { JSON_API } from "./media-type.ts";
import { parametersOf } from "./openapi-parameters.ts";
import { schemaRef, schemas } from "./openapi-schemas.ts";
import type { Key, Route } from "./rest-action.ts";
import { ErrorDocument } from "./shapes.ts";

/** An object of JSON. */
export type Json = Readonly<Record<string, unknown>>;

export interface DescriptionParts {
  readonly routes: readonly Route[];
  /** What no `Route` serves: by path, then by method. */
  readonly others: Readonly<Record<string, Json>>;
  readonly version: string;
  /** What paths begin with where the outside reaches the service. */
  readonly publicPath: string;
}

/** Describes everything under `/api` in OpenAPI 3.1, out of the routes themselves. */
export function openApi({ routes, others, version, publicPath }: DescriptionParts): Json {
  return {
    openapi: "3.1.1",
    info: {
      title: "Tokenworks",
      version,
      description:
        "Unique, unpredictable tokens over any alphabet, after JSON:API 1.1. HEAD is answered wherever GET is, without the body.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: publicPath === "" ? "/" : publicPath }],
    tags: ["sessions", "alphabets", "tokens"].map((name) => ({ name })),
    paths: { ...pathsOf(routes), ...others },
    components: {
      schemas: schemas(),
      headers: HEADERS,
      responses: RESPONSES,
      securitySchemes: {
        "Session-Key": { type: "apiKey", in: "header", name: "Session-Key", description: "The id of a session." },
        "Api-Key": { type: "apiKey", in: "header", name: "Api-Key", description: "The key of a customer." },
      },
    },
  };
}

/** What any operation may answer. */
export const REFUSALS = {
  "4XX": { $ref: "#/components/responses/Refused" },
  "5XX": { $ref: "#/components/responses/Failed" },
} as const;

/** What any operation that reads may answer. */
export const NOT_MODIFIED = { "304": { $ref: "#/components/responses/NotModified" } } as const;

export function headerRefs(...names: readonly (keyof typeof HEADERS)[]): Json {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

/** A path as OpenAPI writes it. */
export function templateOf(path: string): string {
  return path.replaceAll(/:(\w+)/g, "{$1}");
}

/** An operation's keys: all at once. */
export function securityOf(keys: readonly Key[]): readonly Json[] {
  return [Object.fromEntries(keys.map((key) => [key, []]))];
}

const HEADERS = {
  ETag: { description: "The entity tag of the answer, for If-None-Match.", schema: { type: "string" } },
  Location: { description: "The path of what was made.", schema: { type: "string", format: "uri-reference" } },
  Link: { description: "Links to what was made and to this description (RFC 8288).", schema: { type: "string" } },
  "Retry-After": { description: "The number of seconds after which to ask again.", schema: { type: "integer" } },
} as const;

const RESPONSES = {
  Refused: refusalsFor("The request is refused."),
  Failed: refusalsFor("The service cannot do it now."),
  NotModified: { description: "If-None-Match names what there is.", headers: headerRefs("ETag") },
} as const;

function refusalsFor(description: string): Json {
  return {
    description,
    headers: headerRefs("Retry-After"),
    content: { [JSON_API]: { schema: schemaRef(ErrorDocument) } },
  };
}

function pathsOf(routes: readonly Route[]): Record<string, Json> {
  const byPath = Map.groupBy(routes, ({ path }) => templateOf(path));
  return Object.fromEntries(
    [...byPath].map(([path, methods]) => [
      path,
      Object.fromEntries(methods.map((route) => [route.method.toLowerCase(), operationOf(route)])),
    ]),
  );
}

function operationOf(route: Route): Json {
  const { name, summary, path, bodyShape, needsBody = true, keys = ["Session-Key"] } = route;
  return {
    operationId: name,
    summary,
    tags: [path.split("/")[2]],
    security: securityOf(keys),
    parameters: parametersOf(route),
    ...(bodyShape && { requestBody: { required: needsBody, content: bodiesOf(route, schemaRef(bodyShape)) } }),
    responses: { ...successOf(route), ...REFUSALS },
  };
}

function bodiesOf({ takesForm }: Route, schema: Json): Json {
  const properties = {
    "info.json": schema,
    "snapshot.blob": { type: "string", contentMediaType: "application/octet-stream" },
  };
  const form = { schema: { type: "object", properties, required: Object.keys(properties) } };
  return { [JSON_API]: { schema }, ...(takesForm && { "multipart/form-data": form }) };
}

function successOf({ method, keys = [], shape }: Route): Json {
  const content = { [JSON_API]: { schema: schemaRef(shape) } };
  if (method === "POST")
    return { "201": { description: "It is made.", headers: headerRefs("Location", "Link"), content } };
  // Nothing keeps an answer that holds Session-Keys, so it has no tag either.
  if (method === "DELETE" || keys.includes("Api-Key")) return { "200": { description: "The answer.", content } };
  return { "200": { description: "The answer.", headers: headerRefs("ETag"), content }, ...NOT_MODIFIED };
}
