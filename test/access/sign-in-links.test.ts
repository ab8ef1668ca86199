import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { LINK_MINUTES, SignInLinks } from "../../src/access/sign-in-links.ts";
import { newServer, type TestServer } from "../support/server.ts";

const API_KEY = "8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3a";

describe("a link to sign in", () => {
  it("is good once", () => {
    const { links } = linksAt();
    const secret = links.issue(API_KEY);
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(links.redeem(secret)).toBe(API_KEY);
    expect(links.redeem(secret)).toBeNull();
  });

  it("stays good when others guess, and is good for 15 minutes only", () => {
    const { links, clock } = linksAt();
    const secret = links.issue(API_KEY);
    expect(links.redeem("")).toBeNull();
    expect(links.redeem(secret.slice(1))).toBeNull();
    clock.ms += LINK_MINUTES * 60_000 - 1;
    expect(links.redeem(secret)).toBe(API_KEY);
    const late = links.issue(API_KEY);
    clock.ms += LINK_MINUTES * 60_000;
    expect(links.redeem(late)).toBeNull();
  });

  it("is not good before one was issued, nor after another one was", () => {
    const { links } = linksAt();
    expect(links.redeem("")).toBeNull();
    const first = links.issue(API_KEY);
    const second = links.issue(API_KEY);
    expect(links.redeem(first)).toBeNull();
    expect(links.redeem(second)).toBe(API_KEY);
  });
});

describe("POST /sign-in", () => {
  it("gives the Api-Key of a first start for its secret, once, to be stored by nobody", async () => {
    await using server = await newServer("sqlite", { environment: { FIRST_API_KEY: "" } });
    const secret = server.signInSecret ?? "";
    expect((await post(server, JSON.stringify({ secret: `x${secret}` }))).status).toBe(403);
    const answer = await post(server, JSON.stringify({ secret }));
    expect(answer.status).toBe(200);
    expect(answer.headers.get("Cache-Control")).toBe("no-store");
    expect(await answer.json()).toEqual({ apiKey: server.newApiKey });
    const again = await post(server, JSON.stringify({ secret }));
    expect(again.status).toBe(403);
    expect(await again.json()).toMatchObject({ errors: [{ extensions: { code: "API_KEY_REFUSED" } }] });
    expect(JSON.stringify(server.logged)).not.toContain(secret);
  });

  it("has nothing to give where a start has made no Api-Key, and refuses what is no secret", async () => {
    await using server = await newServer("sqlite");
    expect(server.signInSecret).toBeNull();
    for (const [body, status] of [
      ['{"secret":""}', 403],
      ["{}", 422],
      ["[", 400],
      [JSON.stringify({ secret: "x".repeat(129) }), 422],
    ] as const)
      expect((await post(server, body)).status, body).toBe(status);
    expect((await post(server, '{"secret":""}', "text/plain")).status).toBe(415);
    expect((await fetch(`${server.url}/sign-in`)).status).toBe(405);
  });
});

function post({ url }: TestServer, body: string, type = "application/json"): Promise<Response> {
  return fetch(`${url}/sign-in`, { method: "POST", headers: { "Content-Type": type }, body });
}

function linksAt() {
  const clock = { ms: 1_000 };
  return { links: new SignInLinks({ monotonicMs: () => clock.ms, randomBytes }), clock };
}
