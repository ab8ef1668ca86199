import { z } from "zod";
import type { ErrorCode } from "../errors.ts";
import { BodyError, type Refusal, toRefusal } from "./refusal.ts";

/**
 * Checks a body against its shape.
 *
 * @throws {BodyError} naming every member at fault: 409 for a `type` of another kind, else 422.
 */
export function parseBody<Shape extends z.ZodType>(shape: Shape, body: unknown): z.output<Shape> {
  const parsed = shape.safeParse(body, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new BodyError(parsed.error.issues.map(refusalOf));
}

/** `data.type`: anything else is a conflict in JSON:API's words. */
export function resourceType(type: string) {
  return z.literal(type, { error: `The type must be "${type}".` });
}

/**
 * Checks that a body leaves it to the service to give an id.
 *
 * @throws {BodyError} 403, as JSON:API 1.1 has it where a client's own ids are not supported.
 */
export function refuseClientId(body: unknown): void {
  const shape = z.object({ data: z.object({ id: z.null().optional() }) }).safeParse(body);
  if (shape.success || !shape.error.issues.some(({ path }) => path.join() === "data,id")) return; // whatever else is wrong is told by the shape of the body
  throw new BodyError([
    toRefusal("CLIENT_ID_REFUSED", "The service gives the id: leave it out.", { parameter: "id", pointer: "/data/id" }),
  ]);
}

function refusalOf({ path, message, input }: z.core.$ZodIssue): Refusal {
  const pointer = path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
  const [member = "body"] = path.slice(-1);
  return toRefusal(codeOf(pointer, input), message, { parameter: String(member), pointer });
}

function codeOf(pointer: string, input: unknown): ErrorCode {
  if (pointer === "/data/type" && typeof input === "string") return "TYPE_CONFLICT";
  if (pointer === "/data/attributes/size") return "SIZE_INVALID";
  if (pointer === "/data/attributes/digits") return "DIGITS_INVALID";
  return pointer === "/meta/seed" ? "SEED_INVALID" : "BODY_INVALID";
}
