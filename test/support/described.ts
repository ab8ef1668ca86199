import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { apiDescription } from "../../src/http/description-route.ts";
import { decoded } from "./decoded.ts";
import type { Answer } from "./exchange.ts";

interface Content {
  readonly schema: { readonly $ref?: string };
}

interface Response {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, Content>>;
}

interface Operation {
  readonly responses: Readonly<Record<string, Response>>;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly responses: Readonly<Record<string, Response>> };
}

export const DESCRIPTION = apiDescription({ version: "0.0.0", publicPath: "" }) as unknown as Description; // its own test validates it

const BASE = "https://tokenworks.test/openapi.json";
const AJV = new Ajv2020({ allErrors: true, allowUnionTypes: true });
formats.default(AJV);
AJV.addVocabulary(["components"]).addSchema({ $id: BASE, components: DESCRIPTION.components });

/** The pattern of each path, those without parameters at the end first, as OpenAPI matches them. */
const PATTERNS = Object.keys(DESCRIPTION.paths)
  .toSorted((a, b) => Number(a.endsWith("}")) - Number(b.endsWith("}")))
  .map((path) => ({ path, pattern: new RegExp(`^${path.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]+")}$`) }));

/** @throws when an answer is not one that the service's description has, which is about the paths under /api as the service itself names them. */
export function requireDescribed(method: string, target: string, answer: Answer): void {
  if (!/^\/api(?:[/?]|$)/.test(target)) return;
  const response = responseTo(method, target.split("?")[0] ?? "", answer.status);
  if (answer.bytes.length === 0) return;
  const [type = ""] = (answer.headers["content-type"] ?? "").split(";");
  const schema = response.content?.[type]?.schema;
  if (schema === undefined)
    throw new Error(`${method} ${target} answers ${answer.status} ${type}, which is not described.`);
  if (schema.$ref === undefined) return; // text and bytes
  const validate = AJV.getSchema(`${BASE}${schema.$ref}`);
  if (validate === undefined) throw new Error(`There is no ${schema.$ref}.`);
  if (validate(JSON.parse(decoded(answer).toString()))) return;
  throw new Error(`${method} ${target} answers other than described: ${AJV.errorsText(validate.errors)}`);
}

/** A path or method that is not described may be refused alone. */
function responseTo(method: string, path: string, status: number): Response {
  const [found] = PATTERNS.filter(({ pattern }) => pattern.test(path));
  const methods = found && DESCRIPTION.paths[found.path];
  const operation = methods?.[method === "HEAD" ? "get" : method.toLowerCase()];
  const responses = operation?.responses ?? { "4XX": { $ref: "#/components/responses/Refused" } };
  const response = responses[status] ?? responses[`${String(status)[0]}XX`];
  if (response === undefined) throw new Error(`${method} ${path} answers ${status}, which is not described.`);
  return resolved(response);
}

function resolved(response: Response): Response {
  const [name = ""] = (response.$ref ?? "").split("/").slice(-1);
  return DESCRIPTION.components.responses[name] ?? response;
}
