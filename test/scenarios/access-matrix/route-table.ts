import { byApiKey, bySession, type Expected, forEverybody } from "./expectations.ts";

export interface RouteCase {
  /** With the route's parameters filled in by the owner's: `:line`, `:session`, `:alphabet`. */
  readonly path: string;
  readonly body?: "session" | "alphabet" | "order" | "continuation" | "form";
  /** JSON:API's media type without one. */
  readonly accept?: string;
  readonly expected: Expected;
}

const OF_LINE = bySession("data", "NOT_FOUND");
const LISTED = bySession("data", "own");

/** Every route, by method and pattern; after a colon what is special about the case. */
export const ROUTE_TABLE: Readonly<Record<string, RouteCase>> = {
  "POST /api/sessions": { path: "/api/sessions", body: "session", expected: byApiKey("own", "own") },
  "GET /api/sessions": { path: "/api/sessions", expected: byApiKey("data", "own") },
  "GET /api/sessions/:id": { path: "/api/sessions/:session", expected: byApiKey("data", "NOT_FOUND") },
  "DELETE /api/sessions/:id": {
    path: "/api/sessions/:session",
    expected: {
      ...byApiKey("data", "NOT_FOUND"),
      apiKeyAlone: "SESSION_REFUSED",
      revoked: "SESSION_REFUSED",
      nobody: "SESSION_REFUSED",
    },
  },
  "GET /api/alphabets": { path: "/api/alphabets", expected: LISTED },
  "GET /api/alphabets/:id": { path: "/api/alphabets/:alphabet", expected: bySession("data", "ALPHABET_UNKNOWN") },
  "GET /api/alphabets/:id/:digits": {
    path: "/api/alphabets/:alphabet/5",
    expected: bySession("data", "ALPHABET_UNKNOWN"),
  },
  "POST /api/alphabets": { path: "/api/alphabets", body: "alphabet", expected: bySession("own", "own") },
  "DELETE /api/alphabets": { path: "/api/alphabets", expected: LISTED },
  "DELETE /api/alphabets/:id": { path: "/api/alphabets/:alphabet", expected: bySession("data", "ALPHABET_UNKNOWN") },
  "POST /api/tokens": { path: "/api/tokens", body: "order", expected: bySession("own", "own") },
  "POST /api/tokens/:id": { path: "/api/tokens/:line", body: "continuation", expected: OF_LINE },
  "POST /api/tokens/:id: its snapshot": {
    path: "/api/tokens/:line",
    body: "form",
    expected: bySession("data", "data", "SNAPSHOT_REFUSED"),
  },
  "GET /api/tokens": { path: "/api/tokens", expected: LISTED },
  "GET /api/tokens/:id": { path: "/api/tokens/:line", expected: OF_LINE },
  "GET /api/tokens/:id/:view": { path: "/api/tokens/:line/finished", expected: OF_LINE },
  "GET /api/tokens/:id/:view: one that is not": {
    path: "/api/tokens/:line/nothing",
    expected: bySession("NOT_FOUND", "NOT_FOUND"),
  },
  "DELETE /api/tokens": { path: "/api/tokens", expected: LISTED },
  "DELETE /api/tokens/:id": { path: "/api/tokens/:line", expected: OF_LINE },
  "GET /api/tokens/:id/events": { path: "/api/tokens/:line/events", accept: "text/event-stream", expected: OF_LINE },
  "GET /api/tokens/:id/data": { path: "/api/tokens/:line/data", expected: OF_LINE },
  "GET /api/tokens/:id/data: compressed": { path: "/api/tokens/:line/data?format=gz", expected: OF_LINE },
  "GET /api/tokens/:id/data: as csv": { path: "/api/tokens/:line/data?format=csv", expected: OF_LINE },
  "GET /api/tokens/:id/data: of a part": { path: "/api/tokens/:line/data?part=1", expected: OF_LINE },
  "GET /api/tokens/:id/snapshot": { path: "/api/tokens/:line/snapshot", expected: OF_LINE },
  "GET /api/tokens/:id/analysis": { path: "/api/tokens/:line/analysis", expected: OF_LINE },
  "GET /api/tokens/:id/score": { path: "/api/tokens/:line/score", expected: OF_LINE },
  "GET /api/tokens/:id/delta": { path: "/api/tokens/:line/delta", expected: OF_LINE },
  "GET /api/tokens/:id/certificate": { path: "/api/tokens/:line/certificate", expected: OF_LINE },
  "GET /api/openapi.json": { path: "/api/openapi.json", expected: forEverybody("data") },
};
