import { once } from "node:events";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { OperatorError } from "../errors.ts";
import { type GeneratorPool, startGeneratorPool } from "../generator/pool/generator-pool.ts";
import { systemRuntime } from "../lib/runtime.ts";
import { gzip } from "../production/files/gzip.ts";
import { EXIT } from "./exit-codes.ts";
import { isReaderGone, openOutput, outputError } from "./output.ts";
import { publicKeyText, registerBefore, Tally, writeCertificate } from "./produce-certificate.ts";
import type { ProduceOptions } from "./produce-options.ts";
import { startProgressBar } from "./progress-bar.ts";
import { remark } from "./terminal.ts";

/**
 * Writes tokens to a file or a pipe, without the service: the same bytes as its data file of the same line and range.
 *
 * @throws {OperatorError} when the output takes no more; nothing is kept of an unfinished file.
 */
export async function produce(options: ProduceOptions): Promise<void> {
  refuseCertificate(options);
  const output = await openOutput(options.out, options.existing);
  const pool = startGeneratorPool({ workers: options.workers });
  const stop = new AbortController();
  const interrupt = () => {
    process.exitCode = EXIT.interrupted;
    stop.abort();
  };
  process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
  try {
    if (output.stream !== process.stdout) await once(output.stream, "open");
    tell(options);
    const before = options.certificate === null ? null : await registerBefore(options, pool);
    const tally = before && new Tally(before);
    const bytes = options.isGzip ? compressed(options, pool) : tokenBytes(options, pool, tally);
    await pipeline(Readable.from(after(output.before, bytes), { objectMode: false }), output.stream, {
      signal: stop.signal,
    });
    if (options.certificate && before && tally) {
      if (options.isGzip) for await (const _ of tokenBytes(options, pool, tally)) stop.signal.throwIfAborted();
      const found = tally.end();
      const signer = await writeCertificate(options.certificate, options, { before, found, endedAt: systemRuntime.now() }); // prettier-ignore
      remark(`certificate ${options.certificate.path}, signed by the key ${signer}`);
    }
    await output.keep();
    remark(options.next);
  } catch (error) {
    await output.discard();
    if (isReaderGone(error)) process.exitCode = EXIT.readerGone;
    else if (!stop.signal.aborted) throw outputError(error);
  } finally {
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
    await pool.stop();
  }
}

/** Before anything is made: a certificate that is there belongs to other tokens, and a public key to others but those of the same sequence. */
function refuseCertificate({ certificate, existing, line }: ProduceOptions): void {
  if (certificate === null || existing !== "refuse") return;
  const { path, publicKeyPath } = certificate;
  if (existsSync(path)) throw taken("--certificate", path);
  if (publicKeyPath !== null && !isFreeFor(publicKeyPath, publicKeyText(line)))
    throw taken("--public-key", publicKeyPath);
}

/** Whether nothing is lost where a text is written: nothing is there, or that text, or what keeps nothing. */
function isFreeFor(path: string, text: string): boolean {
  return !existsSync(path) || !statSync(path).isFile() || readFileSync(path, "utf8") === text;
}

function taken(option: string, path: string): OperatorError {
  return new OperatorError(`There is a file ${path} already: give ${option} another name, or --force to replace it.`);
}

/** Says, or keeps, what going on needs, and says what is to be known of the format. */
function tell({ isKeyNew, newKeyFile, line, formatSha256, warnings }: ProduceOptions): void {
  const hex = Buffer.from(line.key).toString("hex");
  if (newKeyFile !== null) keepKey(newKeyFile, hex);
  else if (isKeyNew) remark(`key ${hex}`);
  if (formatSha256 !== null) remark(`format ${formatSha256}`);
  for (const { code, message } of warnings) remark(`warning ${code}: ${message}`);
}

function keepKey(path: string, hex: string): void {
  try {
    writeFileSync(path, `${hex}\n`, { flag: "wx", mode: 0o600, flush: true });
  } catch (cause) {
    throw new OperatorError(`--key-file must name a file that can be written: ${path} cannot.`, { cause });
  }
  remark(`A new key is in ${path}: whoever has it can make all tokens.`);
}

async function* after(before: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  if (before !== "") yield Buffer.from(before);
  yield* bytes;
}

function compressed(options: ProduceOptions, pool: GeneratorPool): AsyncIterable<Uint8Array> {
  return gzip(shown(options, pool.deflated(options.line, options, { endsWithNewline: options.endsWithNewline })));
}

/** Tokens joined by newlines, none at the end unless told; a certificate is of the tokens without it. */
async function* tokenBytes(
  options: ProduceOptions,
  pool: GeneratorPool,
  tally: Tally | null,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { line, first, count } = options;
  let done = 0n;
  for await (const chunk of shown(options, pool.chunks(line, { first, count }))) {
    done += BigInt(chunk.count);
    const joined = done === count ? chunk.bytes.subarray(0, -1) : chunk.bytes;
    tally?.take(joined, chunk.register);
    yield options.endsWithNewline ? chunk.bytes : joined;
  }
}

/** Shows, while chunks are taken, how many of all tokens were in them; not where the tokens themselves appear. */
async function* shown<C extends { readonly count: number }>(
  { count, out }: ProduceOptions,
  chunks: AsyncIterable<C>,
): AsyncGenerator<C, void, undefined> {
  const bar = startProgressBar(count, { isHidden: out === "-" && process.stdout.isTTY });
  let done = 0n;
  try {
    for await (const chunk of chunks) {
      yield chunk;
      done += BigInt(chunk.count);
      bar.show(done);
    }
  } finally {
    bar.stop();
  }
}
