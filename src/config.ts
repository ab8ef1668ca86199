import { existsSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { z } from "zod";
import { OperatorError } from "./errors.ts";
import { parseTrustProxy } from "./http/client-address.ts";
import type { CorsOrigins } from "./http/cross-origin.ts";
import { isTracingWanted, TRACING_SETTINGS, UNHEEDED_SETTINGS } from "./telemetry/tracing-settings.ts";

/** The environment, or any stand-in for it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The name of a setting: an environment variable. */
export type Setting = keyof Config;

export type Config = Readonly<z.output<typeof ConfigSchema>>;

/** Variables whose values are never shown, and which may be given as a file: `NAME_FILE`. */
const SECRETS = [
  "DATABASE_URL",
  "DATABASE_DIRECT_URL",
  "DATABASE_REPLICA_URL",
  "MASTER_KEY",
  "FIRST_API_KEY",
  "STRIPE_SECRET_KEY",
  "STRIPE_WEBHOOK_SECRET",
  "METRICS_TOKEN",
  "OTEL_EXPORTER_OTLP_HEADERS",
  "OTEL_EXPORTER_OTLP_TRACES_HEADERS",
] as const;

const integer = (name: string, minimum: number, maximum: number) =>
  z
    .string()
    .regex(/^\d+$/, `${name} must be a whole number.`)
    .transform(Number)
    .refine((value) => value >= minimum && value <= maximum, `${name} must be from ${minimum} to ${maximum}.`);

const choice = <const T extends readonly [string, ...string[]]>(name: string, values: T) =>
  z.enum(values, { error: `${name} must be one of: ${values.join(", ")}.` });

const masterKey = z
  .string()
  .transform((list) => list.split(",").map((key) => key.trim()))
  .refine(
    (keys) => keys.every(isMasterKey),
    "MASTER_KEY must be one or more keys of 32 bytes in base64, separated by commas.",
  )
  .transform((keys) => keys.map((key) => Buffer.from(key, "base64")));

const ConfigSchema = z.object({
  PORT: integer("PORT", 0, 65_535).default(4_000),
  HOST: z.string().default("127.0.0.1"),
  DATA_DIR: z
    .string()
    .default("./data")
    .transform((path) => resolve(path)),
  DATABASE_URL: z.string().refine(isPostgresUrl, "DATABASE_URL must be a postgres:// address.").optional(),
  DATABASE_DIRECT_URL: z
    .string()
    .refine(isPostgresUrl, "DATABASE_DIRECT_URL must be a postgres:// address.")
    .optional(),
  DATABASE_REPLICA_URL: z
    .string()
    .refine(isPostgresUrl, "DATABASE_REPLICA_URL must be a postgres:// address.")
    .optional(),
  MASTER_KEY: masterKey.optional(),
  FIRST_API_KEY: z
    .guid({ error: "FIRST_API_KEY must be a UUID." })
    .transform((key) => key.toLowerCase())
    .optional(),
  AGREEMENT: choice("AGREEMENT", ["basic", "unlimited"]).default("unlimited"),
  PAYMENT: choice("PAYMENT", ["none", "sandbox", "stripe"]).default("none"),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(
      /^[sr]k_(test|live)_[A-Za-z0-9_]+$/,
      "STRIPE_SECRET_KEY must be a secret or restricted key of Stripe's: sk_test_…, sk_live_…, rk_test_… or rk_live_….",
    )
    .optional(),
  STRIPE_API_URL: z
    .string()
    .default("https://api.stripe.com")
    .refine(
      isOrigin,
      "STRIPE_API_URL must be an http:// or https:// address without a path, such as https://api.stripe.com.",
    ),
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_\S+$/, "STRIPE_WEBHOOK_SECRET must be a webhook endpoint's signing secret: whsec_….")
    .optional(),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\w.~+/-]{16,}=*$/, "METRICS_TOKEN must be 16 or more characters: letters, digits and - . _ ~ + /.")
    .optional(),
  PUBLIC_URL: z
    .string()
    .refine(
      isPublicUrl,
      "PUBLIC_URL must be an http:// or https:// address, such as https://example.com/tokens: no query, no fragment, and in its path only letters, digits and - . _ ~.",
    )
    .transform((url) => url.replace(/\/+$/, ""))
    .optional(),
  CORS_ORIGINS: z.string().transform(corsOrigins).default([]),
  TRUST_PROXY: z.string().transform(trustProxy).optional(),
  OVERSIZE: choice("OVERSIZE", ["reject", "scale"]).default("reject"),
  WORKERS: integer("WORKERS", 1, 1_024).default(availableParallelism()),
  KEEP_ALIVE_S: integer("KEEP_ALIVE_S", 1, 86_400).default(75),
  STOP_GRACE_S: integer("STOP_GRACE_S", 0, 86_400).default(30),
  LOG_LEVEL: choice("LOG_LEVEL", ["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  LOG_FORMAT: choice("LOG_FORMAT", ["json", "pretty"]).optional(),
  ...TRACING_SETTINGS,
});

/**
 * Reads the configuration from the environment; an empty variable counts as absent.
 *
 * @throws {OperatorError} naming every bad variable at once, with what would be right; values are not shown.
 */
export function readConfig(environment: Environment = process.env): Config {
  const problems: string[] = [];
  const values = new Map<string, string>();
  for (const name of Object.keys(ConfigSchema.shape)) {
    const value = isSecret(name) ? secretOf(name, environment, problems) : environment[name];
    if (value !== undefined && value !== "") values.set(name, value);
  }
  if (!isTracingWanted(values)) for (const name of UNHEEDED_SETTINGS) values.delete(name);
  for (const name of ["DATABASE_DIRECT_URL", "DATABASE_REPLICA_URL"])
    if (values.has(name) && !values.has("DATABASE_URL"))
      problems.push(`${name} goes with DATABASE_URL, which is not set.`);
  const isKeyTold =
    values.has("STRIPE_SECRET_KEY") || problems.some((problem) => problem.startsWith("STRIPE_SECRET_KEY"));
  if (values.get("PAYMENT") === "stripe" && !isKeyTold)
    problems.push("STRIPE_SECRET_KEY must be set where PAYMENT is stripe.");
  const isFirstKeyTold = values.has("FIRST_API_KEY") || problems.some((problem) => problem.startsWith("FIRST_API_KEY"));
  const formerKey = isFirstKeyTold ? null : formerFirstKey(environment);
  if (formerKey !== null) values.set("FIRST_API_KEY", formerKey);
  const parsed = ConfigSchema.safeParse(Object.fromEntries(values));
  if (parsed.success && problems.length === 0) return Object.freeze(parsed.data);
  const all = [...problems, ...(parsed.error?.issues ?? []).map((issue) => issue.message)];
  throw new OperatorError(`The configuration cannot be used:\n${all.map((problem) => `  ${problem}`).join("\n")}`);
}

/** Reads the configuration from these variables, and from the environment where they say nothing. */
export function readConfigWith(variables: Environment): Config {
  return readConfig({ ...process.env, ...variables });
}

/** What a command that asks a running service is told by the variables of its clients. */
export interface ClientConfig {
  /** The service's address. */
  readonly BASE: string;
  readonly SESSION_KEY: string | undefined;
}

/** Reads from these variables, and from the environment where they say nothing. @throws {OperatorError} for a file that cannot be read. */
export function readClientConfig(variables: Environment): ClientConfig {
  const environment = { ...process.env, ...variables };
  const problems: string[] = [];
  const sessionKey = secretOf("SESSION_KEY", environment, problems);
  if (problems.length > 0) throw new OperatorError(problems.join("\n"));
  const { BASE = "" } = environment;
  return { BASE: BASE === "" ? "http://127.0.0.1:4000" : BASE, SESSION_KEY: sessionKey };
}

/** Reads the file .env of the working directory, where there is one, into the environment; what stands there already stays. */
export function loadEnvironmentFile(): void {
  if (!existsSync(".env")) return;
  try {
    process.loadEnvFile();
  } catch (cause) {
    throw new OperatorError("The file .env in the working directory cannot be read.", { cause });
  }
}

/** The values that a setting takes, where they are a closed list; null where they are not, or there is no such setting. */
export function choicesOf(name: Setting): readonly string[] | null {
  const setting = Object.hasOwn(ConfigSchema.shape, name) ? ConfigSchema.shape[name] : null;
  const inner = setting instanceof z.ZodDefault || setting instanceof z.ZodOptional ? setting.unwrap() : setting;
  return inner instanceof z.ZodEnum ? inner.options.map(String) : null;
}

/** The configuration by its names, secrets hidden. */
export function shownConfig(config: Config): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.keys(ConfigSchema.shape).map((name) => [name, shown(name, config[name as Setting])]), // the keys of the schema are those of the value
  );
}

/** The configuration as lines `NAME=value`, secrets hidden. */
export function showConfig(config: Config): string {
  return Object.entries(shownConfig(config))
    .map(([name, value]) => `${name}=${value}`)
    .join("\n");
}

function shown(name: string, value: Config[keyof Config]): string {
  if (value === undefined) return "";
  return isSecret(name) ? "(hidden)" : String(value);
}

function isSecret(name: string): boolean {
  return (SECRETS as readonly string[]).includes(name); // widened only to ask
}

function secretOf(name: string, environment: Environment, problems: string[]): string | undefined {
  const file = environment[`${name}_FILE`];
  if (file === undefined || file === "") return environment[name];
  if (environment[name]) {
    problems.push(`${name} and ${name}_FILE are both set; keep one.`);
    return undefined;
  }
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    problems.push(`${name}_FILE must name a file that can be read.`); // the reason is the operator's to find; a path may tell too much in a log
    return undefined;
  }
}

/** FIRST_API_KEY by its former name, which by now is the name of what clients send: whatever cannot be a first key is none of ours. */
function formerFirstKey(environment: Environment): string | null {
  const key = secretOf("API_KEY", environment, []);
  return z.guid().safeParse(key).success ? (key ?? null) : null;
}

function isMasterKey(key: string): boolean {
  return /^[A-Za-z0-9+/]{43}=$/.test(key) && Buffer.from(key, "base64").length === 32;
}

/** Whether a text is the address of a PostgreSQL database. */
export function isPostgresUrl(url: string): boolean {
  return /^postgres(ql)?:\/\//.test(url) && URL.canParse(url);
}

function isOrigin(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && /^https?:$/.test(parsed.protocol) && parsed.href === `${parsed.origin}/`;
}

function isPublicUrl(url: string): boolean {
  const parsed = URL.parse(url);
  return (
    parsed !== null &&
    /^https?:$/.test(parsed.protocol) &&
    /^https?:\/\/[^/?#@\\\s]+(?:\/[\w.~-]+)*\/?$/i.test(url) &&
    !/\/\.{1,2}(?:\/|$)/.test(url)
  );
}

function corsOrigins(text: string, context: z.RefinementCtx): CorsOrigins {
  const origins = text.split(",").map((origin) => origin.trim());
  if (origins.length === 1 && origins[0] === "*") return "*";
  if (origins.every((origin) => isOrigin(origin) && !origin.includes("*")))
    return origins.map((origin) => new URL(origin).origin);
  context.addIssue(
    "CORS_ORIGINS must be origins separated by commas, such as https://app.example.com,http://localhost:5173 (no path), or * for any.",
  );
  return z.NEVER;
}

function trustProxy(text: string, context: z.RefinementCtx) {
  const trusted = parseTrustProxy(text);
  if (trusted !== null) return trusted;
  context.addIssue(
    "TRUST_PROXY must be a number of proxies, or their addresses separated by commas: 10.0.0.7, 10.0.0.0/8, 2001:db8::/32, loopback, linklocal or uniquelocal.",
  );
  return z.NEVER;
}
