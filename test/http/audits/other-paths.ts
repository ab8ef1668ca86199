import { expect } from "vitest";
import type { Audit } from "../../jsonapi/support/audit.ts";

export const OTHER_PATHS: readonly Audit[] = [
  {
    id: "H1.1",
    must: "MUST answer /livez and /readyz with 200 to anybody, never to be stored; the latter tells whether the last write has succeeded",
    check: async (client) => {
      for (const [path, body] of [
        ["/livez", { status: "ok" }],
        ["/readyz", { status: "ok", writable: true }],
      ] as const) {
        const { status, headers, bytes } = await client.get(path, { "Session-Key": undefined });
        expect([status, JSON.parse(bytes.toString())]).toEqual([200, body]);
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
    id: "H1.4",
    must: "MUST tell its public keys to anybody, to be kept for minutes, and 304 to whom has them",
    check: async (client) => {
      const path = "/.well-known/tokenworks.json";
      const { status, headers, bytes } = await client.get(path, { "Session-Key": undefined });
      expect([status, headers["content-type"], headers["cache-control"]]).toEqual([
        200,
        "application/json; charset=utf-8",
        "public, max-age=300",
      ]);
      const key = {
        kid: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
        kty: "OKP",
        crv: "Ed25519",
        alg: "EdDSA",
        use: "sig",
        x: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/) as string,
      };
      expect(JSON.parse(bytes.toString())).toEqual({ keys: [key] });
      const etag = String(headers.etag);
      expect((await client.get(path, { "If-None-Match": etag })).status).toBe(304);
      expect((await client.get(path, { "If-None-Match": '"another"' })).status).toBe(200);
      expect(await client.head(path)).toMatchObject({
        status: 200,
        headers: { etag, "content-length": String(bytes.length) },
      });
    },
  },
  {
    id: "H1.5",
    must: "MUST answer any other method of a path beside REST, OPTIONS too, with 405 and the right ones in Allow",
    check: async (client) => {
      const paths = [
        ["/livez", "GET, HEAD"],
        ["/readyz", "GET, HEAD"],
        ["/metrics", "GET, HEAD"],
        ["/.well-known/tokenworks.json", "GET, HEAD"],
        ["/graphql", "GET, POST"],
        ["/graphql/stream", "GET, POST"],
      ] as const;
      for (const [path, allow] of paths) {
        for (const method of ["OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", allow === "GET, POST" ? "HEAD" : "POST"]) {
          for (const others of [{}, { Origin: "https://example.com" }]) {
            const { status, headers, bytes } = await client.send(method, path, {
              headers: { "Content-Type": undefined, ...others },
            });
            expect([status, headers.allow], `${method} ${path}`).toEqual([405, allow]);
            const body: unknown = JSON.parse(bytes.toString() || "null");
            expect(body).toEqual(
              method === "HEAD"
                ? null
                : { errors: [{ message: `This path allows ${allow}.`, extensions: { code: "METHOD_NOT_ALLOWED" } }] },
            );
          }
        }
      }
    },
  },
  {
    id: "H1.6",
    must: "MUST answer HEAD for /livez and /readyz as GET, without the body",
    check: async (client) => {
      for (const path of ["/livez", "/readyz"]) {
        const [got, head] = [await client.get(path), await client.head(path)];
        expect([head.status, head.headers["content-length"], head.bytes.length]).toEqual([
          200,
          String(got.bytes.length),
          0,
        ]);
      }
    },
  },
  {
    id: "H1.3",
    must: "MUST give every answer an X-Request-Id of its own, nosniff and a policy that allows nothing, files and GraphQL too",
    check: async (client) => {
      const { id } = (await client.produce({})).document.data;
      const answers = await Promise.all(
        [
          "/livez",
          "/nowhere",
          "/api/nowhere",
          "/api/tokens",
          `/api/tokens/${id}/data`,
          "/graphql?query={__typename}",
        ].map((path) => client.get(path)),
      );
      const policy = "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'";
      for (const { headers } of answers) {
        expect(headers["x-content-type-options"]).toBe("nosniff");
        expect(headers["content-security-policy"]).toBe(policy);
      }
      expect(new Set(answers.map(({ headers }) => headers["x-request-id"])).size).toBe(answers.length);
    },
  },
];
