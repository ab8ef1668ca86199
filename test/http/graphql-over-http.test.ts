import { serverAudits } from "graphql-http";
import { describe, expect, it } from "vitest";
import { sharedServer } from "../support/shared.ts";

/** GraphQL over HTTP, as the specification's own audits read it. */
describe("GraphQL over HTTP", () => {
  const server = sharedServer("sqlite");

  const audits = serverAudits({
    url: () => `${server.url}/graphql`,
    fetchFn: (url: string, init: RequestInit = {}) =>
      fetch(url, {
        ...init,
        headers: { ...(init.headers as Record<string, string>), "apollo-require-preflight": "1" },
      }),
  });

  it("is held to all 61 audits", () => {
    expect(audits).toHaveLength(61);
  });

  it.each(audits)("$name ($id)", async (audit) => {
    const result = await audit.fn();
    expect(result).toMatchObject({ status: "ok" });
  });
});
