import { tmpdir } from "node:os";
import { type Certificate, certificateIn, shapeIn } from "../certificate/certificate.ts";
import { type Check, fileChecks, signatureCheck } from "../certificate/checks.ts";
import { parseEnvelope } from "../certificate/envelope.ts";
import { type HashStoreOptions, USUAL_STORE } from "../certificate/hash-store.ts";
import { parseKeySet } from "../certificate/key-set.ts";
import { readTokenFile } from "../certificate/token-file.ts";
import { OperatorError } from "../errors.ts";
import { parseLineChecksum } from "../generator/line/line-checksum.ts";
import { systemRuntime } from "../lib/runtime.ts";
import { openInput, readText } from "./input.ts";
import { startProgressBar } from "./progress-bar.ts";
import { remark, say } from "./terminal.ts";

const INTERRUPTED = 130;
/** Above what 65,536 characters and a thousand digits can make. */
const MOST_TEXT_BYTES = 2 ** 22;

export interface VerifyWords {
  /** Paths: the data file, plain or gzip; its certificate; the service's saved public keys. */
  readonly file: string;
  readonly certificate: string;
  readonly keys?: string | undefined;
}

export interface Verdict {
  readonly certificate: Certificate;
  readonly checks: readonly Check[];
  /** Lines of the file. */
  readonly lines: number;
}

export interface VerifyOptions {
  readonly store: HashStoreOptions;
  readonly signal: AbortSignal;
}

/**
 * Prints whether a data file is what its certificate says.
 *
 * @returns the exit code: 0 when every check holds that could be made, 1 when one does not, 2 when an input cannot be read.
 */
export async function verify(words: VerifyWords): Promise<number> {
  const stop = new AbortController();
  const interrupt = () => {
    stop.abort();
  };
  process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
  try {
    const startedMs = performance.now();
    const verdict = await verifyFile(words, { store: { folder: tmpdir(), ...USUAL_STORE }, signal: stop.signal });
    const seconds = (performance.now() - startedMs) / 1000;
    tell(verdict);
    remark(
      `${verdict.lines.toLocaleString("en")} tokens in ${seconds.toFixed(1)} s: ${Math.round(verdict.lines / seconds).toLocaleString("en")}/s`,
    );
    return verdict.checks.some(({ holds }) => holds === false) ? 1 : 0;
  } catch (error) {
    if (stop.signal.aborted) return INTERRUPTED;
    if (!(error instanceof OperatorError)) throw error;
    remark(error.message);
    return 2;
  } finally {
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
  }
}

/**
 * Finds out whether a data file is what its certificate says, from files alone.
 *
 * @throws {OperatorError} when an input cannot be read, or is not what it should be.
 */
export async function verifyFile(
  { file, certificate: path, keys }: VerifyWords,
  { store, signal }: VerifyOptions,
): Promise<Verdict> {
  const envelope = parseEnvelope(await readText(path, MOST_TEXT_BYTES));
  const certificate = certificateIn(envelope);
  const signature = signatureCheck(
    envelope,
    keys === undefined ? null : parseKeySet(await readText(keys, MOST_TEXT_BYTES)),
    certificate.issuedAt,
  );
  const { checksumBefore, size } = certificate;
  const shape = shapeIn(certificate);
  const register = parseLineChecksum(shape, checksumBefore);
  if (register === null)
    throw new OperatorError("The certificate contradicts itself: its checksumBefore has not the bits of its digits.");
  const open = await openInput(file);
  const bar = startProgressBar(size);
  const onLines = (read: number) => {
    bar.show(BigInt(read));
  };
  try {
    const found = await readTokenFile(open, {
      shape,
      register,
      store,
      randomBytes: systemRuntime.randomBytes,
      onLines,
      signal,
    });
    return { certificate, checks: [signature, ...fileChecks(certificate, found)], lines: found.lines };
  } finally {
    bar.stop();
  }
}

function tell({ certificate, checks }: Verdict): void {
  const { line, part, issuedAt } = certificate;
  say(`line ${line}, part ${part}, of ${issuedAt}`);
  for (const { name, holds, detail } of checks)
    say(`${(holds === null ? "?" : holds ? "ok" : "FAILED").padEnd(8)}${name.padEnd(11)}${detail}`);
  say(summary(checks));
}

function summary(checks: readonly Check[]): string {
  if (checks.some(({ name, holds }) => name === "signature" && holds === false))
    return "The certificate is NOT one of the service's.";
  if (checks.some(({ holds }) => holds === false)) return "The file is NOT what the certificate says.";
  if (checks.some(({ holds }) => holds === null))
    return "The file is what the certificate says, but anybody may have written that: give --keys.";
  return "The file is what the service has certified.";
}
