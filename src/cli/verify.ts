import { tmpdir } from "node:os";
import { type Certificate, shapeIn } from "../certificate/certificate.ts";
import { type Check, fileChecks } from "../certificate/checks.ts";
import { type HashStoreOptions, USUAL_STORE } from "../certificate/hash-store.ts";
import { togetherChecks } from "../certificate/together.ts";
import { readTokenFile } from "../certificate/token-file.ts";
import { OperatorError } from "../errors.ts";
import { tokenCharacters } from "../generator/line/token-characters.ts";
import { parseLineChecksum } from "../generator/line/line-checksum.ts";
import { systemRuntime } from "../lib/runtime.ts";
import { EXIT } from "./exit-codes.ts";
import { openInput } from "./input.ts";
import { startProgressBar } from "./progress-bar.ts";
import { withoutLastNewline } from "./last-newline.ts";
import { keepStandardInput } from "./standard-input.ts";
import { readCertificate } from "./read-certificate.ts";
import { remark, say, sayJson } from "./terminal.ts";
import { untilInterrupted } from "./until-interrupted.ts";
import { holdsOf, summary, tellChecks } from "./verdicts.ts";
import { tellRange, verifyRange } from "./verify-range.ts";

export interface VerifyWords {
  /** Paths: the data file, plain or gzip; its certificate; the service's saved public keys. */
  readonly file: string;
  readonly certificate: string;
  readonly keys?: string | undefined;
}

export interface VerifyOrder {
  /** Data files, each with its certificate behind it; "-" for standard input. */
  readonly paths: readonly string[];
  readonly keys?: string | undefined;
  /** Whether an unknown signer is as good as a known one. */
  readonly allowUnknownKey?: boolean | undefined;
  readonly json?: boolean | undefined;
  /** The path of a proof by which the one file given is a range; undefined for whole files. */
  readonly proof?: string | undefined;
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
 * Prints whether data files, or a range of one, are what their certificates say.
 *
 * @returns the exit code: 0 when every check holds, 1 when one does not or the signer is unknown, 2 when an input cannot be read.
 */
export async function verify(order: VerifyOrder): Promise<number> {
  try {
    const holds = await untilInterrupted((signal) =>
      order.proof === undefined ? verifyFiles(order, signal) : verifyOne(order, order.proof, signal),
    );
    if (holds === null) return EXIT.interrupted;
    return holds === "known" || (holds === "unknown" && order.allowUnknownKey) ? EXIT.done : EXIT.no;
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    remark(error.message);
    return EXIT.refused;
  }
}

/** Whether everything holds, and whether it is known who says so. */
type Holding = "known" | "unknown" | "no";

function holdingOf(checks: readonly Check[]): Holding {
  const holds = holdsOf(checks);
  return holds === null ? "unknown" : holds ? "known" : "no";
}

async function verifyFiles({ paths, keys, json = false }: VerifyOrder, signal: AbortSignal): Promise<Holding> {
  const startedMs = performance.now();
  const verdicts = await verifyAll(pairsOf(paths), keys, signal);
  const seconds = (performance.now() - startedMs) / 1000;
  const together = togetherChecks(verdicts.map(({ certificate }) => certificate));
  const all = [...verdicts.flatMap(({ checks }) => checks), ...together];
  if (json) sayJson({ parts: verdicts.map(toJson), together, holds: holdsOf(all) });
  else tellAll(verdicts, together, all);
  const lines = verdicts.reduce((sum, verdict) => sum + verdict.lines, 0);
  remark(
    `${lines.toLocaleString("en")} tokens in ${seconds.toFixed(1)} s: ${Math.round(lines / seconds).toLocaleString("en")}/s`,
  );
  return holdingOf(all);
}

/** A range of a file, whose proof is given. */
async function verifyOne(
  { paths, keys, json = false }: VerifyOrder,
  proof: string,
  signal: AbortSignal,
): Promise<Holding> {
  const [pair, ...others] = pairsOf(paths);
  if (pair === undefined || others.length > 0)
    throw new OperatorError("--proof is of one range: give its bytes and the certificate of the whole file alone.");
  const { file, certificate } = pair;
  await using kept = file === "-" ? await keepStandardInput(signal) : null;
  const verdict = await verifyRange({ range: kept?.path ?? file, proof, certificate, keys }, signal);
  tellRange(verdict, json);
  return holdingOf(verdict.checks);
}

/** @throws {OperatorError} unless each file has its certificate, and standard input is meant once at most. */
function pairsOf(paths: readonly string[]): { file: string; certificate: string }[] {
  if (paths.length % 2 !== 0)
    throw new OperatorError("Each data file needs its certificate behind it: FILE CERTIFICATE FILE CERTIFICATE …");
  if (paths.filter((path) => path === "-").length > 1) throw new OperatorError("Standard input can be one file only.");
  return Array.from({ length: paths.length / 2 }, (_, at) => ({
    file: paths[2 * at] ?? "",
    certificate: paths[2 * at + 1] ?? "",
  }));
}

async function verifyAll(
  pairs: readonly { readonly file: string; readonly certificate: string }[],
  keys: string | undefined,
  signal: AbortSignal,
): Promise<Verdict[]> {
  await using kept = pairs.some(({ file }) => file === "-") ? await keepStandardInput(signal) : null;
  const verdicts: Verdict[] = [];
  for (const { file, certificate } of pairs) {
    const path = file === "-" && kept ? kept.path : file;
    const options = { store: { folder: tmpdir(), ...USUAL_STORE }, signal };
    verdicts.push(await verifyFile({ file: path, certificate, keys }, options));
  }
  return verdicts;
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
  const { certificate, signature } = await readCertificate(path, keys);
  const { checksumBefore, size } = certificate;
  const shape = shapeIn(certificate);
  const register = parseLineChecksum(shape, checksumBefore);
  if (register === null)
    throw new OperatorError("The certificate contradicts itself: its checksumBefore has not the bits of its digits.");
  const characters = tokenCharacters(shape);
  const text = withoutLastNewline(await openInput(file, { firstIndex: certificate.firstIndex, characters }));
  const bar = startProgressBar(size);
  const onLines = (read: number) => {
    bar.show(BigInt(read));
  };
  try {
    const found = await readTokenFile(text.open, {
      shape,
      register,
      store,
      randomBytes: systemRuntime.randomBytes,
      onLines,
      signal,
    });
    const checks = fileChecks(certificate, found);
    if (text.endsWithNewline()) checks.forEach(noteNewline);
    return { certificate, checks: [signature, ...checks], lines: found.lines };
  } finally {
    bar.stop();
  }
}

/** The service writes it where that is asked for; what it has certified is the file without. */
function noteNewline(check: Check, at: number, checks: Check[]): void {
  if (check.name === "bytes") checks[at] = { ...check, detail: `${check.detail}, and a newline at the end` };
}

function tellAll(verdicts: readonly Verdict[], together: readonly Check[], all: readonly Check[]): void {
  for (const { certificate, checks } of verdicts) {
    const { line, part, issuedAt } = certificate;
    say(`line ${line}, part ${part}, of ${issuedAt}`);
    tellChecks(checks);
  }
  if (together.length > 0) say("together");
  tellChecks(together);
  say(summary(all, verdicts.length > 1 ? "files" : "file"));
}

function toJson({ certificate, checks, lines }: Verdict): object {
  const { line, part, issuedAt, firstIndex, size } = certificate;
  return { line, part, issuedAt, firstIndex, size, lines, checks };
}
