import type { IncomingMessage, Server } from "node:http";
import type { ApolloServer } from "@apollo/server";
import type { GraphQLSchema } from "graphql";
import type { Context, Middleware } from "koa";
import { admitSockets } from "./access/admit-sockets.ts";
import { readSigningKeys } from "./access/signing-keys.ts";
import { LINK_PARAMETER } from "./access/signed-links.ts";
import { keySet } from "./certificate/key-set.ts";
import type { Config } from "./config.ts";
import { buildSchema } from "./graphql/build-schema.ts";
import { type ExecuteOperation, executeOperation } from "./graphql/execute-operation.ts";
import { OperationCounts } from "./graphql/operation-counts.ts";
import { PersistedDocuments } from "./graphql/persisted-documents.ts";
import { type PrepareOperation, prepareOperation } from "./graphql/prepare-operation.ts";
import type { Caller, RequestContext } from "./graphql/request-context.ts";
import { type RunOperation, runOperation } from "./graphql/run-operation.ts";
import { resolverContainer } from "./graphql/resolver-container.ts";
import { startApollo } from "./graphql/start-apollo.ts";
import type { ServingName } from "./http/addresses.ts";
import { callerOf } from "./http/caller.ts";
import { clientAddress, clientScheme } from "./http/client-address.ts";
import { consoleRoutes } from "./http/console-route.ts";
import { allowOrigins, mayOpenSocket } from "./http/cross-origin.ts";
import { descriptionRoute } from "./http/description-route.ts";
import { directGraphql } from "./http/direct-graphql.ts";
import { directRest } from "./http/direct-rest.ts";
import { type FindDirect, type Handle, handleDirectly } from "./http/direct-request.ts";
import { Drain } from "./http/drain.ts";
import { eventsRoute } from "./http/events-route.ts";
import { explorerForPeople } from "./http/explorer-for-people.ts";
import { type FileRouteDeps, fileRoutes } from "./http/file-route.ts";
import { graphqlRoutes } from "./http/graphql-route.ts";
import { health } from "./http/health.ts";
import { limitRate } from "./http/limit-rate.ts";
import { logRequests } from "./http/log-requests.ts";
import { metricsRoute } from "./http/metrics-route.ts";
import { notFound, restNotFound } from "./http/not-found.ts";
import { oneHost } from "./http/one-host.ts";
import { openLinks } from "./http/open-links.ts";
import { requestCounts } from "./http/request-counts.ts";
import { traceRequests } from "./http/request-spans.ts";
import { requestId } from "./http/request-id.ts";
import { ROUTES } from "./http/rest-routes.ts";
import { type RouterDeps, routeRequests, type Serve } from "./http/router.ts";
import { securityHeaderList } from "./http/security-headers.ts";
import { newHttpServer, startHttp } from "./http/start-http.ts";
import { SocketRegistry } from "./http/socket-registry.ts";
import { Streams } from "./http/streams.ts";
import { startSubscriptions } from "./http/subscriptions.ts";
import { signInRoute } from "./http/sign-in-route.ts";
import { webhookRoute } from "./http/webhook-route.ts";
import { wellKnown } from "./http/well-known.ts";
import { facade } from "./jsonapi/facade.ts";
import { readView } from "./jsonapi/read-view.ts";
import type { Closing } from "./lib/closing.ts";
import { failCurrentSpan, ofTrace } from "./lib/current-span.ts";
import { perRequest } from "./lib/per-request.ts";
import { version } from "./lib/version.ts";
import type { Runtime } from "./lib/runtime.ts";
import { type FaceCounts, measures } from "./measures.ts";
import { writeMetrics } from "./metrics/write-metrics.ts";
import { newResolvers } from "./new-resolvers.ts";
import { readiness } from "./readiness.ts";
import { RESOLVERS } from "./resolvers.ts";
import { publicPathOf, type ServiceOptions } from "./service-options.ts";
import { refuseChoice } from "./production/files/file-choice.ts";
import type { Capabilities } from "./start-production.ts";

export interface FacesOptions extends ServiceOptions {
  /** The Api-Key that a link to sign in is good for, or null. */
  readonly redeemLink: (secret: string) => string | null;
}

/** Both faces, on one port. */
export async function serveFaces(options: FacesOptions, capabilities: Capabilities, opened: Closing): Promise<string> {
  const { config } = options;
  const face = await faceOf(options, capabilities);
  const { drain } = face;
  const registry = new SocketRegistry();
  capabilities.sessionEnds.push((id) => {
    registry.endSession(id);
  });
  capabilities.openSessions.push(() => registry.sessions());
  const connecting = { ...face, ...connectionParts(options, capabilities, face), registry };
  const subscriptions = serveSubscriptions(options, capabilities, connecting);
  const streams = new Streams(connecting);
  const apollo = await startApollo(connecting);
  opened.add(() => apollo.stop());
  const { events, jobs } = capabilities;
  opened.add(async () => {
    streams.stop(); // first: the end of the events is not to look like that of the lines
    events.endAll();
    // Side by side: productions let go at once, while downloads still need the threads.
    await Promise.all([drain.stop(), subscriptions.stop(), jobs.stop()]);
  });
  const middleware = await middlewareOf(options, capabilities, { ...face, registry, apollo, streams });
  const before = await directly(options, capabilities, face);
  return startHttp({
    server: face.server,
    host: config.HOST,
    port: config.PORT,
    middleware,
    before,
    onFault: face.onFault,
  });
}

/** What everything that answers on the port shares. */
interface Face {
  readonly server: Server;
  readonly drain: Drain;
  readonly schema: GraphQLSchema;
  readonly prepare: PrepareOperation;
  readonly documents: PersistedDocuments;
  readonly run: RunOperation;
  readonly execute: ExecuteOperation;
  readonly clientOf: ReturnType<typeof clientAddress>;
  readonly schemeOf: ReturnType<typeof clientScheme>;
  readonly contextFor: (requestId: string, caller: Caller) => RequestContext;
  readonly idOf: (request: IncomingMessage) => string;
  readonly contextAt: (request: IncomingMessage) => RequestContext;
  readonly onFault: (fault: unknown, context?: RequestContext) => void;
  readonly counts: FaceCounts;
}

async function faceOf({ config, runtime, log }: ServiceOptions, capabilities: Capabilities): Promise<Face> {
  const publicPath = publicPathOf(config);
  const server = newHttpServer({ publicPath, keepAliveMs: config.KEEP_ALIVE_S * 1_000 });
  const drain = new Drain({ server, graceMs: config.STOP_GRACE_S * 1_000, runtime });
  const schema = await buildSchema([...RESOLVERS]);
  const container = resolverContainer(newResolvers(capabilities, runtime));
  const contextFor: Face["contextFor"] = (id, caller) => ({
    requestId: id,
    caller,
    container,
    publicPath,
    baseUrl: config.PUBLIC_URL ?? caller.origin,
  });
  const told = { clientOf: clientAddress(config.TRUST_PROXY), schemeOf: clientScheme(config.TRUST_PROXY) };
  const counts: FaceCounts = { requests: requestCounts(), operations: new OperationCounts(), faults: 0 };
  const onFault: Face["onFault"] = (fault, context) => {
    counts.faults += 1;
    failCurrentSpan(fault);
    log.error({ err: fault, requestId: context?.requestId, ...ofTrace() }, "A request failed.");
  };
  const prepare = prepareOperation(schema);
  const run = runOperation(schema, onFault);
  const idOf = perRequest((_request: IncomingMessage) => runtime.uuid());
  return {
    server,
    drain,
    schema,
    prepare,
    documents: new PersistedDocuments(),
    ...told,
    contextFor,
    idOf,
    run,
    execute: executeOperation({ prepare, run, onFault }),
    contextAt: perRequest((request) => contextFor(idOf(request), callerOf(request, told))),
    onFault,
    counts,
  };
}

/** What every connection that stays needs, WebSockets and streams alike. */
function connectionParts({ runtime, tracing }: ServiceOptions, { access }: Capabilities, { contextFor, counts }: Face) {
  return {
    operations: counts.operations,
    tracing,
    timer: runtime.timer,
    // Each has a caller of its own, so that its credentials are looked up anew.
    contextOf: (caller: Caller) => contextFor(runtime.uuid(), { ...caller }),
    admit: admitSockets(access),
  };
}

function serveSubscriptions(
  { config, log }: ServiceOptions,
  { admission, nodes }: Capabilities,
  connecting: Face & ReturnType<typeof connectionParts> & { readonly registry: SocketRegistry },
) {
  return startSubscriptions({
    ...connecting,
    isOriginAllowed: (request) =>
      mayOpenSocket(request, { origins: config.CORS_ORIGINS, publicUrl: config.PUBLIC_URL }),
    takeRate: (context) => admission.take(context),
    greeting: () => ({ version: version(), node: nodes?.id ?? null, nodes: nodes?.count() ?? 1 }),
    onBroken: (err) => {
      log.debug({ err }, "A WebSocket was broken by its peer.");
    },
  });
}

interface Answering extends Face {
  readonly registry: SocketRegistry;
  readonly apollo: ApolloServer<RequestContext>;
  readonly streams: Streams;
  readonly contextOf: (ctx: Context) => RequestContext;
}

/** What a request passes through, from the outside in. */
async function middlewareOf(
  options: FacesOptions,
  capabilities: Capabilities,
  face: Omit<Answering, "contextOf">,
): Promise<Middleware[]> {
  const { config, runtime, log } = options;
  const contextOf = (ctx: Context) => face.contextAt(ctx.req);
  return [
    requestId(face.idOf),
    logRequests(log, runtime.monotonicMs),
    oneHost(contextOf),
    allowOrigins(config.CORS_ORIGINS),
    routeRequests({
      contextOf,
      passes: passesOf(capabilities, contextOf),
      requests: face.counts.requests,
      serving: await servingOf(options, capabilities, { ...face, contextOf }),
    }),
    notFound,
  ];
}

function passesOf({ access, admission, links }: Capabilities, contextOf: Answering["contextOf"]): RouterDeps["passes"] {
  return {
    link: openLinks({
      contextOf,
      parameter: LINK_PARAMETER,
      open: async (target, link) => access.keyOfLinked(links.sessionOf(target, link)),
    }),
    rate: limitRate({ contextOf, standing: admission.standing }),
  };
}

/** What serves each address of `http/addresses.ts`. */
async function servingOf(
  { config, runtime, redeemLink }: FacesOptions,
  capabilities: Capabilities,
  { drain, registry, counts, apollo, streams, documents, execute, contextOf, onFault }: Answering,
): Promise<Readonly<Record<ServingName, Serve | undefined>>> {
  const { database, keyring } = capabilities;
  const { timer } = runtime;
  const publicPath = publicPathOf(config);
  const graphql = graphqlRoutes({ apollo, streams, documents, contextOf, timer });
  return {
    ...health(readiness(capabilities, drain, runtime)),
    metrics: metricsRoute({
      token: config.METRICS_TOKEN,
      write: writeMetrics(measures(capabilities, { counts, registry, runtime })),
    }),
    wellKnown: wellKnown(keySet(await readSigningKeys(database.em.fork(), keyring))),
    description: descriptionRoute({ contextOf, version: version(), publicPath }),
    webhook: await webhook(config, runtime, capabilities),
    signIn: signInRoute(redeemLink),
    ...graphql,
    graphql: explorerForPeople(publicPath, graphql.graphql),
    events: eventsRoute({ streams, contextOf, onFault, timer }),
    ...fileRoutes({ contextOf, onFault, timer, open: openFile(capabilities) }),
    ...facade(ROUTES, { contextOf, onFault, now: runtime.now, execute }),
    restNotFound: restNotFound(contextOf),
    ...consoleRoutes({ publicPath, version: version() }),
    notFound: (_ctx, next) => next(),
  };
}

function openFile({ access, certificates, files }: Capabilities): FileRouteDeps["open"] {
  return async (context, { kind, ...query }, gone) => {
    const { session } = await access.session(context);
    refuseChoice(kind, query, "PARAMETER_INVALID");
    return kind === "certificate" ? certificates.open(session, query) : files.open(session, { kind, ...query }, gone);
  };
}

/** What answers the requests that come most, before Koa. */
async function directly(
  { log, tracing, runtime: { monotonicMs, now } }: ServiceOptions,
  { admission: { standing } }: Capabilities,
  { schema, prepare, documents, run, contextAt, schemeOf, onFault, counts: { requests, operations } }: Face,
): Promise<(byKoa: Handle) => Handle> {
  const deps = { contextAt, standing, log, monotonicMs, headers: await securityHeaderList(), requests };
  const graphql = directGraphql({ prepare, documents, run, onFault, operations });
  // What goes wrong here is met again behind Koa, and told there.
  const untold = () => undefined;
  const execute = executeOperation({ prepare, run: runOperation(schema, untold), onFault: untold });
  const rest = directRest(readView({ execute, now }));
  const find: FindDirect = (request) => graphql(request) ?? rest(request);
  return (byKoa) => traceRequests(tracing, schemeOf, handleDirectly(deps, find, byKoa));
}

/** None without its secret: nobody could tell who has sent an event. */
async function webhook(
  { PAYMENT, STRIPE_WEBHOOK_SECRET: secret }: Config,
  runtime: Runtime,
  { payments }: Capabilities,
): Promise<Serve | undefined> {
  if (PAYMENT !== "stripe" || secret === undefined) return undefined;
  const { stripeEvents } = await import("./payment/stripe-events.ts"); // with the SDK, which nobody else needs
  return webhookRoute({ signatureHeader: "Stripe-Signature", receive: stripeEvents({ secret, runtime, payments }) });
}
