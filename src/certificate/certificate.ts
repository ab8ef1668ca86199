import { z } from "zod";
import { MAX_SYMBOLS, MIN_SYMBOLS } from "../alphabet/alphabet.ts";
import { MAX_DIGITS } from "../alphabet/capacity.ts";
import { OperatorError } from "../errors.ts";
import { formatSha256, parseFormatText } from "../format/format.ts";
import type { Register } from "../generator/line/checksum.ts";
import { lineChecksumBits } from "../generator/line/line-checksum.ts";
import type { TokenShape } from "../generator/line/line.ts";
import { type Envelope, parseJson, seal, type Sign } from "./envelope.ts";

/** The media type of what is signed; its meaning never changes under this name and its version. */
export const CERTIFICATE_TYPE = "application/vnd.tokenworks.certificate+json";

/** What the service knows of a part whose data file can be downloaded. */
export interface CertifiedPart {
  readonly line: { readonly id: string; readonly alphabetId: string } & TokenShape;
  /** 1 for the line's first part. */
  readonly part: number;
  readonly firstIndex: bigint;
  /** Tokens. */
  readonly size: bigint;
  /** The line's register before the part: the checksum runs over all parts. */
  readonly registerBefore: Register;
  /** The register after the part, as bits. */
  readonly checksum: string;
  readonly data: {
    readonly sha256: string;
    /** Bytes. */
    readonly size: bigint;
    /** In hex; null of a part that ended before there was one. */
    readonly merkleRoot: string | null;
  };
  /** When the part was `ended`. */
  readonly endedAt: Date;
}

const count = z
  .string()
  .regex(/^(0|[1-9]\d{0,39})$/)
  .transform(BigInt);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const bits = z.string().regex(/^[01]+$/);

const common = {
  line: z.guid(),
  part: z.int().min(1),
  digits: z.int().min(1).max(MAX_DIGITS),
  firstIndex: z
    .string()
    .regex(/^(0|[1-9]\d{0,4999})$/)
    .transform(BigInt),
  size: count,
  checksumBefore: bits,
  checksum: bits,
  /** A root came later: who does not know it reads over it, for the other members say what they always said. */
  data: z.object({ sha256: hash, size: count, merkleRoot: hash.optional() }),
  issuedAt: z.iso.datetime(),
};

/** Of a line that is written with one alphabet. */
const OfAlphabet = z.object({
  version: z.literal(1),
  alphabet: z.object({ id: z.string().regex(/^[A-Z][A-Z0-9_]{0,63}$/), chars: z.string().refine(hasSymbols) }),
  ...common,
});

/** Of a line that is written by a format, whose canonical text and SHA-256 it has. */
const OfFormat = z
  .object({ version: z.literal(2), format: z.object({ text: z.string(), sha256: z.string() }), ...common })
  .refine(({ format, digits }) => isFormat(format, digits));

const CertificateSchema = z.discriminatedUnion("version", [OfAlphabet, OfFormat]);

/** What a certificate says: that a data file of these bytes holds these tokens of this line. */
export type Certificate = Readonly<z.output<typeof CertificateSchema>>;

/** A part's certificate as the text of a file; the same part and key give the same text. */
export function certificateText(of: CertifiedPart, sign: Sign): string {
  const { line, part, data } = of;
  const start = { line: line.id, part };
  const rest = {
    digits: line.digits,
    firstIndex: String(of.firstIndex),
    size: String(of.size),
    checksumBefore: lineChecksumBits(line, of.registerBefore),
    checksum: of.checksum,
    data: {
      sha256: data.sha256,
      size: String(data.size),
      ...(data.merkleRoot !== null && { merkleRoot: data.merkleRoot }),
    },
    issuedAt: of.endedAt.toISOString(),
  };
  const certificate: z.input<typeof CertificateSchema> =
    line.format === undefined
      ? { version: 1, ...start, alphabet: { id: line.alphabetId, chars: line.chars }, ...rest }
      : { version: 2, ...start, format: { text: line.format, sha256: formatSha256(line.format) }, ...rest };
  return seal(CERTIFICATE_TYPE, Buffer.from(`${JSON.stringify(certificate, null, 2)}\n`), sign);
}

/**
 * What an envelope says, whoever signed it.
 *
 * @throws {OperatorError} for an envelope of anything but a certificate of this version.
 */
export function certificateIn({ payloadType, payload }: Envelope): Certificate {
  const parsed =
    payloadType === CERTIFICATE_TYPE ? CertificateSchema.safeParse(parseJson(Buffer.from(payload).toString())) : null;
  if (!parsed?.success)
    throw new OperatorError(
      "The certificate does not say what one of version 1 or 2 does: it was changed, or is of another version.",
    );
  return parsed.data;
}

/** How the tokens are written of which a certificate tells. */
export function shapeIn(certificate: Certificate): TokenShape {
  const { digits } = certificate;
  if (certificate.version === 1) return { chars: certificate.alphabet.chars, digits };
  return { chars: "", digits, format: certificate.format.text };
}

function isFormat({ text, sha256 }: { readonly text: string; readonly sha256: string }, digits: number): boolean {
  try {
    return formatSha256(text) === sha256 && parseFormatText(text).pattern.digits === digits;
  } catch {
    return false; // no canonical text
  }
}

function hasSymbols(chars: string): boolean {
  const symbols = Array.from(chars);
  return symbols.length >= MIN_SYMBOLS && symbols.length <= MAX_SYMBOLS && new Set(symbols).size === symbols.length;
}
