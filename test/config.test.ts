import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type Environment, readConfig, showConfig } from "../src/config.ts";
import { OperatorError } from "../src/errors.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "tokenworks-config-"));
const API_KEY = "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";
const MASTER_KEY = Buffer.alloc(32, 7).toString("base64");
const URL = "postgres://user:password@db.example/tokenworks";

afterAll(() => {
  rmSync(FOLDER, { recursive: true });
});

function fileWith(text: string): string {
  const file = join(FOLDER, Buffer.from(text).toString("hex").slice(0, 12));
  writeFileSync(file, text);
  return file;
}

describe("the configuration", () => {
  it("has a default for everything that it can have one for", () => {
    expect(readConfig({})).toMatchObject({
      PORT: 4_000,
      HOST: "127.0.0.1",
      AGREEMENT: "unlimited",
      PAYMENT: "none",
      OVERSIZE: "reject",
      LOG_LEVEL: "info",
    });
    expect(readConfig({}).DATA_DIR).toBe(join(process.cwd(), "data"));
    expect(readConfig({}).WORKERS).toBeGreaterThan(0);
  });

  it("lists the origins whose pages may use the service, none unless told, or all", () => {
    const origins = (CORS_ORIGINS?: string) => readConfig({ CORS_ORIGINS }).CORS_ORIGINS;
    expect(origins()).toEqual([]);
    expect(origins("*")).toBe("*");
    expect(origins("https://App.example.com, http://localhost:5173/")).toEqual([
      "https://app.example.com",
      "http://localhost:5173",
    ]);
    for (const wrong of [
      "example.com",
      "https://example.com/app",
      "*,https://example.com",
      "https://*.example.com",
      ",",
    ])
      expect(() => origins(wrong), wrong).toThrow("CORS_ORIGINS must be origins separated by commas");
  });

  it("takes an empty variable for one that is absent, and no notice of others", () => {
    expect(readConfig({ PORT: "", FIRST_API_KEY: "", FIRST_API_KEY_FILE: "", DATABASE_URL: "", NOTHING: "x" })).toEqual(
      readConfig({}),
    );
  });

  it("reads every value into what it means", () => {
    expect(
      readConfig({
        PORT: "0",
        WORKERS: "3",
        FIRST_API_KEY: API_KEY.toUpperCase(),
        MASTER_KEY: ` ${MASTER_KEY} , ${MASTER_KEY}`,
      }),
    ).toMatchObject({
      PORT: 0,
      WORKERS: 3,
      FIRST_API_KEY: API_KEY,
      MASTER_KEY: [Buffer.alloc(32, 7), Buffer.alloc(32, 7)],
    });
  });

  it("reads where else the database is reached only beside the database, each also from a file", () => {
    for (const name of ["DATABASE_DIRECT_URL", "DATABASE_REPLICA_URL"] as const) {
      expect(readConfig({ DATABASE_URL: URL, [`${name}_FILE`]: fileWith(`${URL}\n`) })[name]).toBe(URL);
      expect(() => readConfig({ [name]: URL })).toThrow(`${name} goes with DATABASE_URL, which is not set.`);
      expect(() => readConfig({ DATABASE_URL: URL, [name]: "mysql://db.example" })).toThrow(
        `${name} must be a postgres:// address.`,
      );
      expect(showConfig(readConfig({ DATABASE_URL: URL, [name]: URL }))).toContain(`${name}=(hidden)`);
    }
  });

  it("heeds what OpenTelemetry's variables say where one of them asks for traces, and nothing of it elsewhere", () => {
    const collector = "http://127.0.0.1:4318";
    const grpc = { OTEL_EXPORTER_OTLP_PROTOCOL: "grpc", OTEL_EXPORTER_OTLP_HEADERS: "a=b" };
    for (const unasked of [{}, { OTEL_TRACES_EXPORTER: "none", OTEL_EXPORTER_OTLP_ENDPOINT: collector }])
      expect(readConfig({ ...grpc, ...unasked })).toEqual(readConfig({}));
    const disabled = { OTEL_SDK_DISABLED: "TRUE", OTEL_TRACES_EXPORTER: "console" };
    expect(readConfig({ ...grpc, ...disabled })).toEqual(readConfig({ OTEL_SDK_DISABLED: "true" }));
    expect(readConfig(disabled).OTEL_SDK_DISABLED).toBe(true);
    const asked = { OTEL_EXPORTER_OTLP_ENDPOINT: collector, OTEL_EXPORTER_OTLP_HEADERS_FILE: fileWith("a=b\n") };
    const read = readConfig(asked);
    expect(read).toMatchObject({ OTEL_EXPORTER_OTLP_ENDPOINT: collector, OTEL_EXPORTER_OTLP_HEADERS: "a=b" });
    expect(showConfig(read)).toContain("OTEL_EXPORTER_OTLP_HEADERS=(hidden)");
    const refusals: readonly [Environment, string][] = [
      [
        { OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" },
        "OTEL_EXPORTER_OTLP_PROTOCOL must be one of: http/protobuf, http/json.",
      ],
      [{ OTEL_TRACES_EXPORTER: "console" }, "OTEL_TRACES_EXPORTER must be one of: otlp, none."],
      [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "collector:4318" }, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT must be"],
      [{ OTEL_EXPORTER_OTLP_ENDPOINT: "http://a:b@localhost" }, "OTEL_EXPORTER_OTLP_ENDPOINT must be"],
    ];
    for (const [wrong, message] of refusals) expect(() => readConfig({ ...asked, ...wrong })).toThrow(message);
  });

  it("reads where the service is reached, and whom it trusts to tell who asks", () => {
    expect(readConfig({})).toMatchObject({ KEEP_ALIVE_S: 75, STOP_GRACE_S: 30 });
    expect([readConfig({}).PUBLIC_URL, readConfig({}).TRUST_PROXY]).toEqual([undefined, undefined]);
    for (const url of [
      "https://example.com",
      "http://example.com:8080/shop/tokens",
      "https://[2001:db8::1]/~a/b_c-d.e",
    ]) {
      expect(readConfig({ PUBLIC_URL: url }).PUBLIC_URL).toBe(url);
      expect(readConfig({ PUBLIC_URL: `${url}/` }).PUBLIC_URL).toBe(url);
    }
    expect(readConfig({ TRUST_PROXY: "2" }).TRUST_PROXY).toBe(2);
    expect(readConfig({ TRUST_PROXY: "loopback, 10.0.0.0/8" }).TRUST_PROXY).toEqual(["loopback", "10.0.0.0/8"]);
    expect(showConfig(readConfig({ TRUST_PROXY: "loopback, 10.0.0.0/8" }))).toContain(
      "TRUST_PROXY=loopback,10.0.0.0/8\n",
    );
  });

  it("refuses an address that is none, or says more than where", () => {
    const bad = [
      "example.com",
      "ftp://example.com",
      "https://",
      "https://example.com?x=1",
      "https://example.com/#x",
      "https://user:pw@example.com",
      "https://example.com//a",
      "https://example.com/a/../b",
      "https://example.com/a b",
      "https://example.com/%2f",
      "https://example.com\\a",
      "/shop",
    ];
    for (const PUBLIC_URL of bad)
      expect(() => readConfig({ PUBLIC_URL }), PUBLIC_URL).toThrow("PUBLIC_URL must be an http:// or https:// address");
    for (const TRUST_PROXY of ["true", "-1", "33", "10.0.0.0/99", "proxy.example"])
      expect(() => readConfig({ TRUST_PROXY }), TRUST_PROXY).toThrow(
        "TRUST_PROXY must be a number of proxies, or their addresses",
      );
    expect(() => readConfig({ KEEP_ALIVE_S: "0", STOP_GRACE_S: "x" })).toThrow(
      /KEEP_ALIVE_S must be from 1 to 86400\.[^]*STOP_GRACE_S must be a whole number\./,
    );
  });

  it("cannot be changed", () => {
    expect(Object.isFrozen(readConfig({}))).toBe(true);
  });

  it("reads secrets from the files that NAME_FILE names, without the newline at their end", () => {
    const environment = {
      FIRST_API_KEY_FILE: fileWith(`${API_KEY}\n`),
      MASTER_KEY_FILE: fileWith(`${MASTER_KEY}\n`),
      DATABASE_URL_FILE: fileWith(`${URL}\n`),
    };
    expect(readConfig(environment)).toMatchObject({
      FIRST_API_KEY: API_KEY,
      MASTER_KEY: [Buffer.alloc(32, 7)],
      DATABASE_URL: URL,
    });
  });

  it("takes the first Api-Key by its former name where the new one is not set, and no notice of what cannot be one", () => {
    const former = (environment: Environment) => readConfig(environment).FIRST_API_KEY;
    expect(former({ API_KEY: API_KEY.toUpperCase() })).toBe(API_KEY);
    expect(former({ API_KEY_FILE: fileWith(`${API_KEY}\n`) })).toBe(API_KEY);
    expect(former({ FIRST_API_KEY: API_KEY, API_KEY: crypto.randomUUID() })).toBe(API_KEY);
    for (const others of [{ API_KEY: "sk-of-another-program" }, { API_KEY_FILE: join(FOLDER, "none") }])
      expect(former(others)).toBeUndefined();
    expect(former({ API_KEY, API_KEY_FILE: fileWith(API_KEY) })).toBeUndefined();
  });

  it("names every bad variable at once, with what would be right, and shows no value", () => {
    const bad = {
      PORT: "66000",
      DATABASE_URL: "mysql://user:hunter2@db/x",
      MASTER_KEY: `${MASTER_KEY.slice(1)}hunter2`,
      FIRST_API_KEY: "hunter2",
      AGREEMENT: "hunter2",
      PAYMENT: "hunter2",
      STRIPE_SECRET_KEY: "pk_test_hunter2",
      STRIPE_API_URL: "https://hunter2@api.stripe.com",
      STRIPE_WEBHOOK_SECRET: "hunter2",
      METRICS_TOKEN: "hunter2",
      OVERSIZE: "hunter2",
      WORKERS: "hunter2",
      LOG_LEVEL: "hunter2",
    };
    const problems = problemsOf(bad);
    expect(problems).toEqual([
      "The configuration cannot be used:",
      "  PORT must be from 0 to 65535.",
      "  DATABASE_URL must be a postgres:// address.",
      "  MASTER_KEY must be one or more keys of 32 bytes in base64, separated by commas.",
      "  FIRST_API_KEY must be a UUID.",
      "  AGREEMENT must be one of: basic, unlimited.",
      "  PAYMENT must be one of: none, sandbox, stripe.",
      "  STRIPE_SECRET_KEY must be a secret or restricted key of Stripe's: sk_test_…, sk_live_…, rk_test_… or rk_live_….",
      "  STRIPE_API_URL must be an http:// or https:// address without a path, such as https://api.stripe.com.",
      "  STRIPE_WEBHOOK_SECRET must be a webhook endpoint's signing secret: whsec_….",
      "  METRICS_TOKEN must be 16 or more characters: letters, digits and - . _ ~ + /.",
      "  OVERSIZE must be one of: reject, scale.",
      "  WORKERS must be a whole number.",
      "  LOG_LEVEL must be one of: fatal, error, warn, info, debug, trace, silent.",
    ]);
    expect(problems.join()).not.toContain("hunter2");
  });

  it.each(["-1", "1.5", "1e3", " 80", "0x50", "eighty", "65536"])("refuses %j as a port", (PORT) => {
    expect(problemsOf({ PORT })).toHaveLength(2);
  });

  it.each([
    MASTER_KEY.slice(0, -1),
    `${MASTER_KEY},`,
    `${MASTER_KEY};${MASTER_KEY}`,
    Buffer.alloc(31).toString("base64"),
    Buffer.alloc(33).toString("base64"),
    "00".repeat(32),
  ])("refuses %j as a master key", (key) => {
    expect(problemsOf({ MASTER_KEY: key })).toHaveLength(2);
  });

  it("refuses a secret that is given twice, or whose file cannot be read, together with all else", () => {
    const problems = problemsOf({
      FIRST_API_KEY: API_KEY,
      FIRST_API_KEY_FILE: fileWith(API_KEY),
      MASTER_KEY_FILE: join(FOLDER, "none"),
      DATABASE_URL_FILE: FOLDER,
      PORT: "x",
    });
    expect(problems.slice(1)).toEqual([
      "  DATABASE_URL_FILE must name a file that can be read.",
      "  MASTER_KEY_FILE must name a file that can be read.",
      "  FIRST_API_KEY and FIRST_API_KEY_FILE are both set; keep one.",
      "  PORT must be a whole number.",
    ]);
  });

  it("needs Stripe's key where Stripe is paid, and says so together with all else", () => {
    const STRIPE_SECRET_KEY = "rk_live_51Abc_x";
    expect(problemsOf({ PAYMENT: "stripe", PORT: "x" }).slice(1)).toEqual([
      "  STRIPE_SECRET_KEY must be set where PAYMENT is stripe.",
      "  PORT must be a whole number.",
    ]);
    expect(problemsOf({ PAYMENT: "stripe", STRIPE_SECRET_KEY_FILE: join(FOLDER, "none") }).slice(1)).toEqual([
      "  STRIPE_SECRET_KEY_FILE must name a file that can be read.",
    ]);
    expect(readConfig({ PAYMENT: "stripe", STRIPE_SECRET_KEY_FILE: fileWith(`${STRIPE_SECRET_KEY}\n`) })).toMatchObject(
      { STRIPE_SECRET_KEY, STRIPE_API_URL: "https://api.stripe.com" },
    );
    expect(showConfig(readConfig({ STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET: "whsec_hunter2" }))).not.toMatch(
      /51Abc|hunter2/,
    );
  });

  it.each(["http://127.0.0.1:8080", "https://stripe.example/", "http://[::1]:80"])(
    "takes %s for Stripe",
    (STRIPE_API_URL) => {
      expect(readConfig({ STRIPE_API_URL }).STRIPE_API_URL).toBe(STRIPE_API_URL);
    },
  );

  it.each([
    "stripe.example",
    "ftp://stripe.example",
    "https://stripe.example/v1",
    "https://stripe.example/?x",
    "https://stripe.example/#x",
    "https://user:pass@stripe.example",
    "file:///stripe",
  ])("refuses %s for Stripe", (STRIPE_API_URL) => {
    expect(problemsOf({ STRIPE_API_URL })).toHaveLength(2);
  });

  it("is shown with its secrets hidden", () => {
    const shown = showConfig(readConfig({ FIRST_API_KEY: API_KEY, MASTER_KEY, DATABASE_URL: URL, PORT: "8080" }));
    expect(shown.split("\n")).toEqual(
      expect.arrayContaining([
        "PORT=8080",
        "HOST=127.0.0.1",
        "FIRST_API_KEY=(hidden)",
        "MASTER_KEY=(hidden)",
        "DATABASE_URL=(hidden)",
      ]),
    );
    for (const secret of [API_KEY, MASTER_KEY, "password"]) expect(shown).not.toContain(secret);
    expect(showConfig(readConfig({}))).toContain("FIRST_API_KEY=\n");
  });
});

function problemsOf(environment: Record<string, string>): string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof OperatorError) return error.message.split("\n");
    throw error;
  }
  throw new Error("It was not refused.");
}
