import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Context, Middleware } from "koa";
import type { Logger } from "pino";
import { Access, type SessionClosing } from "./access/access.ts";
import { Admission } from "./access/admission.ts";
import { ensureCustomer } from "./access/api-keys.ts";
import { CustomerResolver } from "./access/customer.resolver.ts";
import { Holdings } from "./access/holdings.ts";
import { IdempotencyKeys } from "./access/idempotency-keys.ts";
import { KnownCredentials } from "./access/known-credentials.ts";
import { MASTER_KEY_FILE, openKeyring } from "./access/open-keyring.ts";
import { SessionResolver } from "./access/session.resolver.ts";
import { AlphabetResolver } from "./alphabet/alphabet.resolver.ts";
import { Alphabets, removeAllOf } from "./alphabet/alphabets.ts";
import { startAnalysts } from "./analysis/analysts.ts";
import { keySet } from "./certificate/key-set.ts";
import type { Config } from "./config.ts";
import { guardStorage } from "./database/guard-storage.ts";
import { holdDatabase } from "./database/hold-database.ts";
import type { Location } from "./database/profile.ts";
import { DATABASE_FILE } from "./database/sqlite-files.ts";
import { startDatabase } from "./database/start-database.ts";
import { tryReading } from "./database/try-reading.ts";
import type { OnCondition } from "./database/vitals.ts";
import { answersAfresh, watchConnections } from "./database/watch-connections.ts";
import { ENTITIES } from "./entities.ts";
import { OperatorError } from "./errors.ts";
import { startGeneratorPool } from "./generator/pool.ts";
import { buildSchema } from "./graphql/build-schema.ts";
import { executeOperation } from "./graphql/execute-operation.ts";
import type { Caller, RequestContext } from "./graphql/request-context.ts";
import { resolverContainer } from "./graphql/resolver-container.ts";
import { startApollo } from "./graphql/start-apollo.ts";
import { callerOf } from "./http/caller.ts";
import { clientAddress } from "./http/client-address.ts";
import { Drain } from "./http/drain.ts";
import { fileRoute } from "./http/file-route.ts";
import { graphqlRoute } from "./http/graphql-route.ts";
import { health, type Readiness } from "./http/health.ts";
import { limitRate } from "./http/limit-rate.ts";
import { logRequests } from "./http/log-requests.ts";
import { notFound } from "./http/not-found.ts";
import { requestId, requestIdOf } from "./http/request-id.ts";
import { newHttpServer, startHttp } from "./http/start-http.ts";
import { startSubscriptions } from "./http/subscriptions.ts";
import { webhookRoute } from "./http/webhook-route.ts";
import { wellKnown } from "./http/well-known.ts";
import { facade } from "./jsonapi/facade.ts";
import { closing } from "./lib/closing.ts";
import { lockFolder } from "./lib/lock-folder.ts";
import { perRequest } from "./lib/per-request.ts";
import { memoryRateCounters } from "./lib/rate-counters.ts";
import type { Runtime } from "./lib/runtime.ts";
import { openProvider } from "./payment/open-provider.ts";
import { Payments } from "./payment/payments.ts";
import { DatabaseTurns } from "./production/database-turns.ts";
import { Downloads } from "./production/downloads.ts";
import { Files } from "./production/files.ts";
import { followProduction } from "./production/follow-production.ts";
import { JobQueue } from "./production/job-queue.ts";
import { loadersOf } from "./production/loaders.ts";
import { OpenPaymentResolver } from "./production/open-payment.resolver.ts";
import { Orders } from "./production/orders.ts";
import { PartResolver } from "./production/part.resolver.ts";
import { ProductionEvents } from "./production/production-events.ts";
import { ProductionLines } from "./production/production-lines.ts";
import { ProductionLinesResolver } from "./production/production-lines.resolver.ts";
import { ProductionResolver } from "./production/production.resolver.ts";
import { quote } from "./production/quote.ts";
import { QuoteResolver } from "./production/quote.resolver.ts";
import { runPart } from "./production/run-part.ts";
import { settleFault } from "./production/settle-fault.ts";
import { Sweep } from "./production/sweep.ts";
import { TokensResolver } from "./production/tokens.resolver.ts";
import { TableTurns } from "./production/table-turns.ts";
import { verifyTokens } from "./production/verify-tokens.ts";
import { VerifyTokensResolver } from "./production/verify-tokens.resolver.ts";
import { RESOLVERS } from "./resolvers.ts";

export interface ServerOptions {
  readonly config: Config;
  readonly runtime: Runtime;
  readonly log: Logger;
  /** Told every database statement. */
  readonly onStatement?: (statement: string) => void;
  /** Whether a new database may be made where something tells that there was one before. */
  readonly isNewDatabaseWished?: boolean;
  /** Told why the process cannot go on: it is to be ended, and started again. */
  readonly onLost?: (why: OperatorError) => void;
}

export interface RunningServer extends AsyncDisposable {
  /** Where it listens. */
  readonly url: string;
  /** The first customer's Api-Key, if this start has made it. */
  readonly newApiKey: string | null;
  /** Stops in the reverse order of the start; what is not finished is taken up at the next start. */
  readonly stop: () => Promise<void>;
}

/**
 * Opens and wires everything, and serves.
 *
 * @throws {OperatorError} for whatever the operator can mend; what was opened is closed again.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const opened = closing();
  try {
    const storage = await openStorage({ ...options, onCondition: logCondition(options.log) }, opened);
    const payments = await openPayments(options, storage);
    const capabilities = startProduction(options, { ...storage, payments }, opened);
    const url = await serve(options, capabilities, opened);
    await capabilities.sweep.start();
    // Last: a key is shown once, by a start that succeeds.
    const newApiKey = await ensureCustomer({ ...storage, runtime: options.runtime }, { apiKey: options.config.API_KEY, agreement: options.config.AGREEMENT });
    return { url, newApiKey, stop: opened.close, [Symbol.asyncDispose]: opened.close };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

type Opened = ReturnType<typeof closing>;

export interface StorageOptions extends Pick<ServerOptions, "config" | "runtime" | "onStatement" | "onLost" | "isNewDatabaseWished"> {
  readonly onCondition?: OnCondition;
  readonly log?: Logger;
}

/** The data folder, the database and the keys, for this process alone. */
export async function openStorage({ config, runtime, onStatement, onCondition, onLost = fail, log, isNewDatabaseWished: isNewWished = false }: StorageOptions, opened: Opened) {
  opened.add(lockFolder(config.DATA_DIR));
  const { timer } = runtime;
  const location: Location = config.DATABASE_URL === undefined ? { file: join(config.DATA_DIR, DATABASE_FILE) } : { url: config.DATABASE_URL };
  if ("url" in location) opened.add(await holdDatabase(location.url, { timer, onLost }));
  const hadDatabase = existsSync(join(config.DATA_DIR, MASTER_KEY_FILE));
  const guard = guardStorage(location, { ...runtime, hadDatabase, isNewWished, log });
  opened.add(guard.closed);
  const database = await startDatabase({ location, entities: ENTITIES, timer, onNew: guard.admitNew, beforeWrite: guard.refuseMoved, ...(onStatement && { onStatement }), ...(onCondition && { onCondition }) });
  opened.add(() => database.stop());
  opened.add(watchConnections({ vitals: database.vitals, timer, answersAfresh: () => answersAfresh(location), onStuck: () => { onLost(new OperatorError(STUCK)); } }));
  const keyring = await openKeyring({ masterKeys: config.MASTER_KEY, dataDir: config.DATA_DIR }, database, runtime);
  opened.add(await guard.watch(database));
  return { database, keyring, guard };
}

const STUCK = "The database answers, but its connections do not come back: the service ends, to be started again.";

/** Without anybody to tell: the process must not go on. */
function fail(why: OperatorError): never {
  throw why;
}

/** Once when the database goes and once when it is back, not for each request that meets it. */
function logCondition(log: Logger): OnCondition {
  return (condition, err) => {
    if (condition === "well") log.info("The database is available again.");
    else if (condition === "away") log.error({ err }, "The database does not answer: requests get 503 and productions wait until it does.");
    else log.error({ err }, "The database takes no writes: they get 503 and productions wait until it does.");
  };
}

type Storage = Awaited<ReturnType<typeof openStorage>>;

async function openPayments({ config, runtime, log }: ServerOptions, storage: Storage): Promise<Payments> {
  const { PAYMENT, STRIPE_SECRET_KEY = "" /* the configuration has it where Stripe is the provider */, STRIPE_API_URL } = config;
  const onFailure = (failure: object) => {
    log.error(failure, "Stripe could not be asked.");
  };
  const provider = await openProvider(PAYMENT, () => ({ secretKey: STRIPE_SECRET_KEY, apiUrl: STRIPE_API_URL, onFailure }));
  return new Payments({ ...storage, runtime, provider });
}

/** All that produces, and all that is asked about it. */
function startProduction({ config, runtime, log }: ServerOptions, { payments, ...storage }: Storage & { readonly payments: Payments }, opened: Opened) {
  const { database } = storage;
  const pool = startGeneratorPool({ workers: config.WORKERS });
  opened.add(() => pool.stop());
  const analysts = startAnalysts({ workers: config.WORKERS });
  opened.add(() => analysts.stop());
  const events = new ProductionEvents();
  const onFault = (fault: unknown, partId: string) => {
    log.error({ err: fault, partId }, "A production failed.");
  };
  const turns = new DatabaseTurns(runtime.monotonicMs);
  const tables = new TableTurns();
  const sweep = new Sweep({
    database,
    runtime,
    take: (part) => { queue.add(part); },
    onFault: (fault, partId) => {
      log.error({ err: fault, partId }, "A production cannot go on at the moment; it is tried again.");
    },
  });
  const onStanding = (partId: string, fault: unknown) => {
    sweep.postpone(partId, fault);
  };
  const queue = new JobQueue({
    run: (part, signal) => runPart({ ...storage, runtime, pool, analysts, events, turns, tables, publicPath: publicPathOf(config) }, part, signal),
    onFault: (partId, fault, signal) => settleFault({ database, runtime, events, onFault, onStanding }, partId, fault, signal),
  });
  opened.add(() => queue.stop());
  opened.add(() => sweep.stop());
  const downloads = new Downloads();
  const holdings = new Holdings(database);
  const alphabets = new Alphabets(database, holdings);
  const lines = new ProductionLines({ database, runtime, queue, events, downloads, forget: (lineId) => pool.forget(lineId) });
  const keys = new IdempotencyKeys({ database, runtime });
  const orders = new Orders({ ...storage, runtime, holdings, alphabets, payments, oversize: config.OVERSIZE, keys, queue, events });
  const files = new Files({ ...storage, runtime, pool, lines, downloads });
  const known = new KnownCredentials(storage.keyring);
  const access = new Access({ ...storage, runtime, holdings, known, beforeClose: [(session) => lines.deleteMost(session)], onClose: [dismantleSession(lines, events)] });
  const admission = new Admission({ access, known, counters: memoryRateCounters() });
  return { ...storage, pool, keys, queue, sweep, events, alphabets, payments, lines, orders, files, access, admission };
}

type Capabilities = ReturnType<typeof startProduction>;

/** A session's lines and alphabets go with it. */
function dismantleSession(lines: ProductionLines, events: ProductionEvents): SessionClosing {
  return async (em, session) => {
    const deleted = await lines.dismantleAll(em, session);
    await removeAllOf(em, session);
    return () => {
      lines.tell(deleted);
      events.endSession(session.id);
    };
  };
}

/** Both faces, on one port. */
async function serve({ config, runtime, log }: ServerOptions, capabilities: Capabilities, opened: Opened): Promise<string> {
  const { TRUST_PROXY, KEEP_ALIVE_S, STOP_GRACE_S } = config;
  const publicPath = publicPathOf(config);
  const server = newHttpServer({ publicPath, keepAliveMs: KEEP_ALIVE_S * 1_000 });
  const drain = new Drain({ server, graceMs: STOP_GRACE_S * 1_000, runtime });
  const clientOf = clientAddress(TRUST_PROXY);
  const schema = await buildSchema([...RESOLVERS]);
  const container = resolverContainer(newResolvers(capabilities, config));
  const contextFor = (id: string, caller: Caller): RequestContext => ({ requestId: id, caller, container, publicPath });
  const contextOf = perRequest((ctx: Context) => contextFor(requestIdOf(ctx), callerOf(ctx.req, clientOf(ctx.req))));
  const onFault = (fault: unknown, context?: RequestContext) => {
    log.error({ err: fault, requestId: context?.requestId }, "A request failed.");
  };
  const stopSubscriptions = startSubscriptions({ server, schema, clientOf, contextOf: (caller) => contextFor(runtime.uuid(), caller), onFault });
  const apollo = await startApollo({ schema, onFault });
  opened.add(() => apollo.stop());
  const { access, admission, events, files, queue, database, keyring, guard } = capabilities;
  opened.add(async () => {
    events.endAll();
    // Side by side: productions let go at once, while downloads still need the threads.
    await Promise.all([drain.stop(), stopSubscriptions(), queue.stop()]);
  });
  const middleware = [
    requestId(runtime.uuid),
    logRequests(log, runtime.monotonicMs),
    health(readiness({ database, guard }, drain, runtime)),
    wellKnown(keySet(keyring.publicKeys)),
    ...(await webhooks(config, runtime, capabilities)),
    limitRate({ contextOf, standing: admission.standing }),
    graphqlRoute(apollo, contextOf),
    fileRoute({ contextOf, onFault, timer: runtime.timer, open: async (context, query, gone) => files.open((await access.session(context)).session, query, gone) }),
    facade({ contextOf, onFault, now: runtime.now, execute: executeOperation(apollo) }),
    notFound,
  ];
  return startHttp({ server, host: config.HOST, port: config.PORT, middleware, onFault });
}

/** None without their secret: nobody could tell who has sent an event. */
async function webhooks({ PAYMENT, STRIPE_WEBHOOK_SECRET: secret }: Config, runtime: Runtime, { payments }: Capabilities): Promise<Middleware[]> {
  if (PAYMENT !== "stripe" || secret === undefined) return [];
  const { stripeEvents } = await import("./payment/stripe-events.ts"); // with the SDK, which nobody else needs
  return [webhookRoute({ path: "/webhooks/stripe", signatureHeader: "Stripe-Signature", receive: stripeEvents({ secret, runtime, payments }) })];
}

function newResolvers({ access, pool, keys, alphabets, payments, lines, orders, database, keyring, events }: Capabilities, { OVERSIZE }: Config): object[] {
  const loaders = loadersOf({ database, keyring });
  const makeQuote = quote({ database, keyring, alphabets, oversize: OVERSIZE });
  return [
    new SessionResolver(access, keys),
    new CustomerResolver(access),
    new AlphabetResolver(access, alphabets, keys),
    new TokensResolver(access, orders, lines, loaders),
    new PartResolver(loaders, keyring),
    new ProductionLinesResolver(access, lines),
    new ProductionResolver(access, followProduction({ database, lines, events }), loaders),
    new QuoteResolver(access, makeQuote),
    new OpenPaymentResolver(access, makeQuote, payments, keys),
    new VerifyTokensResolver(access, verifyTokens({ database, keyring, lines, pool })),
  ];
}

function readiness({ database, guard }: Pick<Storage, "database" | "guard">, drain: Drain, { timer }: Runtime): () => Promise<Readiness> {
  const isReadable = tryReading(database, timer);
  return async () => ({ isReady: drain.isAccepting() && !guard.isLost() && (await isReadable()), isWritable: database.vitals.condition === "well" });
}

/** What every path begins with where the outside reaches the service; empty where nothing stands before. */
function publicPathOf({ PUBLIC_URL }: Config): string {
  return PUBLIC_URL === undefined ? "" : new URL(PUBLIC_URL).pathname.replace(/\/$/, "");
}
