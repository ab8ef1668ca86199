import { GraphQLError, GraphQLScalarType, Kind } from "graphql";
import { GraphQLDateTimeISO } from "graphql-scalars";
import { parseUuid } from "../lib/uuid.ts";

const INTEGER = /^-?(0|[1-9]\d*)$/;
/** More digits than the largest number that the service computes with: 65,536 symbols in 1,000 digits make 4,817. */
const MAX_INTEGER_LENGTH = 5_000;

export const BigIntScalar = new GraphQLScalarType<bigint, string>({
  name: "BigInt",
  specifiedByURL: "https://www.w3.org/TR/xmlschema11-2/#integer",
  description:
    "An integer of any size. Answers give it as a decimal string; input may be a string or a number below 2^53.",
  serialize: (value) => String(parseInteger(value)),
  parseValue: parseInteger,
  parseLiteral: (node) => {
    if (node.kind === Kind.INT || node.kind === Kind.STRING) return parseInteger(node.value);
    throw notAnInteger();
  },
});

/** Shown only: nothing that comes in is one. */
export const DecimalScalar = new GraphQLScalarType<string, string>({
  name: "Decimal",
  specifiedByURL: "https://www.w3.org/TR/xmlschema11-2/#decimal",
  description: "An exact decimal number as a string, such as 0.0009.",
  serialize: (value) => toDecimalText(Number(value)),
});

export const UuidScalar = new GraphQLScalarType<string, string>({
  name: "UUID",
  specifiedByURL: "https://www.rfc-editor.org/rfc/rfc9562",
  description: "A UUID, such as 8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3a.",
  serialize: String,
  parseValue: parseUuidScalar,
  parseLiteral: (node) => parseUuidScalar(node.kind === Kind.STRING ? node.value : null),
});

export const DateTimeScalar = new GraphQLScalarType({
  ...GraphQLDateTimeISO.toConfig(),
  name: "DateTime",
  specifiedByURL: "https://www.rfc-editor.org/rfc/rfc3339",
  description: "A time by ISO 8601, in UTC with milliseconds, such as 2024-03-19T12:57:33.263Z.",
});

/** Writes a number as the shortest decimal that reads back as it, never with an exponent. */
function toDecimalText(number: number): string {
  return number.toLocaleString("en-US", { useGrouping: false, maximumFractionDigits: 20 });
}

function parseInteger(value: unknown): bigint {
  if (typeof value === "bigint") return value;
  if (typeof value === "number" && Number.isSafeInteger(value)) return BigInt(value);
  if (typeof value === "string" && value.length <= MAX_INTEGER_LENGTH && INTEGER.test(value)) return BigInt(value);
  throw notAnInteger();
}

function notAnInteger(): GraphQLError {
  return new GraphQLError("A BigInt is a whole number in decimal digits, as a string, or as a number below 2^53.");
}

/** Upper and lower case are kept: a seed's characters count as they were sent. */
function parseUuidScalar(value: unknown): string {
  if (typeof value === "string" && parseUuid(value) !== null) return value;
  throw new GraphQLError("A UUID has 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12.");
}
