import { existsSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { shapeIn } from "../certificate/certificate.ts";
import { type Bytes, bytesOf, leavesAround, proofText, proveRange, rootedFile } from "../certificate/range-proof.ts";
import type { OpenBytes } from "../certificate/token-file.ts";
import { OperatorError } from "../errors.ts";
import { tokenCharacters } from "../generator/line/token-characters.ts";
import { EXIT } from "./exit-codes.ts";
import { openInput } from "./input.ts";
import { withoutLastNewline } from "./last-newline.ts";
import { bytesOfLines, cut, rangeOf } from "./line-range.ts";
import { openOutput, outputError } from "./output.ts";
import { readCertificate } from "./read-certificate.ts";
import { remark } from "./terminal.ts";
import { untilInterrupted } from "./until-interrupted.ts";

export interface ProveOrder {
  /** Paths: the whole data file, and its certificate. */
  readonly file: string;
  readonly certificate: string;
  /** What is to be proven, as `FIRST-LAST`: either lines, counted from 1, or bytes, counted from 0. */
  readonly lines?: string | undefined;
  readonly bytes?: string | undefined;
  /** Paths: where the proof goes, "-" for standard output, and the bytes that it proves, if they are wanted. */
  readonly out: string;
  readonly range?: string | undefined;
  /** Whether files that are there are replaced. */
  readonly force?: boolean | undefined;
}

/**
 * Proves a range of a certified file: writes what leads from its leaves to the certificate's root, and the bytes of these leaves.
 *
 * @returns the exit code: 0 when it is done, 1 when the file is not what the certificate says, so that nothing is written.
 * @throws {OperatorError} for options, inputs and outputs that cannot be used.
 */
export async function prove(order: ProveOrder): Promise<number> {
  refuseOutputs(order);
  const code = await untilInterrupted((signal) => proveUntil(order, signal));
  return code ?? EXIT.interrupted;
}

async function proveUntil(order: ProveOrder, signal: AbortSignal): Promise<number> {
  const { certificate } = await readCertificate(order.certificate);
  const file = rootedFile(certificate);
  const lines =
    order.lines === undefined ? null : rangeOf("--lines", order.lines, { least: 1n, most: certificate.size });
  const asked = order.bytes === undefined ? null : rangeOf("--bytes", order.bytes, { least: 0n, most: file.size - 1n });
  const characters = tokenCharacters(shapeIn(certificate));
  const input = await openInput(order.file, { firstIndex: certificate.firstIndex, characters });
  const { open } = withoutLastNewline(() => stoppable(input(), signal));
  const bytes =
    lines === null ? asked && { start: asked.first, end: asked.last + 1n } : await bytesOfLines(open(), lines);
  const leaves = bytes && leavesAround(bytes, file.size);
  const proof = leaves && leaves.end <= leaves.count ? await proveRange(open(), file, leaves) : null;
  if (proof === null) {
    remark(`${order.file} is NOT what the certificate says, so nothing of it is proven: tokenworks verify tells more.`);
    return EXIT.no;
  }
  const proven = bytesOf(proof.leaves, file.size);
  if (order.range !== undefined) await write(order.range, cut(open(), proven), order);
  await write(order.out, [Buffer.from(proofText(proof))], order);
  remark(told(order, proven, file.size));
  return EXIT.done;
}

/** @throws {OperatorError} unless one range is asked for, and there is room for what is written. */
function refuseOutputs({ lines, bytes, out, range, force }: ProveOrder): void {
  if ((lines === undefined) === (bytes === undefined))
    throw new OperatorError("Give either --lines or --bytes with what is to be proven, as FIRST-LAST.");
  if (out === range) throw new OperatorError("--out and --range must name two files.");
  for (const [option, path] of [
    ["--out", out],
    ["--range", range],
  ] as const)
    // prettier-ignore
    if (path !== undefined && path !== "-" && !force && existsSync(path))
      throw new OperatorError(`There is a file ${path} already: give ${option} another name, or --force to replace it.`);
}

async function write(
  path: string,
  pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  { force }: ProveOrder,
): Promise<void> {
  const output = await openOutput(path, force ? "replace" : "refuse");
  try {
    await pipeline(Readable.from(pieces, { objectMode: false }), output.stream, { end: path !== "-" });
    await output.keep();
  } catch (error) {
    await output.discard();
    throw outputError(error);
  }
}

/** Says how far whole leaves reach beyond what was asked for. */
function told({ lines, bytes, out, range }: ProveOrder, proven: Bytes, size: bigint): string {
  const asked = lines === undefined ? `the bytes ${bytes ?? ""}` : `the lines ${lines}`;
  const place = range === undefined || range === "-" ? "" : `, which ${range} has`;
  const all = `the bytes ${proven.start}-${proven.end - 1n} of ${size}`;
  return `${out === "-" ? "The proof" : out} proves ${all}${place}: whole leaves of 1 MiB with ${asked} in them.`;
}

async function* stoppable(
  text: ReturnType<OpenBytes>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const piece of text) {
    signal.throwIfAborted();
    yield piece;
  }
}
