/**
 * Every address of the service: by which methods it is asked, and the name of what serves it. `Allow` tells the same methods; those of REST
 * that read have their `HEAD` from `GET`. An address without parameters goes before one with, and of several that fit a path the first serves.
 *
 * A request passes its area's passes first. A WebSocket asks for `/graphql` by an upgrade, which never comes here (`subscriptions.ts`).
 */
export const ADDRESSES = {
  /** For whatever runs the service, and for anybody who checks what it has made: never counted. */
  open: {
    passes: [],
    rows: [
      ["GET, HEAD", "/livez", "livez"],
      ["GET, HEAD", "/readyz", "readyz"],
      ["GET, HEAD", "/metrics", "metrics"], // to this machine, or with a token
      ["GET, HEAD", "/.well-known/tokenworks.json", "wellKnown"],
      ["GET, HEAD", "/api/openapi.json", "description"],
      ["POST", "/webhooks/stripe", "webhook"], // where Stripe is the provider, and its secret is known
      ["POST", "/sign-in", "signIn"],
    ],
  },

  graphql: {
    passes: ["rate"],
    rows: [
      ["GET, POST", "/graphql", "graphql"],
      ["GET, POST", "/graphql/stream", "graphqlStream"],
      ["*", "/graphql/*rest", "notFound"],
    ],
  },

  /** One line: what is read of it may be asked for by a signed link, too. */
  line: {
    passes: ["link", "rate"],
    rows: [
      ["POST", "/api/tokens/:id", "continueTokens"],
      ["GET, HEAD", "/api/tokens/:id", "getTokens"],
      ["DELETE", "/api/tokens/:id", "deleteTokens"],
      ["GET, HEAD", "/api/tokens/:id/events", "events"],
      ["GET, HEAD", "/api/tokens/:id/data", "data"],
      ["GET, HEAD", "/api/tokens/:id/snapshot", "snapshot"],
      ["GET, HEAD", "/api/tokens/:id/analysis", "analysis"],
      ["GET, HEAD", "/api/tokens/:id/score", "score"],
      ["GET, HEAD", "/api/tokens/:id/delta", "delta"],
      ["GET, HEAD", "/api/tokens/:id/certificate", "certificate"],
      ["GET, HEAD", "/api/tokens/:id/:view", "getTokensAt"],
      ["*", "/api/tokens/*rest", "restNotFound"],
    ],
  },

  rest: {
    passes: ["rate"],
    rows: [
      ["POST", "/api/sessions", "openSession"],
      ["GET, HEAD", "/api/sessions", "listSessions"],
      ["GET, HEAD", "/api/sessions/:id", "getSession"],
      ["DELETE", "/api/sessions/:id", "closeSession"],
      ["GET, HEAD", "/api/alphabets", "listAlphabets"],
      ["GET, HEAD", "/api/alphabets/:id", "getAlphabet"],
      ["GET, HEAD", "/api/alphabets/:id/:digits", "getCapacity"],
      ["POST", "/api/alphabets", "addAlphabet"],
      ["DELETE", "/api/alphabets", "removeAlphabets"],
      ["DELETE", "/api/alphabets/:id", "removeAlphabet"],
      ["POST", "/api/tokens", "requestTokens"],
      ["GET, HEAD", "/api/tokens", "listTokens"],
      ["DELETE", "/api/tokens", "deleteAllTokens"],
      ["*", "/api{/}", "restNotFound"],
      ["*", "/api/*rest", "restNotFound"],
    ],
  },

  /** The console, one page at each of its addresses; the explorer; and the files beside them. */
  console: {
    passes: [],
    rows: [
      ["GET, HEAD", "/", "page"],
      ["GET, HEAD", "/index.html", "page"],
      ["GET, HEAD", "/lines/:id{/}", "page"],
      ["GET, HEAD", "/new{/}", "page"],
      ["GET, HEAD", "/alphabets{/}", "page"],
      ["GET, HEAD", "/sessions{/}", "page"],
      ["GET, HEAD", "/account{/}", "page"],
      ["GET, HEAD", "/graphiql{/}", "explorer"],
      ["GET, HEAD", "/icon.svg", "asset"],
      ["GET, HEAD", "/assets/:file", "asset"],
    ],
  },
} as const;

type Area = (typeof ADDRESSES)[keyof typeof ADDRESSES];

/** The name of what serves an address. */
export type ServingName = Area["rows"][number][2];

/** The name of what a request passes on its way. */
export type PassName = Area["passes"][number];

/** The methods, the path and the name of what serves it. */
export type AddressRow = readonly [methods: string, path: string, name: ServingName];

export interface AddressArea {
  readonly passes: readonly PassName[];
  readonly rows: readonly AddressRow[];
}

export const AREAS: readonly AddressArea[] = Object.values(ADDRESSES);
