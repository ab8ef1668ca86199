import type { Logger } from "pino";
import { ensureFirstCustomer } from "./access/api-keys.ts";
import { SignInLinks } from "./access/sign-in-links.ts";
import { MASTER_KEY_FILE } from "./access/open-keyring.ts";
import { Holdings } from "./access/holdings.ts";
import type { Config } from "./config.ts";
import { oneProcessAtATime } from "./database/one-process.ts";
import { DATABASE_FILE } from "./database/sqlite-files.ts";
import { noteTraces, type StartFiles } from "./database/start-traces.ts";
import type { OnReplica } from "./database/replica/replica.ts";
import type { OnCondition } from "./database/vitals.ts";
import type { OperatorError } from "./errors.ts";
import { type Closing, closing } from "./lib/closing.ts";
import { ofRequest } from "./lib/current-request.ts";
import { asPart } from "./lib/current-span.ts";
import { version } from "./lib/version.ts";
import { openStorage, type Storage } from "./open-storage.ts";
import { openProvider } from "./payment/open-provider.ts";
import type { PaymentProvider } from "./payment/provider.ts";
import { Payments } from "./payment/payments.ts";
import { Part } from "./production/records/part.entity.ts";
import { serveFaces } from "./serve-faces.ts";
import { openTracing } from "./telemetry/open-tracing.ts";
import type { Tracing } from "./telemetry/tracing.ts";
import { databaseName, type ServiceOptions } from "./service-options.ts";
import { startProduction } from "./start-production.ts";

export interface ServerOptions extends Omit<ServiceOptions, "tracing"> {
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
  /** Whether this start has made the first customer. */
  readonly isFirstStart: boolean;
  /** The first customer's Api-Key, if this start has made it. */
  readonly newApiKey: string | null;
  /** What signs in to the console once, soon after the start that has made the Api-Key. */
  readonly signInSecret: string | null;
  /** Stops in the reverse order of the start; what is not finished is taken up at the next start. */
  readonly stop: () => Promise<void>;
}

/**
 * Opens and wires everything, and serves.
 *
 * @throws {OperatorError} for whatever the operator can mend; what was opened is closed again, and a first start that fails leaves nothing behind.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const opened = closing();
  const removeTraces = noteTraces(startFiles(options.config));
  try {
    const tracing = await openTraces(options, opened);
    const onWarning = (warning: string) => {
      options.log.warn(warning);
    };
    const storage = await openStorage(
      {
        ...options,
        sharing: "shared",
        onWarning,
        onCondition: logCondition(options.log),
        onReplica: logReplica(options.log),
      },
      opened,
    );
    const { runtime } = storage;
    const holdings = new Holdings(storage.database);
    const service = { ...options, runtime, tracing };
    const payments = await openPayments(service, { ...storage, holdings });
    const capabilities = startProduction(service, { ...storage, holdings, payments }, opened);
    const signInLinks = new SignInLinks(runtime);
    const url = await serveFaces(
      { ...service, redeemLink: (secret) => signInLinks.redeem(secret) },
      capabilities,
      opened,
    );
    storage.nodes?.setAddress(url);
    const unfinished = await storage.database.em.fork().count(Part, { status: { $in: UNFINISHED } });
    await capabilities.jobs.start();
    // Last: a key is shown once, by a start that succeeds; and by one node, of many that start at once.
    const wanted = { apiKey: options.config.FIRST_API_KEY, agreement: options.config.AGREEMENT };
    const first = await oneProcessAtATime(storage.location, () => ensureFirstCustomer(storage, wanted));
    const { newApiKey, isNew: isFirstStart } = first;
    const signInSecret = newApiKey === null ? null : signInLinks.issue(newApiKey);
    logServing(options, { url, node: storage.nodes?.id, unfinished });
    opened.add(() => {
      options.log.info(
        "The service stops: requests that are under way are answered, and what is not finished is taken up at the next start.",
      );
    });
    return { url, isFirstStart, newApiKey, signInSecret, stop: opened.close, [Symbol.asyncDispose]: opened.close };
  } catch (error) {
    await opened.close();
    removeTraces();
    throw error;
  }
}

/** Closed last, so that it tells of the stop, too. */
async function openTraces({ config, runtime, log }: ServerOptions, opened: Closing): Promise<Tracing | null> {
  const tracing = await openTracing({
    config,
    version: version(),
    timer: runtime.timer,
    onFault: (err) => {
      log.warn({ err }, "The collector of traces takes nothing: what it should have got is dropped until it does.");
    },
    onWarning: (warning) => {
      log.warn(warning);
    },
    onRecovery: () => {
      log.info("The collector takes traces again.");
    },
  });
  if (tracing !== null) opened.add(tracing.stop);
  return tracing;
}

/** Statuses whose work the start takes up. */
const UNFINISHED: Part["status"][] = ["requested", "started", "ended"];

function logServing(
  { config, log }: Pick<ServiceOptions, "config" | "log">,
  { url, node, unfinished }: { readonly url: string; readonly node: string | undefined; readonly unfinished: number },
): void {
  const { AGREEMENT: agreement, PAYMENT: payment, PUBLIC_URL: publicUrl } = config;
  const facts = {
    version: version(),
    node,
    database: databaseName(config),
    agreement,
    payment,
    url,
    publicUrl,
    unfinished,
  };
  log.info(
    facts,
    unfinished === 0 ? "The service is ready." : "The service is ready; unfinished parts are taken up again.",
  );
}

/** On PostgreSQL the key stays: the database may have been sealed with it, and it outlives this start. */
function startFiles({ DATA_DIR: folder, DATABASE_URL }: Config): StartFiles {
  const signs = [DATABASE_FILE, `${DATABASE_FILE}.note`, MASTER_KEY_FILE];
  const names =
    DATABASE_URL === undefined ? [...signs, `${DATABASE_FILE}-wal`, `${DATABASE_FILE}-shm`, "lock"] : ["lock"];
  return { folder, names, signs };
}

/** Once when the database goes and once when it is back, not for each request that meets it. */
function logCondition(log: Logger): OnCondition {
  return (condition, err) => {
    if (condition === "well") log.info("The database is available again.");
    else if (condition === "away")
      log.error({ err }, "The database does not answer: requests get 503 and productions wait until it does.");
    else log.error({ err }, "The database takes no writes: they get 503 and productions wait until it does.");
  };
}

/** As `logCondition()`. */
function logReplica(log: Logger): OnReplica {
  return (condition, err) => {
    const told = err === null ? {} : { err };
    if (condition === "well") log.info("The replica is read again.");
    else log.warn(told, REPLICA[condition]);
  };
}

const REPLICA = {
  lagging: "The replica is too far behind: DATABASE_URL's server is read until it has caught up.",
  away: "The replica does not answer: DATABASE_URL's server is read until it does.",
  unfit: "DATABASE_REPLICA_URL leads elsewhere by now: DATABASE_URL's server is read.",
};

async function openPayments(
  { config, runtime, log }: ServiceOptions,
  storage: Storage & { readonly holdings: Holdings },
): Promise<Payments> {
  const {
    PAYMENT,
    STRIPE_SECRET_KEY = "" /* the configuration has it where Stripe is the provider */,
    STRIPE_API_URL,
  } = config;
  let isAway = false;
  const onFailure = (failure: object) => {
    isAway = true;
    log.error(failure, "Stripe could not be asked.");
  };
  const provider = await openProvider(PAYMENT, () => ({
    secretKey: STRIPE_SECRET_KEY,
    apiUrl: STRIPE_API_URL,
    onFailure,
  }));
  const { hostname: server } = new URL(STRIPE_API_URL);
  const attributes = {
    "tokenworks.payment.provider": PAYMENT,
    ...(PAYMENT === "stripe" && { "server.address": server }),
  };
  const asked = (name: string) => ({ name, kind: "client" as const, attributes });
  const check: PaymentProvider["check"] = async (ident, price) => {
    const refusal = await asPart(asked("check payment"), () => provider.check(ident, price));
    if (isAway) log.info("Stripe can be asked again.");
    isAway = false;
    if (refusal !== null) log.info({ payment: PAYMENT, refusal, ...ofRequest() }, "A payment was refused.");
    return refusal;
  };
  const told: PaymentProvider = {
    check,
    needsPayment: (price) => provider.needsPayment(price),
    open: (price, transactionId) => asPart(asked("open payment"), () => provider.open(price, transactionId)),
  };
  return new Payments({ ...storage, runtime, provider: told });
}
