import { checksumBits } from "../generator/checksum.ts";
import type { Certificate } from "./certificate.ts";
import { type Envelope, signedBytes, type VerifySignature } from "./envelope.ts";
import { MOST_REPEATS, type TokenFile } from "./token-file.ts";

/** One thing that a certificate says, and whether it is so. */
export interface Check {
  readonly name: "signature" | "sha256" | "bytes" | "count" | "tokens" | "checksum" | "unique";
  /** Null where it could not be found out. */
  readonly holds: boolean | null;
  readonly detail: string;
}

/** Whether one of the keys has signed the envelope; without keys nobody can tell. */
export function signatureCheck({ payloadType, payload, signatures }: Envelope, verify: VerifySignature | null): Check {
  if (verify === null) return { name: "signature", holds: null, detail: "not checked: without --keys it is not known who has issued the certificate" };
  const bytes = signedBytes(payloadType, payload);
  const signers = signatures.map(({ keyId, signature }) => ({ keyId, isGood: verify(keyId, bytes, signature) }));
  const good = signers.find(({ isGood }) => isGood === true);
  if (good) return { name: "signature", holds: true, detail: `of the key ${good.keyId}` };
  const isKnown = signers.some(({ isGood }) => isGood === false);
  return { name: "signature", holds: false, detail: isKnown ? "the certificate was changed, or another service has issued it" : "of a key that is not among those of --keys" };
}

/** Everything that a certificate says of a data file. */
export function fileChecks({ alphabet, digits, size, checksum, data }: Certificate, found: TokenFile): Check[] {
  const { sha256, bytes, lines, firstWrong, wrong, firstRepeat, repeats } = found;
  const isCount = BigInt(lines) === size;
  return [
    { name: "sha256", holds: sha256 === data.sha256, detail: sha256 === data.sha256 ? sha256 : `${sha256}, but the certificate says ${data.sha256}` },
    { name: "bytes", holds: bytes === data.size, detail: bytes === data.size ? shown(bytes) : `${shown(bytes)}, but the certificate says ${shown(data.size)}` },
    { name: "count", holds: isCount, detail: isCount ? `${shown(lines)} tokens` : `${shown(lines)} lines, but the certificate says ${shown(size)} tokens` },
    { name: "tokens", holds: firstWrong === null, detail: firstWrong ? `line ${firstWrong.line} ${firstWrong.problem}${wrong === 1 ? "" : `; ${shown(wrong)} lines are no tokens`}` : `each has ${digits} digits of ${alphabet.id}` },
    checksumCheck(checksumBits(found.register, alphabet.chars) === checksum),
    { name: "unique", holds: firstRepeat === null, detail: firstRepeat ? `line ${firstRepeat.line} repeats line ${firstRepeat.before}${repeated(repeats)}` : `no token comes twice${wrong === 0 ? "" : ", lines that are none left out"}` },
  ];
}

function checksumCheck(holds: boolean): Check {
  return { name: "checksum", holds, detail: holds ? "the XOR of all tokens is the certificate's" : "the XOR of all tokens is not the certificate's" };
}

function repeated(count: number): string {
  if (count === 1) return "";
  return `; in all ${shown(count)} ${count === MOST_REPEATS ? "or more " : ""}tokens come more than once`;
}

function shown(count: number | bigint): string {
  return count.toLocaleString("en");
}
