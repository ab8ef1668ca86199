import { PAGE_AFTER } from "./page.ts";
import type { Route } from "./rest-action.ts";
import { VIEWS } from "./tokens-actions.ts";

interface Parameter {
  readonly description: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

const UUID = { type: "string", format: "uuid" } as const;
const WHOLE = { type: "integer", minimum: 0 } as const;

/** By the first part of the path after `/api`, and the name in the route. */
const IN_PATH: Readonly<Record<string, Parameter>> = {
  "sessions/id": { description: "The id of a session, which is its Session-Key.", schema: UUID },
  "alphabets/id": { description: "The name of an alphabet.", schema: { type: "string" } },
  "alphabets/digits": {
    description: "The number of digits of a token.",
    schema: { type: "integer", minimum: 1, maximum: 1_000 },
  },
  "tokens/id": { description: "The id of a line.", schema: UUID },
  "tokens/view": {
    description: "The status at which to show the line.",
    schema: { type: "string", enum: [...VIEWS.keys()] },
  },
};

const IN_QUERY: Readonly<Record<string, Parameter>> = {
  analysis: {
    description: "Whether to analyse the part.",
    schema: { type: "string", enum: ["none", "metrics"], default: "none" },
  },
  "filter[length]": { description: "Alphabets of so many characters alone.", schema: WHOLE },
  "filter[chars]": {
    description: "Alphabets that contain all of these characters alone.",
    schema: { type: "string" },
  },
  "filter[style]": {
    description: "Presets or the session's own alphabets alone.",
    schema: { type: "string", enum: ["preset", "custom"] },
  },
  [PAGE_AFTER]: { description: "Where to go on, as links.next tells it.", schema: { type: "string" } },
};

const IDEMPOTENCY_KEY = {
  name: "Idempotency-Key",
  in: "header",
  description: "A name of the request: whoever sends it again gets the same answer, and makes nothing twice.",
  schema: { type: "string", pattern: "^[!-~]{1,255}$" },
} as const;

/** What a route takes in its path, its query and its headers. */
export function parametersOf({ method, path, query = [] }: Pick<Route, "method" | "path" | "query">) {
  const [, , resource = ""] = path.split("/");
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name = ""]) => ({
    name,
    in: "path",
    required: true,
    ...known(IN_PATH, `${resource}/${name}`),
  }));
  const inQuery = query.map((name) => ({ name, in: "query", ...known(IN_QUERY, name) }));
  return [...inPath, ...inQuery, ...(method === "POST" ? [IDEMPOTENCY_KEY] : [])];
}

function known(parameters: Readonly<Record<string, Parameter>>, name: string): Parameter {
  const parameter = parameters[name];
  if (parameter === undefined) throw new Error(`The parameter ${name} is not described.`);
  return parameter;
}
