/** What a caller has shown; all operations of a connection have the same object. */
export interface Credentials {
  readonly apiKey: string | undefined;
  readonly sessionKey: string | undefined;
}

/** Who asks, as far as the transport can tell: credentials are not checked yet. Each request has an object of its own. */
export interface Caller {
  readonly credentials: Credentials;
  /** The `Idempotency-Key` of an HTTP request. */
  readonly idempotencyKey: string | undefined;
  /** The scheme and host by which the caller has reached the service. */
  readonly origin: string;
  /** The caller's address. */
  readonly client: string | null;
  /** Its `User-Agent`. */
  readonly agent: string | null;
}

/** Where the resolvers' instances are: the schema knows their classes alone. */
export interface ResolverContainer {
  get<T>(resolver: abstract new (...parts: never[]) => T): T;
}

/** What every resolver gets, whichever way the operation came in. */
export interface RequestContext {
  readonly requestId: string;
  readonly caller: Caller;
  /** What every path begins with where the outside reaches the service; empty where nothing stands before. */
  readonly publicPath: string;
  /** What every address of the service begins with, for whoever asks: where links from elsewhere lead. */
  readonly baseUrl: string;
  readonly container: ResolverContainer;
}
