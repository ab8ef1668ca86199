import { validate as validateByReadme } from "@readme/openapi-parser";
import { Validator } from "@seriousme/openapi-schema-validator";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";
import { KINDS } from "../../src/http/file-route.ts";
import { ROUTES } from "../../src/http/rest-routes.ts";
import type { Json } from "../../src/jsonapi/openapi.ts";
import { sharedServer } from "../support/shared.ts";
import { decoded } from "../support/decoded.ts";
import { exchange } from "../support/exchange.ts";

const PATH = "/api/openapi.json";

interface Description {
  readonly paths: Readonly<Record<string, Json>>;
}

const RIGHT_AND_WRONG = `
export const path: paths["/api/tokens/{id}"]["get"]["parameters"]["path"] = { id: "x" };
export const size: components["schemas"]["Tokens"]["attributes"]["size"] = "1000";
// @ts-expect-error
export const number: components["schemas"]["Tokens"]["attributes"]["size"] = 1000;
`;

describe("the description of REST", () => {
  const server = sharedServer("sqlite", { environment: { CORS_ORIGINS: "https://shop.example" } });
  let text: string;
  beforeAll(async () => {
    text = (await exchange(`${server.url}${PATH}`, "GET")).bytes.toString();
  });

  it("has each route and each file, and nothing else but itself", () => {
    const described = Object.entries((JSON.parse(text) as Description).paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const served = [
      ...ROUTES.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`),
      ...KINDS.map((kind) => `GET /api/tokens/{id}/${kind}`),
      "GET /api/tokens/{id}/events",
      `GET ${PATH}`,
    ];
    expect(described.toSorted()).toEqual(served.toSorted());
  });

  it("is valid to two validators that know nothing of each other", async () => {
    const { valid, errors } = await new Validator().validate(JSON.parse(text) as Record<string, unknown>);
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
    expect(await validateByReadme(JSON.parse(text) as Parameters<typeof validateByReadme>[0])).toMatchObject({
      valid: true,
      warnings: [],
    });
  });

  it("becomes types that compile, of which a client's code holds and a wrong one does not", async () => {
    const types = astToString(await openapiTS(text));
    expect(errorsIn(types + RIGHT_AND_WRONG)).toEqual([]);
  });

  it("is read without a key, from any origin, kept for minutes, and sent again only when it has changed", async () => {
    const { status, headers } = await exchange(`${server.url}${PATH}`, "GET", {
      headers: { Origin: "https://elsewhere.example" },
    });
    expect({ status, headers }).toMatchObject({
      status: 200,
      headers: {
        "content-type": "application/json",
        "cache-control": "public, max-age=300",
        "access-control-allow-origin": "*",
      },
    });
    const coded = await exchange(`${server.url}${PATH}`, "GET", { headers: { "Accept-Encoding": "gzip, br" } });
    expect(decoded(coded).toString()).toBe(text);
    expect(coded.bytes.length).toBeLessThan(text.length / 4);
    const again = await exchange(`${server.url}${PATH}`, "GET", { headers: { "If-None-Match": headers.etag } });
    expect([again.status, again.bytes.length, again.headers.etag]).toEqual([304, 0, headers.etag]);
    const unmet = await exchange(`${server.url}${PATH}`, "GET", { headers: { "If-Match": '"x"' } });
    expect([unmet.status, unmet.document.errors[0]?.code]).toEqual([412, "PRECONDITION_FAILED"]);
  });

  it("is answered to other methods with 405 in JSON:API's form", async () => {
    const { status, headers, document } = await exchange(`${server.url}${PATH}`, "POST", { body: "{}" });
    expect([status, headers.allow, document.errors[0]?.code]).toEqual([405, "GET, HEAD", "METHOD_NOT_ALLOWED"]);
  });
});

/** What TypeScript says of a module. */
function errorsIn(text: string): readonly string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    lib: ["lib.es5.d.ts"],
    types: [],
    skipLibCheck: true,
  };
  const host = ts.createCompilerHost(options);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...others) =>
    name === "client.ts" ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022) : getSourceFile(name, ...others);
  const program = ts.createProgram(["client.ts"], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}
