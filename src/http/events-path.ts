import { type Json, REFUSALS, securityOf } from "../jsonapi/openapi.ts";
import { parametersOf } from "../jsonapi/openapi-parameters.ts";
import { LINK } from "./file-paths.ts";

export const EVENTS_PATH = "/api/tokens/{id}/events";

const LAST_EVENT_ID = {
  name: "Last-Event-ID",
  in: "header",
  description: "The id of the last event that was seen; an `EventSource` sends it on its own.",
  schema: { type: "string" },
} as const;

/** Describes the events of a line as an operation of OpenAPI. */
export const FOLLOW_LINE: Json = {
  operationId: "followTokens",
  summary: "Follows a line by server-sent events: the present record, then every change, then `end`.",
  tags: ["tokens"],
  security: securityOf(["Session-Key"]),
  parameters: [...parametersOf({ method: "GET", path: "/api/tokens/:id" }), LAST_EVENT_ID, LINK],
  responses: {
    "200": {
      description: "A stream whose events hold the documents that the line's own path answers with.",
      content: { "text/event-stream": { schema: { type: "string" } } },
    },
    "204": { description: "The end has been seen: there is nothing more to come." },
    ...REFUSALS,
  },
};
