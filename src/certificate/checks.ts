import { lineChecksumBits } from "../generator/line/line-checksum.ts";
import { type Certificate, shapeIn } from "./certificate.ts";
import { type Envelope, signedBytes } from "./envelope.ts";
import type { KnownKey } from "./key-set.ts";
import { MOST_REPEATS, type TokenFile } from "./token-file.ts";

/** One thing that a certificate says, and whether it is so. */
export interface Check {
  readonly name:
    | ("signature" | "sha256" | "merkle" | "bytes" | "count" | "tokens" | "checksum" | "unique")
    | ("line" | "disjoint" | "complete" | "chain"); // of several parts together
  /** Null where it could not be found out. */
  readonly holds: boolean | null;
  readonly detail: string;
}

/**
 * Whether one of the keys has signed the envelope, and was in use when it says that it was issued; without keys nobody can tell.
 *
 * A signature's key id is a hint (DSSE 1.0): where no key has it, all are tried.
 */
export function signatureCheck(
  { payloadType, payload, signatures }: Envelope,
  keys: readonly KnownKey[] | null,
  issuedAt: string,
): Check {
  if (keys === null)
    return {
      name: "signature",
      holds: null,
      detail: `signed, by a key that you have not given: ${signatures.map(({ keyId }) => keyId).join(", ")}`,
    };
  const bytes = signedBytes(payloadType, payload);
  const named = signatures.some(({ keyId }) => keys.some(({ id }) => id === keyId));
  const signers = signatures.flatMap(({ keyId, signature }) =>
    keysNamed(keys, keyId).filter(({ verifies }) => verifies(bytes, signature)),
  );
  const signer = signers.find(({ endedAt }) => endedAt === null || new Date(issuedAt) <= endedAt);
  if (signer) return { name: "signature", holds: true, detail: `of the key ${signer.id}` };
  const [late] = signers;
  if (late?.endedAt)
    return {
      name: "signature",
      holds: false,
      detail: `of the key ${late.id}, which was not in use any more after ${late.endedAt.toISOString()}`,
    };
  return {
    name: "signature",
    holds: false,
    detail: named
      ? "the certificate was changed, or another service has issued it"
      : "of a key that is not among those of --keys",
  };
}

function keysNamed(keys: readonly KnownKey[], keyId: string): readonly KnownKey[] {
  const named = keys.filter(({ id }) => id === keyId);
  return named.length === 0 ? keys : named;
}

/** Everything that a certificate says of a data file. */
export function fileChecks(certificate: Certificate, found: TokenFile): Check[] {
  const { digits, size, checksum, data } = certificate;
  const { sha256, merkleRoot, bytes, lines, firstWrong, wrong, firstRepeat, repeats } = found;
  const isCount = BigInt(lines) === size;
  return [
    {
      name: "sha256",
      holds: sha256 === data.sha256,
      detail: sha256 === data.sha256 ? sha256 : `${sha256}, but the certificate says ${data.sha256}`,
    },
    ...(data.merkleRoot === undefined ? [] : [merkleCheck(merkleRoot, data.merkleRoot)]),
    {
      name: "bytes",
      holds: bytes === data.size,
      detail: bytes === data.size ? shown(bytes) : `${shown(bytes)}, but the certificate says ${shown(data.size)}`,
    },
    {
      name: "count",
      holds: isCount,
      detail: isCount
        ? `${shown(lines)} tokens`
        : `${shown(lines)} lines, but the certificate says ${shown(size)} tokens`,
    },
    {
      name: "tokens",
      holds: firstWrong === null,
      detail: firstWrong
        ? `line ${firstWrong.line} ${firstWrong.problem}${wrong === 1 ? "" : `; ${shown(wrong)} lines are no tokens`}`
        : certificate.version === 1
          ? `each has ${digits} digits of ${certificate.alphabet.id}`
          : `each is written by the format ${certificate.format.sha256.slice(0, 16)}`,
    },
    checksumCheck(lineChecksumBits(shapeIn(certificate), found.register) === checksum),
    {
      name: "unique",
      holds: firstRepeat === null,
      detail: firstRepeat
        ? `line ${firstRepeat.line} repeats line ${firstRepeat.before}${repeated(repeats)}`
        : `no token comes twice${wrong === 0 ? "" : ", lines that are none left out"}`,
    },
  ];
}

function merkleCheck(found: string, certified: string): Check {
  const holds = found === certified;
  return { name: "merkle", holds, detail: holds ? found : `${found}, but the certificate says ${certified}` };
}

function checksumCheck(holds: boolean): Check {
  return {
    name: "checksum",
    holds,
    detail: holds ? "the XOR of all tokens is the certificate's" : "the XOR of all tokens is not the certificate's",
  };
}

function repeated(count: number): string {
  if (count === 1) return "";
  return `; in all ${shown(count)} ${count === MOST_REPEATS ? "or more " : ""}tokens come more than once`;
}

function shown(count: number | bigint): string {
  return count.toLocaleString("en");
}
