import { z } from "zod";
import { MAX_SYMBOLS, MIN_SYMBOLS } from "../alphabet/alphabet.ts";
import { MAX_DIGITS } from "../alphabet/capacity.ts";
import { OperatorError } from "../errors.ts";
import { checksumBits, type Register } from "../generator/line/checksum.ts";
import { type Envelope, parseJson, seal, type Sign } from "./envelope.ts";

/** The media type of what is signed; its meaning never changes under this name and version 1. */
export const CERTIFICATE_TYPE = "application/vnd.tokenworks.certificate+json";

/** What the service knows of a part whose data file can be downloaded. */
export interface CertifiedPart {
  readonly line: { readonly id: string; readonly alphabetId: string; readonly chars: string; readonly digits: number };
  /** 1 for the line's first part. */
  readonly part: number;
  readonly firstIndex: bigint;
  /** Tokens. */
  readonly size: bigint;
  /** The line's register before the part: the checksum runs over all parts. */
  readonly registerBefore: Register;
  /** The register after the part, as bits. */
  readonly checksum: string;
  readonly data: { readonly sha256: string; /** Bytes. */ readonly size: bigint };
  /** When the part was `ended`. */
  readonly endedAt: Date;
}

const count = z
  .string()
  .regex(/^(0|[1-9]\d{0,39})$/)
  .transform(BigInt);
const bits = z.string().regex(/^[01]+$/);

const CertificateSchema = z.object({
  version: z.literal(1),
  line: z.guid(),
  part: z.int().min(1),
  alphabet: z.object({ id: z.string().regex(/^[A-Z][A-Z0-9_]{0,63}$/), chars: z.string().refine(hasSymbols) }),
  digits: z.int().min(1).max(MAX_DIGITS),
  firstIndex: z
    .string()
    .regex(/^(0|[1-9]\d{0,4999})$/)
    .transform(BigInt),
  size: count,
  checksumBefore: bits,
  checksum: bits,
  data: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), size: count }),
  issuedAt: z.iso.datetime(),
});

/** What a certificate says: that a data file of these bytes holds these tokens of this line. */
export type Certificate = Readonly<z.output<typeof CertificateSchema>>;

/** A part's certificate as the text of a file; the same part and key give the same text. */
export function certificateText(of: CertifiedPart, sign: Sign): string {
  const { line, part, data } = of;
  const certificate: z.input<typeof CertificateSchema> = {
    version: 1,
    line: line.id,
    part,
    alphabet: { id: line.alphabetId, chars: line.chars },
    digits: line.digits,
    firstIndex: String(of.firstIndex),
    size: String(of.size),
    checksumBefore: checksumBits(of.registerBefore, line.chars),
    checksum: of.checksum,
    data: { sha256: data.sha256, size: String(data.size) },
    issuedAt: of.endedAt.toISOString(),
  };
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
      "The certificate does not say what one of version 1 does: it was changed, or is of another version.",
    );
  return parsed.data;
}

function hasSymbols(chars: string): boolean {
  const symbols = Array.from(chars);
  return symbols.length >= MIN_SYMBOLS && symbols.length <= MAX_SYMBOLS && new Set(symbols).size === symbols.length;
}
