/** What a certificate says of a data file, as far as the page needs it. */
export interface Certified {
  readonly line: string;
  readonly part: number;
  readonly size: string;
  readonly issuedAt: string;
  readonly data: { readonly sha256: string; readonly size: string };
}

export interface CheckedCertificate {
  readonly certified: Certified;
  /** The id of the key that has signed it; null where none of the service's has. */
  readonly signedBy: string | null;
}

interface Envelope {
  readonly payloadType: string;
  readonly payload: string;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
}

interface Jwk {
  readonly kid: string;
  readonly x: string;
  /** Seconds since 1970, after which the key has signed nothing. */
  readonly exp?: number;
}

const TYPE = "application/vnd.tokenworks.certificate+json";

/** Whether this browser, on this page, can compute hashes and check signatures: only a page that came over TLS or from this machine may. */
export function canCheck(): boolean {
  return isSecureContext;
}

/**
 * Checks a certificate's signature with the service's public keys. Source: DSSE 1.0; RFC 8032; docs/certificates.md.
 *
 * @returns null for a text that is none.
 */
export async function checkCertificate(text: string, keys: readonly Jwk[]): Promise<CheckedCertificate | null> {
  const envelope = parsed(text) as Envelope | null;
  if (envelope?.payloadType !== TYPE) return null;
  const payload = bytesOf(envelope.payload);
  const certified = parsed(new TextDecoder().decode(payload)) as Certified | null; // one that is wrong inside fails its signature
  if (certified === null) return null;
  const signed = joined(new TextEncoder().encode(`DSSEv1 ${TYPE.length} ${TYPE} ${payload.length} `), payload);
  for (const { sig } of envelope.signatures)
    for (const key of keys) {
      const isInUse = key.exp === undefined || Date.parse(certified.issuedAt) <= key.exp * 1_000;
      if (isInUse && (await verifies(key, bytesOf(sig), signed))) return { certified, signedBy: key.kid };
    }
  return { certified, signedBy: null };
}

const NEWLINE = 10;

/** The SHA-256 of a data file, or of what a gzip holds, and its bytes: without the newline at its end, which no certificate counts. */
export async function hashOf(file: Blob): Promise<{ readonly sha256: string; readonly bytes: bigint }> {
  const head = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const isZipped = head[0] === 0x1f && head[1] === 0x8b;
  const read = isZipped
    ? await new Response(file.stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer()
    : await file.arrayBuffer();
  const whole = new Uint8Array(read);
  const content = whole.at(-1) === NEWLINE ? whole.subarray(0, -1) : whole;
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return {
    sha256: Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join(""),
    bytes: BigInt(content.byteLength),
  };
}

async function verifies(
  { x }: Jwk,
  signature: Uint8Array<ArrayBuffer>,
  signed: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const key = await crypto.subtle.importKey("jwk", { kty: "OKP", crv: "Ed25519", x }, "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", key, signature, signed);
}

function parsed(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}

function joined(...pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
