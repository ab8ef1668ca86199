import { ServiceError } from "../../errors.ts";
import type { RequestedShape } from "../orders/order.ts";
import { type FormatInput, toFormatRequest } from "./format.type.ts";

/** The members of an order that say how its tokens are written. */
export interface ShapeMembers {
  readonly alphabet?: string | null;
  readonly digits?: number | null;
  readonly format?: FormatInput | null;
  readonly formatName?: string | null;
}

/** @throws {ServiceError} `INPUT_INVALID` unless exactly one way is given. */
export function toRequestedShape({ alphabet, digits, format, formatName }: ShapeMembers): RequestedShape {
  const plain = alphabet ?? digits ?? null;
  const ways = [plain, format ?? null, formatName ?? null].filter((way) => way !== null);
  if (ways.length !== 1) throw shapeInvalid(ways.length === 0 ? "alphabet" : format ? "format" : "formatName");
  if (format) return { format: toFormatRequest(format) };
  if (typeof formatName === "string") return { formatName };
  if (typeof alphabet !== "string") throw shapeInvalid("alphabet");
  if (typeof digits !== "number") throw shapeInvalid("digits");
  return { alphabet, digits };
}

function shapeInvalid(field: string): ServiceError {
  return new ServiceError(
    "INPUT_INVALID",
    "An order says how its tokens are written by exactly one of: alphabet with digits, format, formatName.",
    field,
  );
}
