import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newServer, type TestServer } from "../support/server.ts";

const AS_A_BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

describe("the explorer's addresses", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await newServer("sqlite");
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const ask = (path: string, init: RequestInit = {}) => fetch(server.url + path, { redirect: "manual", ...init });

  it("lead a person who opens /graphql to /graphiql, under the policy of the console", async () => {
    const led = await ask("/graphql", { headers: { Accept: AS_A_BROWSER } });
    expect(led.status).toBe(303);
    expect(led.headers.get("Location")).toBe("/graphiql");
    expect(led.headers.get("Vary")).toContain("Accept");
    const page = await ask("/graphiql");
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("<title>Explorer");
    const policy = page.headers.get("Content-Security-Policy") ?? "";
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).not.toContain("unsafe");
  });

  it("leave whoever asks for anything to GraphQL", async () => {
    for (const accept of ["*/*", "application/json", "application/graphql-response+json, application/json, */*"])
      expect((await ask("/graphql", { headers: { Accept: accept } })).status, accept).toBe(400);
    const queried = await ask("/graphql?query=%7B__typename%7D", {
      headers: { Accept: AS_A_BROWSER, "Apollo-Require-Preflight": "1" },
    });
    expect(await queried.json()).toMatchObject({ data: { __typename: "Query" } });
    const posted = await ask("/graphql", {
      method: "POST",
      headers: { Accept: AS_A_BROWSER, "Content-Type": "application/json" },
      body: '{"query":"{__typename}"}',
    });
    expect(posted.status).toBe(200);
  });
});
