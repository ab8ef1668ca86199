import { expect } from "vitest";
import type { Audit } from "../../jsonapi/support/audit.ts";

export const OTHER_PATHS: readonly Audit[] = [
  {
    id: "H1.1",
    must: "MUST answer /livez and /readyz with 200 to anybody, never to be stored",
    check: async (client) => {
      for (const path of ["/livez", "/readyz"]) {
        const { status, headers, bytes } = await client.get(path, { "Session-Key": undefined });
        expect([status, JSON.parse(bytes.toString())]).toEqual([200, { status: "ok" }]);
        expect(headers["cache-control"]).toBe("no-store");
      }
    },
  },
  {
    id: "H1.2",
    must: "MUST answer a path outside both faces with 404 and say where they are",
    check: async (client) => {
      for (const path of ["/apis", "/api-docs", "/API/tokens", "/graphql/x"]) {
        const { status, bytes } = await client.get(path);
        expect(status, path).toBe(404);
        expect(bytes.toString()).toContain("/graphql");
      }
    },
  },
  {
    id: "H1.3",
    must: "MUST give every answer an X-Request-Id of its own and nosniff, files too",
    check: async (client) => {
      const { id } = (await client.produce({})).document.data;
      const answers = await Promise.all(["/livez", "/nowhere", "/api/nowhere", "/api/tokens", `/api/tokens/${id}/data`].map((path) => client.get(path)));
      for (const { headers } of answers) expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(new Set(answers.map(({ headers }) => headers["x-request-id"])).size).toBe(answers.length);
    },
  },
];
