import { z } from "zod";
import { HTTP_STATUS } from "./http-status.ts";
import type { ErrorCode } from "../errors.ts";

/** Counts of tokens may pass 2^53. */
const count = () => z.string().regex(/^\d+$/);
const whole = () => z.int().min(0);
const uuid = () => z.string().meta({ format: "uuid" });
/** No "uri-reference": brackets are shown as brackets. */
const path = () => z.string().regex(/^\//);
const timestamp = () => z.string().meta({ format: "date-time" });
const base64 = () => z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/);
const sha256 = () => z.string().regex(/^[0-9a-f]{64}$/);

const SelfLink = z.strictObject({ self: path() });
const ListLinks = z.strictObject({ self: path(), next: path().optional() });

export const Alphabet = z.strictObject({
  type: z.literal("alphabet"),
  id: z.string().describe("The name of the alphabet."),
  attributes: z.strictObject({
    ascii: z.boolean(),
    length: whole().describe("The number of characters."),
    bytes: whole().describe("The number of UTF-8 bytes of all characters."),
    parity: whole().describe("The XOR of all code points if their number is odd, else 0."),
    chars: z.string(),
    digits: count().optional(),
    reachable: count().optional().describe("How many tokens of so many digits can be ordered at once."),
    available: count().optional().describe("How many tokens of so many digits there are."),
  }),
});
export const AlphabetDocument = z.strictObject({ links: SelfLink, data: Alphabet });
export const AlphabetList = z.strictObject({ links: ListLinks, data: z.array(Alphabet) });

export const Session = z.strictObject({
  type: z.literal("session"),
  id: uuid().describe("The Session-Key of all further requests: a credential."),
  attributes: z.strictObject({
    note: z.string().optional(),
    client: z.string().optional().describe("The address of the caller."),
    agent: z.string().optional().describe("The User-Agent of the caller."),
    timestamps: z.strictObject({ granted: timestamp(), revoked: timestamp().optional() }),
    limits: z.strictObject({ minTokens: whole(), maxTokens: whole(), minDigits: whole(), maxDigits: whole() }),
  }),
});

export const Customer = z.strictObject({
  type: z.literal("customer"),
  id: uuid(),
  attributes: z.strictObject({
    company: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    status: z.string(),
    usage: z.string().nullable(),
    agreement: z.string(),
    address: z
      .strictObject({
        postalCode: z.string().nullable(),
        city: z.string().nullable(),
        country: z.string().nullable(),
        streetAndNumber: z.string().nullable(),
        secondaryAddress: z.string().nullable(),
      })
      .nullable(),
    price: z.strictObject({ job: z.number(), digit: z.number(), metrics: z.number(), rebate: z.number() }),
  }),
});
export const SessionDocument = z.strictObject({ links: SelfLink, data: Session });
export const RevokedSession = z.strictObject({ links: SelfLink, data: z.tuple([Session]) });
export const SessionList = z.strictObject({
  links: ListLinks,
  data: z.array(Session),
  relationships: z.strictObject({ customer: z.strictObject({ data: Customer }) }),
});

/** Of each file of a part that there is. */
const perFile = <Value extends z.ZodType>(value: Value) =>
  z.strictObject({ data: value, score: value, delta: value, analysis: value, snapshot: value }).partial();

export const STATUSES = [
  "requested",
  "started",
  "ended",
  "finished",
  "analyzed",
  "failed",
  "cancelled",
  "deleted",
] as const;

const Without = z.strictObject({
  words: z.array(z.string()),
  ignoreCase: z.boolean(),
  digitsForLetters: z.boolean(),
  maxRun: z.int().nullable(),
  atLeastOneLetter: z.boolean(),
  atLeastOneDigit: z.boolean(),
});

export const Tokens = z.strictObject({
  type: z.literal("tokens"),
  id: uuid(),
  attributes: z.strictObject({
    status: z.enum(STATUSES),
    analysis: z.enum(["none", "metrics"]),
    digits: count(),
    size: count(),
    alphabet: z.string().optional().describe("The id of the alphabet, where the line is written with one."),
    pattern: z.string().optional().describe("How the tokens are written, where that is by a format."),
    without: Without.optional().describe("What no token of the format has, if anything."),
    available: count().describe("How many tokens the line has left."),
    reachable: count().describe("How many of them can be ordered at once."),
    progress: z.int().min(0).max(100).optional().describe("Percent."),
    rate: whole().optional().describe("Digits per second."),
    partial: z.boolean().optional().describe("Whether the line has tokens left."),
    checksum: z
      .string()
      .regex(/^[01]+$/)
      .optional(),
    error: z.strictObject({ code: z.string(), message: z.string() }).optional(),
    filesizes: perFile(whole()).optional().describe("Bytes."),
    filehashes: perFile(sha256()).optional().describe("HMAC-SHA-256 of each file, keyed by the seed."),
    timestamps: z.partialRecord(z.enum(STATUSES), timestamp()),
  }),
  relationships: z
    .strictObject({
      payment: z.strictObject({
        data: z.strictObject({ type: z.literal("transaction"), id: uuid(), ident: z.string() }),
      }),
    })
    .optional(),
});
const LineLinks = z.strictObject({
  self: path(),
  info: path().optional(),
  data: path().optional(),
  snapshot: path().optional(),
  analysis: path().optional(),
  score: path().optional(),
  delta: path().optional(),
});
export const TokensDocument = z.strictObject({
  meta: z.strictObject({ seed: uuid() }).optional(),
  links: LineLinks,
  data: Tokens,
});
export const TokensList = z.strictObject({ links: ListLinks, data: z.array(Tokens) });

const exact = () => z.union([z.int(), z.string().regex(/^-?\d+$/)]).describe("A string beyond 2^53.");
const Metrics = z.strictObject({
  minimum: exact(),
  maximum: exact(),
  mean: z.union([z.number(), z.string()]),
  median: z.union([z.number(), z.string()]),
  var: z.number().nullable(),
  std: z.union([z.number(), z.string()]),
  hurst: z.number(),
});
export const AnalysisDocument = z.strictObject({
  links: z.strictObject({ self: path(), data: path(), score: path(), delta: path() }),
  data: z.strictObject({
    type: z.literal("analysis"),
    id: uuid(),
    attributes: z.strictObject({
      level: z.literal("metrics"),
      score: Metrics,
      delta: Metrics,
      data: z.strictObject({ minimum: z.string(), maximum: z.string(), checksum: z.string() }),
      filesizes: perFile(exact()),
      filehashes: perFile(sha256()).optional(),
    }),
  }),
});

export const Envelope = z
  .strictObject({
    payloadType: z.literal("application/vnd.tokenworks.certificate+json"),
    payload: base64(),
    signatures: z.array(z.strictObject({ keyid: z.string(), sig: base64() })).min(1),
  })
  .describe("A certificate in the envelope of DSSE.");

/** Each code that an error can have. */
const CODES = Object.keys(HTTP_STATUS) as [ErrorCode, ...ErrorCode[]]; // the record has them all, and them alone

export const ErrorDocument = z.strictObject({
  errors: z
    .array(
      z.strictObject({
        status: z.int().min(400).max(599).describe("The status of the answer."),
        title: z.string(),
        detail: z.string(),
        source: z.strictObject({ parameter: z.string(), pointer: z.string() }).optional(),
        code: z.enum(CODES).describe("A stable name of the error, the same as GraphQL's."),
        meta: z
          .strictObject({ minimum: z.string().optional(), maximum: z.string().optional() })
          .optional()
          .describe("What would be right, where that is a range: decimal numbers."),
      }),
    )
    .min(1),
  links: SelfLink,
  meta: z.strictObject({ requestId: uuid() }),
});
