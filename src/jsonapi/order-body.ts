import { z } from "zod";
import { parseUuid } from "../lib/uuid.ts";
import type { RequestTokensInput } from "./operations.generated.ts";
import { parseBody, resourceType } from "./parse-body.ts";
import { BodyError, toRefusal } from "./refusal.ts";

/** Documented clients send numbers as strings, others as numbers: both, as long as they are whole and positive. */
const count = (member: string) => {
  const error = `The ${member} must be a positive whole number, as a string or as a number below 2^53.`;
  return z.union(
    [z.string().regex(/^[1-9]\d{0,4999}$/, { error }), z.int({ error }).positive({ error }).transform(String)],
    { error },
  );
};

const uuid = (error: string) => z.string({ error }).refine((text) => parseUuid(text) !== null, { error });

const Transaction = z.object(
  {
    type: z.literal("transaction", { error: 'The payment\'s type must be "transaction".' }),
    id: uuid("The payment's id must be a transaction's UUID."),
    ident: z.string({ error: "The payment's ident must be a string: the payment intent." }),
  },
  { error: "The payment's data must be an object with type, id and ident." },
);

export const Payment = z.object(
  { data: Transaction },
  { error: "The payment must be an object with the member data." },
);

/** A payment is looked at when its turn has come: `Payment` is its shape. */
export const UncheckedPayment = z.unknown();

const orderOf = <Attributes extends z.ZodType>(attributes: Attributes) =>
  z.object(
    {
      meta: z
        .object({ seed: uuid("The seed must be a UUID.").nullish() }, { error: "The meta must be an object." })
        .nullish(),
      data: z.object(
        {
          type: resourceType("tokens"),
          attributes,
          relationships: z
            .object({ payment: UncheckedPayment.optional() }, { error: "The relationships must be an object." })
            .nullish(),
        },
        { error: "The body must have a data object." },
      ),
    },
    { error: "The body must be an object with the member data." },
  );

/** An order of tokens that are written with one alphabet. */
export const AlphabetOrder = orderOf(
  z.object(
    {
      size: count("size"),
      digits: count("digits"),
      alphabet: z.string({ error: "The alphabet must be a string: its id." }),
    },
    { error: "The attributes size, digits and alphabet are required." },
  ),
);

const flag = (member: string) => z.boolean({ error: `The ${member} must be true or false.` }).nullish();

const Without = z.strictObject(
  {
    words: z.array(z.string({ error: "A word must be a string." }), { error: "The words must be an array." }).nullish(),
    ignoreCase: flag("ignoreCase"),
    digitsForLetters: flag("digitsForLetters"),
    maxRun: z.int({ error: "The maxRun must be a whole number." }).nullish(),
    atLeastOneLetter: flag("atLeastOneLetter"),
    atLeastOneDigit: flag("atLeastOneDigit"),
  },
  {
    error:
      "The without must be an object of words, ignoreCase, digitsForLetters, maxRun, atLeastOneLetter, atLeastOneDigit.",
  },
);

/** An order of tokens that are written by a format: `pattern` and `without` stand in the place of `alphabet` and `digits`. */
export const FormatOrder = orderOf(
  z.object({
    size: count("size"),
    pattern: z.string({ error: "The pattern must be a string." }),
    without: Without.nullish(),
    alphabet: z.null({ error: "A pattern names its alphabets itself: leave the alphabet out." }).optional(),
    digits: z.null({ error: "A pattern has its digits in its groups: leave the digits out." }).optional(),
  }),
);

export const OrderBody = z.union([AlphabetOrder, FormatOrder]);

/** Where the schema's members stand in the body. */
export const ORDER_POINTERS = {
  size: "/data/attributes/size",
  digits: "/data/attributes/digits",
  alphabet: "/data/attributes/alphabet",
  seed: "/meta/seed",
  payment: "/data/relationships/payment",
  format: { parameter: "pattern", pointer: "/data/attributes/pattern" },
  "format.pattern": { parameter: "pattern", pointer: "/data/attributes/pattern" },
  "format.without": { parameter: "without", pointer: "/data/attributes/without" },
  "format.without.words": { parameter: "words", pointer: "/data/attributes/without/words" },
  "format.without.maxRun": { parameter: "maxRun", pointer: "/data/attributes/without/maxRun" },
} as const;

/** The same, and where the rest of a continuation stands. */
export const CONTINUATION_POINTERS = {
  ...ORDER_POINTERS,
  id: "",
  snapshot: "snapshot.blob",
  "snapshot.blob": "snapshot.blob",
} as const;

/** A number larger than any that is allowed stays one that the schema refuses in its own words. */
const MAX_INT = 2 ** 31 - 1;

/** Stands for a malformed payment: the schema refuses it, when all that is checked before a payment has passed. */
const NO_PAYMENT = { transaction: "00000000-0000-0000-0000-000000000000", ident: "" };

export interface ParsedOrder {
  readonly input: RequestTokensInput;
  /** What to tell of a malformed payment when its turn has come; else null. */
  readonly paymentError: BodyError | null;
}

/** Turns the documented body of an order into the schema's input. */
export function parseOrderBody(body: unknown): ParsedOrder {
  const { shape, size, meta, relationships } = namesPattern(body) ? formatOrder(body) : alphabetOrder(body);
  const { payment, paymentError } = parsePayment(relationships?.payment);
  return { input: { ...shape, size, seed: meta?.seed ?? null, payment }, paymentError };
}

function namesPattern(body: unknown): boolean {
  return z.object({ data: z.object({ attributes: z.object({ pattern: z.unknown() }) }) }).safeParse(body).success;
}

function alphabetOrder(body: unknown) {
  const { meta, data } = parseBody(AlphabetOrder, body);
  const { size, digits, alphabet } = data.attributes;
  return {
    shape: { alphabet, digits: Math.min(Number(digits), MAX_INT) },
    size,
    meta,
    relationships: data.relationships,
  };
}

function formatOrder(body: unknown) {
  const { meta, data } = parseBody(FormatOrder, body);
  const { size, pattern, without } = data.attributes;
  const given = without && Object.fromEntries(Object.entries(without).filter(([, value]) => value !== null));
  return { shape: { format: { pattern, without: given ?? null } }, size, meta, relationships: data.relationships };
}

function parsePayment(member: unknown): Pick<ParsedOrder, "paymentError"> & Pick<RequestTokensInput, "payment"> {
  if (member === undefined || member === null) return { payment: null, paymentError: null };
  const parsed = Payment.safeParse(member);
  if (parsed.success)
    return { payment: { transaction: parsed.data.data.id, ident: parsed.data.data.ident }, paymentError: null };
  const [issue] = parsed.error.issues;
  const refusal = toRefusal("PAYMENT_REQUIRED", issue?.message ?? "", {
    parameter: "payment",
    pointer: ORDER_POINTERS.payment,
  });
  return { payment: NO_PAYMENT, paymentError: new BodyError([refusal]) };
}
