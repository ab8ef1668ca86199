import { headerRefs, type Json, NOT_MODIFIED, REFUSALS, securityOf } from "../jsonapi/openapi.ts";
import { parametersOf } from "../jsonapi/openapi-parameters.ts";
import { schemaRef } from "../jsonapi/openapi-schemas.ts";
import { AnalysisDocument, Envelope } from "../jsonapi/shapes.ts";
import { ENDS, FORMATS, KINDS, SWITCHES } from "./file-route.ts";

type Kind = (typeof KINDS)[number];

interface Described {
  readonly summary: string;
  /** Schemas by true media types; clients of the documented service get each as `application/json`. */
  readonly types: Readonly<Record<string, Json>>;
}

const TEXT = { type: "string" } as const;
const BYTES = {} as const;
const WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const DESCRIBED: Readonly<Record<Kind, Described>> = {
  data: {
    summary: "Sends the tokens, joined by newlines, or in another format.",
    types: {
      "text/plain": TEXT,
      "text/csv": TEXT,
      "application/gzip": BYTES,
      "application/x-ndjson": TEXT,
      [WORKBOOK]: BYTES,
    },
  },
  snapshot: {
    summary: "Sends the sealed state of a line that has tokens left, with which it goes on.",
    types: { "application/octet-stream": BYTES },
  },
  analysis: {
    summary: "Sends the analysis of the part.",
    types: { "application/vnd.api+json": schemaRef(AnalysisDocument) },
  },
  score: { summary: "Sends the rank of each token among all.", types: { "text/plain": TEXT } },
  delta: { summary: "Sends the differences of scores that follow each other.", types: { "text/plain": TEXT } },
  certificate: {
    summary: "Sends the signed certificate of the data, which `tokenworks verify` checks.",
    types: { "application/vnd.dsse.envelope.v1+json": schemaRef(Envelope) },
  },
};

const PART = {
  name: "part",
  in: "query",
  description: "The number of a part, from 1; the newest part unless told.",
  schema: { type: "integer", minimum: 1 },
} as const;

const FORMAT = {
  name: "format",
  in: "query",
  description: "The format of the data; the text as it is unless told.",
  schema: { type: "string", enum: FORMATS },
} as const;

const END = {
  name: "end",
  in: "query",
  description: "Whether the text ends with a newline; it does not unless told.",
  schema: { type: "string", enum: ENDS },
} as const;

const SWITCHED: Readonly<Record<(typeof SWITCHES)[number], string>> = {
  bom: "Whether csv begins with a byte order mark, by which Excel knows UTF-8; without it unless told.",
  guardFormulas:
    "Whether csv has an apostrophe before each token that begins like a formula, with one of = + - @; without it unless told.",
};

const OF_CSV = SWITCHES.map((name) => ({
  name,
  in: "query",
  description: SWITCHED[name],
  schema: { type: "boolean" },
}));

/** Kinds that are text as they are. */
const TEXTS: readonly Kind[] = ["data", "score", "delta"];

export const LINK = {
  name: "link",
  in: "query",
  description: "The signature of a link that GraphQL has made; it stands for the Session-Key.",
  schema: { type: "string" },
} as const;

const RANGE = {
  name: "Range",
  in: "header",
  description: "The bytes to send, as RFC 9110 has it.",
  schema: { type: "string" },
} as const;

/** Describes the files of lines as paths of OpenAPI. */
export function filePaths(): Readonly<Record<string, Json>> {
  return Object.fromEntries(KINDS.map((kind) => [`/api/tokens/{id}/${kind}`, { get: operationOf(kind) }]));
}

function operationOf(kind: Kind): Json {
  const { summary, types } = DESCRIBED[kind];
  const documented = Object.values(types).length === 1 ? Object.values(types)[0] : BYTES;
  const content = Object.fromEntries(
    Object.entries({ ...types, "application/json": documented }).map(([type, schema]) => [type, { schema }]),
  );
  return {
    operationId: `get${kind[0]?.toUpperCase()}${kind.slice(1)}`,
    summary,
    tags: ["tokens"],
    security: securityOf(["Session-Key"]),
    parameters: [
      ...parametersOf({ method: "GET", path: "/api/tokens/:id" }),
      PART,
      ...(kind === "data" ? [FORMAT, ...OF_CSV] : []),
      ...(TEXTS.includes(kind) ? [END] : []),
      LINK,
      RANGE,
    ],
    responses: {
      "200": { description: "The file.", headers: headerRefs("ETag"), content },
      "206": { description: "The bytes that Range asks for.", headers: headerRefs("ETag"), content: partsOf(types) },
      ...NOT_MODIFIED,
      ...REFUSALS,
    },
  };
}

/** Bytes of a file are no JSON, whatever its type. */
function partsOf(types: Described["types"]): Json {
  const names = [...Object.keys(types), "application/json", "multipart/byteranges"];
  return Object.fromEntries(names.map((name) => [name, { schema: BYTES }]));
}
