import { describe, expect, it } from "vitest";
import { buildSchema } from "../../src/graphql/build-schema.ts";
import { KINDS } from "../../src/http/file-route.ts";
import { DESCRIPTION_PATH } from "../../src/jsonapi/document.ts";
import { ROUTES } from "../../src/http/rest-routes.ts";
import { RESOLVERS } from "../../src/resolvers.ts";
import { exchange } from "../support/exchange.ts";
import { shared, sharedServer } from "../support/shared.ts";
import { type Asked, askField, askRoute, askSocket, askStream } from "./access-matrix/ask.ts";
import { type Asker, ASKER_NAMES, ASKERS, type Credentials, STRANGERS } from "./access-matrix/askers.ts";
import type { Expected, Outcome } from "./access-matrix/expectations.ts";
import { FIELD_TABLE, SOCKET_TABLE } from "./access-matrix/field-table.ts";
import { ROUTE_TABLE, type RouteCase } from "./access-matrix/route-table.ts";
import { CHARS, missing, type Target, World } from "./access-matrix/world.ts";

/** Asks about the owner's, or about what does not exist. */
type Ask = (sent: { credentials: Credentials; target: Target }) => Promise<Asked>;

describe("the access matrix", () => {
  it("has an expectation for every root field of the schema, and for no other", async () => {
    const schema = await buildSchema([...RESOLVERS]);
    const types = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    const fields = types.flatMap((type) =>
      Object.keys(type?.getFields() ?? {}).map((field) => `${String(type)}.${field}`),
    );
    expect(namesOf(FIELD_TABLE)).toEqual(fields.toSorted());
    expect(namesOf(SOCKET_TABLE)).toEqual(fields.filter((field) => field.startsWith("Subscription.")));
  });

  it("has an expectation for every route, and for no other", () => {
    const routes = [
      ...ROUTES.map(({ method, path }) => `${method} ${path}`),
      ...KINDS.map((kind) => `GET /api/tokens/:id/${kind}`),
      `GET ${DESCRIPTION_PATH}`,
      "GET /api/tokens/:id/events",
    ];
    expect(namesOf(ROUTE_TABLE)).toEqual(routes.toSorted());
  });
});

// What a session may see is asked of both databases by the same conditions: one of them is enough for so many requests.
describe("who may see and do what:", () => {
  const server = sharedServer("sqlite", { environment: { PAYMENT: "sandbox", AGREEMENT: "basic", TRUST_PROXY: "1" } });
  const world = shared(() => World.create(server));

  it.each(Object.entries(FIELD_TABLE))("%s", async (name, field) => {
    await holds(world, {
      expected: field.expected,
      changes: name.startsWith("Mutation."),
      ask: (sent) => askField(server.url, field, sent),
    });
  });

  it.each(Object.entries(SOCKET_TABLE))("%s over WebSocket", async (_name, field) => {
    await holds(world, { expected: field.expected, changes: false, ask: (sent) => askSocket(server.url, field, sent) });
  });

  it.each(Object.entries(SOCKET_TABLE))("%s by server-sent events", async (_name, field) => {
    await holds(world, { expected: field.expected, changes: false, ask: (sent) => askStream(server.url, field, sent) });
  });

  it.each(Object.entries(ROUTE_TABLE))("%s", async (name, route) => {
    const [method = ""] = name.split(" ");
    await holds(world, {
      expected: route.expected,
      changes: method !== "GET",
      ask: (sent) => askWithHead(server.url, method, { route, sent }),
    });
  });

  it.each(pathsOf(ROUTE_TABLE))("%s by a method that it does not have", async (path, methods) => {
    const others = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"].filter(
      (method) => !methods.has(method),
    );
    for (const method of others) {
      const answers = await Promise.all(
        ASKER_NAMES.map(async (asker) =>
          askRoute(
            server.url,
            method,
            { path, expected: {} as Expected },
            { credentials: world.credentials(asker), target: world.target },
          ),
        ),
      );
      expect(new Set(answers.map(({ status }) => status)), method).toEqual(new Set([405]));
      expect(new Set(answers.map(({ answer }) => answer)).size, method).toBe(1);
    }
  });
});

/** Asks as everybody in turn. Whoever gets nothing learns nothing, and nobody but the owner changes what the owner has. */
async function holds(
  world: World,
  { expected, changes, ask }: { readonly expected: Expected; readonly changes: boolean; readonly ask: Ask },
): Promise<void> {
  for (const asker of ASKER_NAMES.filter((each) => !isStranger(each))) {
    await asks(world, { asker, wanted: expected[asker], ask });
    if (changes) await world.renew();
  }
  const before = await world.ownersView();
  for (const asker of STRANGERS.filter((each) => expected[each] !== "data")) {
    const { answer } = await asks(world, { asker, wanted: expected[asker], ask });
    const missed = await ask({ credentials: world.credentials(asker), target: missing() });
    if (expected[asker] !== "own") expect(answer, ASKERS[asker]).toBe(missed.answer);
  }
  expect(await world.ownersView()).toBe(before);
  for (const asker of STRANGERS.filter((each) => expected[each] === "data")) {
    await asks(world, { asker, wanted: "data", ask });
    if (changes) await world.renew();
  }
}

async function asks(
  world: World,
  { asker, wanted, ask }: { readonly asker: Asker; readonly wanted: Outcome; readonly ask: Ask },
): Promise<Asked> {
  const asked = await ask({ credentials: world.credentials(asker), target: world.target });
  expect(asked.outcome, `${ASKERS[asker]}: ${asked.raw}`).toBe(wanted === "own" ? "data" : wanted);
  if (wanted === "own" && isStranger(asker)) expectNothingOf(world.target, asked);
  return asked;
}

function isStranger(asker: Asker): boolean {
  return STRANGERS.includes(asker);
}

/** An answer of the asker's own does not name what the owner has, unless the request did. */
function expectNothingOf({ line, session, payment, token, snapshot }: Target, { raw, sent }: Asked): void {
  const found = [line, session, payment, token, snapshot, CHARS].filter(
    (each) => raw.includes(each) && !sent.includes(each),
  );
  expect(found).toEqual([]);
}

/** HEAD answers everybody with the status that GET has. */
async function askWithHead(
  url: string,
  method: string,
  { route, sent }: { route: RouteCase; sent: Parameters<Ask>[0] },
): Promise<Asked> {
  const asked = await askRoute(url, method, route, sent);
  if (method === "GET") {
    const { status, bytes } = await exchange(asked.sent.split("\n")[0] ?? "", "HEAD", {
      headers: { Accept: route.accept ?? "application/vnd.api+json", ...sent.credentials },
    });
    expect({ status, bytes: bytes.length }).toEqual({ status: asked.status, bytes: 0 });
  }
  return asked;
}

function namesOf(table: Readonly<Record<string, unknown>>): string[] {
  return [...new Set(Object.keys(table).map((name) => name.split(": ")[0] ?? ""))].toSorted();
}

/** Each path as it is asked for, without a query, and its methods. */
function pathsOf(table: Readonly<Record<string, RouteCase>>): [string, Set<string>][] {
  const paths = new Map<string, Set<string>>();
  for (const [name, { path }] of Object.entries(table)) {
    const [method = ""] = name.split(" ");
    const methods = paths.get(path.split("?")[0] ?? "") ?? new Set();
    paths.set(path.split("?")[0] ?? "", methods.add(method));
    if (method === "GET") methods.add("HEAD");
  }
  return [...paths];
}
