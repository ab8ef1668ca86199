import { join } from "node:path";
import type { Context } from "koa";
import type { Logger } from "pino";
import { Access, type SessionClosing } from "./access/access.ts";
import { ensureCustomer } from "./access/api-keys.ts";
import { CustomerResolver } from "./access/customer.resolver.ts";
import { openKeyring } from "./access/open-keyring.ts";
import { SessionResolver } from "./access/session.resolver.ts";
import { AlphabetResolver } from "./alphabet/alphabet.resolver.ts";
import { Alphabets, removeAllOf } from "./alphabet/alphabets.ts";
import type { Config } from "./config.ts";
import { type Database, startDatabase } from "./database/start-database.ts";
import { ENTITIES } from "./entities.ts";
import { startGeneratorPool } from "./generator/pool.ts";
import { buildSchema } from "./graphql/build-schema.ts";
import { executeOperation } from "./graphql/execute-operation.ts";
import type { Caller, RequestContext } from "./graphql/request-context.ts";
import { resolverContainer } from "./graphql/resolver-container.ts";
import { startApollo } from "./graphql/start-apollo.ts";
import { callerOf } from "./http/caller.ts";
import { fileRoute } from "./http/file-route.ts";
import { graphqlRoute } from "./http/graphql-route.ts";
import { health } from "./http/health.ts";
import { logRequests } from "./http/log-requests.ts";
import { notFound } from "./http/not-found.ts";
import { requestId, requestIdOf } from "./http/request-id.ts";
import { newHttpServer, startHttp } from "./http/start-http.ts";
import { startSubscriptions } from "./http/subscriptions.ts";
import { facade } from "./jsonapi/facade.ts";
import { closing } from "./lib/closing.ts";
import { lockFolder } from "./lib/lock-folder.ts";
import type { Runtime } from "./lib/runtime.ts";
import { PROVIDERS } from "./payment/provider.ts";
import { Downloads } from "./production/downloads.ts";
import { failPart } from "./production/fail-part.ts";
import { Files } from "./production/files.ts";
import { followProduction } from "./production/follow-production.ts";
import { JobQueue } from "./production/job-queue.ts";
import { loadersOf } from "./production/loaders.ts";
import { PartResolver } from "./production/part.resolver.ts";
import { ProductionEvents } from "./production/production-events.ts";
import { ProductionLines } from "./production/production-lines.ts";
import { ProductionLinesResolver } from "./production/production-lines.resolver.ts";
import { ProductionResolver } from "./production/production.resolver.ts";
import { quote } from "./production/quote.ts";
import { QuoteResolver } from "./production/quote.resolver.ts";
import { runPart } from "./production/run-part.ts";
import { TokensResolver } from "./production/tokens.resolver.ts";
import { RESOLVERS } from "./resolvers.ts";

/** In the data folder. */
export const DATABASE_FILE = "tokenworks.db";

export interface ServerOptions {
  readonly config: Config;
  readonly runtime: Runtime;
  readonly log: Logger;
  /** Told every database statement. */
  readonly onStatement?: (statement: string) => void;
}

export interface RunningServer extends AsyncDisposable {
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
    const storage = await openStorage(options, opened);
    const capabilities = startProduction(options, storage, opened);
    const url = await serve(options, capabilities, opened);
    await capabilities.queue.resume();
    // Last: a key is shown once, by a start that succeeds.
    const newApiKey = await ensureCustomer({ ...storage, runtime: options.runtime }, { apiKey: options.config.API_KEY, agreement: options.config.AGREEMENT });
    return { url, newApiKey, stop: opened.close, [Symbol.asyncDispose]: opened.close };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

type Opened = ReturnType<typeof closing>;

/** The data folder, the database and the keys. */
export async function openStorage({ config, runtime, onStatement }: Omit<ServerOptions, "log">, opened: Opened) {
  opened.add(lockFolder(config.DATA_DIR));
  const location = config.DATABASE_URL === undefined ? { file: join(config.DATA_DIR, DATABASE_FILE) } : { url: config.DATABASE_URL };
  const database = await startDatabase({ location, entities: ENTITIES, ...(onStatement && { onStatement }) });
  opened.add(() => database.stop());
  const keyring = await openKeyring({ masterKeys: config.MASTER_KEY, dataDir: config.DATA_DIR }, database, runtime);
  return { database, keyring };
}

type Storage = Awaited<ReturnType<typeof openStorage>>;

/** All that produces, and all that is asked about it. */
function startProduction({ config, runtime, log }: ServerOptions, storage: Storage, opened: Opened) {
  const { database } = storage;
  const pool = startGeneratorPool({ workers: config.WORKERS });
  opened.add(() => pool.stop());
  const events = new ProductionEvents();
  const onFault = (fault: unknown, partId: string) => {
    log.error({ err: fault, partId }, "A production failed.");
  };
  const queue = new JobQueue({
    database,
    concurrency: config.WORKERS,
    run: (partId, signal) => runPart({ ...storage, runtime, pool, events }, partId, signal),
    onFault: (partId, fault) => failPart({ database, runtime, events, onFault }, partId, fault),
  });
  opened.add(() => queue.stop());
  const downloads = new Downloads();
  const alphabets = new Alphabets(database);
  const lines = new ProductionLines({ ...storage, runtime, alphabets, provider: PROVIDERS[config.PAYMENT], oversize: config.OVERSIZE, queue, events, downloads });
  const files = new Files({ ...storage, pool, lines, downloads });
  const access = new Access({ ...storage, runtime, onClose: [dismantleSession(lines, events)] });
  return { database, queue, events, alphabets, lines, files, access };
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
  const server = newHttpServer();
  const schema = await buildSchema([...RESOLVERS]);
  const container = resolverContainer(newResolvers(capabilities, config));
  const contextFor = (id: string, caller: Caller): RequestContext => ({ requestId: id, caller, container });
  const contextOf = (ctx: Context) => contextFor(requestIdOf(ctx), callerOf(ctx));
  const onFault = (fault: unknown, context?: RequestContext) => {
    log.error({ err: fault, requestId: context?.requestId }, "A request failed.");
  };
  const stopSubscriptions = startSubscriptions({ server, schema, contextOf: (caller) => contextFor(runtime.uuid(), caller), onFault });
  const apollo = await startApollo({ schema, httpServer: server, onFault });
  opened.add(() => apollo.stop());
  opened.add(stopSubscriptions);
  opened.add(() => {
    capabilities.events.endAll();
  });
  const { access, files, database } = capabilities;
  const middleware = [
    requestId(runtime.uuid),
    logRequests(log, runtime.monotonicMs),
    health(() => canAnswer(database)),
    graphqlRoute(apollo, contextOf),
    fileRoute({ contextOf, onFault, timer: runtime.timer, open: async (context, query, gone) => files.open((await access.session(context)).session, query, gone) }),
    facade({ contextOf, onFault, execute: executeOperation(apollo) }),
    notFound,
  ];
  return startHttp({ server, host: config.HOST, port: config.PORT, middleware, onFault });
}

function newResolvers({ access, alphabets, lines, database, events }: Capabilities, { OVERSIZE }: Config): object[] {
  const loaders = loadersOf(database);
  return [
    new SessionResolver(access),
    new CustomerResolver(access),
    new AlphabetResolver(access, alphabets),
    new TokensResolver(access, lines, loaders),
    new PartResolver(loaders),
    new ProductionLinesResolver(access, lines),
    new ProductionResolver(access, followProduction({ database, lines, events }), loaders),
    new QuoteResolver(access, quote(alphabets, OVERSIZE)),
  ];
}

async function canAnswer(database: Database): Promise<boolean> {
  return database.em.getConnection().isConnected();
}
