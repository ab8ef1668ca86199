import { expect } from "vitest";
import type { Audit } from "../support/audit.ts";
import { customerOf, orderOf } from "../../support/rest-client.ts";
import { type Answer, JSON_API } from "../../support/exchange.ts";

export const REQUESTS: readonly Audit[] = [
  {
    id: "R1.10",
    must: "MUST take JSON:API's media type in Content-Type on GET, HEAD and DELETE with an empty body, and do without it",
    check: async (client) => {
      for (const type of [JSON_API, "text/plain", undefined]) {
        expect((await client.get("/api/alphabets", { "Content-Type": type })).status).toBe(200);
        expect((await client.head("/api/alphabets", { "Content-Type": type })).status).toBe(200);
        expect((await client.delete("/api/alphabets", { "Content-Type": type })).status).toBe(200);
      }
    },
  },
  {
    id: "R1.11",
    must: "MUST refuse a body in another media type, or with parameters other than profile, with 415",
    check: async (client) => {
      for (const type of [
        "application/json",
        "text/plain",
        `${JSON_API}; charset=utf-8`,
        `${JSON_API}; ext="http://example.com/x"`,
        undefined,
      ]) {
        refused(
          await client.post("/api/tokens", orderOf({}), { "Content-Type": type }),
          415,
          "MEDIA_TYPE_UNSUPPORTED",
          "Content-Type",
        );
      }
      expect(
        (
          await client.post("/api/tokens", orderOf({}), {
            "Content-Type": `${JSON_API}; profile="http://example.com/x"`,
          })
        ).status,
      ).toBe(201);
    },
  },
  {
    id: "R1.12",
    must: "MUST refuse an Accept that allows no JSON:API with 406, on every method, and do nothing",
    check: async (client) => {
      for (const Accept of [
        "application/json",
        `${JSON_API};q=0`,
        `${JSON_API}; charset=utf-8`,
        `${JSON_API};q=0, */*`,
      ]) {
        for (const method of ["GET", "POST", "DELETE"]) {
          refused(
            await client.send(method, "/api/tokens", {
              headers: { Accept },
              ...(method === "POST" && { body: orderOf({}) }),
            }),
            406,
            "NOT_ACCEPTABLE",
            "Accept",
          );
        }
      }
      expect((await client.get("/api/tokens")).document.data).toEqual([]);
    },
  },
  {
    id: "R1.13",
    must: "MUST answer JSON:API to Accept with JSON:API, a wildcard, a profile, or none at all",
    check: async (client) => {
      for (const Accept of [
        JSON_API,
        "*/*",
        "application/*",
        `${JSON_API}; profile="http://example.com/x"`,
        `${JSON_API};q=0.1`,
        undefined,
      ]) {
        expect((await client.get("/api/alphabets", { Accept })).headers["content-type"]).toBe(JSON_API);
      }
    },
  },
  {
    id: "R1.14",
    must: "MUST refuse unknown and repeated query parameters with 400, on every route",
    check: async (client) => {
      for (const path of ["/api/alphabets", "/api/alphabets/DICE", "/api/alphabets/DICE/5", "/api/tokens"]) {
        refused(await client.get(`${path}?colour=red`), 400, "PARAMETER_INVALID", "colour");
      }
      refused(await client.post("/api/tokens?seed=1", orderOf({})), 400, "PARAMETER_INVALID", "seed");
      refused(await client.delete("/api/tokens?all=1"), 400, "PARAMETER_INVALID", "all");
      refused(await customerOf(client.server).get("/api/sessions?page=1"), 400, "PARAMETER_INVALID", "page");
      refused(
        await client.get("/api/alphabets?filter[length]=6&filter%5Blength%5D=6"),
        400,
        "PARAMETER_INVALID",
        "filter[length]",
      );
      refused(
        await client.post("/api/tokens?analysis=none&analysis=none", orderOf({})),
        400,
        "PARAMETER_INVALID",
        "analysis",
      );
      refused(await client.post("/api/tokens?analysis=all", orderOf({})), 400, "PARAMETER_INVALID", "analysis");
    },
  },
  {
    id: "R1.15",
    must: "MUST answer a wrong method with 405 and the right ones in Allow",
    check: async (client) => {
      const id = "8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3a";
      const wrong = [
        ["PUT", "/api/sessions", "GET, HEAD, POST"],
        ["PATCH", `/api/sessions/${id}`, "DELETE, GET, HEAD"],
        ["OPTIONS", "/api/alphabets", "DELETE, GET, HEAD, POST"],
        ["POST", "/api/alphabets/DICE", "DELETE, GET, HEAD"],
        ["DELETE", "/api/alphabets/DICE/5", "GET, HEAD"],
        ["PUT", "/api/tokens", "DELETE, GET, HEAD, POST"],
        ["DELETE", `/api/tokens/${id}/data`, "GET, HEAD"],
      ] as const;
      for (const [method, path, allow] of wrong) {
        const answer = await client.send(method, path);
        refused(answer, 405, "METHOD_NOT_ALLOWED");
        expect(answer.headers.allow).toBe(allow);
      }
    },
  },
  {
    id: "R1.16",
    must: "MUST answer a path that is none with 404 in JSON:API, and tell letters and slashes apart",
    check: async (client) => {
      for (const path of [
        "/api",
        "/api/",
        "/api/nowhere",
        "/api/alphabets/DICE/5/6",
        "/api/Tokens",
        "/api/tokens/",
        "/api/alphabets/DICE/",
        "/api//tokens",
        "/api/sessions/a/b",
      ]) {
        refused(await client.get(path), 404, "NOT_FOUND");
      }
    },
  },
  {
    id: "R1.17",
    must: "MUST answer an id that could be none with 404, whatever its characters",
    check: async (client) => {
      for (const id of ["%00", "%ZZ", "%F0%9F%98%80", "A%00", "a".repeat(5_000), "%ED%A0%80", "..%2f"]) {
        for (const path of [
          `/api/alphabets/${id}`,
          `/api/alphabets/${id}/5`,
          `/api/tokens/${id}`,
          `/api/tokens/${id}/requested`,
          `/api/tokens/${id}/data`,
        ]) {
          expect((await client.get(path)).status, path).toBe(404);
        }
        expect((await client.delete(`/api/alphabets/${id}`)).status).toBe(404);
        expect((await client.delete(`/api/tokens/${id}`)).status).toBe(404);
        expect((await customerOf(client.server).get(`/api/sessions/${id}`)).status).toBe(404);
      }
    },
  },
  {
    id: "R1.18",
    must: "MUST take credentials in capitals and refuse those given twice",
    check: async (client) => {
      const key = client.credentials["Session-Key"] ?? "";
      expect((await client.get("/api/tokens", { "Session-Key": key.toUpperCase() })).status).toBe(200);
      expect((await client.get("/api/tokens", { "Session-Key": `${key}, ${key}` })).status).toBe(401);
    },
  },
];

function refused(answer: Answer, status: number, code: string, parameter?: string): void {
  const [error] = answer.document.errors;
  expect({ status: answer.status, code: error?.code, parameter: error?.source?.parameter }).toEqual({
    status,
    code,
    parameter,
  });
  expect(error?.status).toBe(status);
}
