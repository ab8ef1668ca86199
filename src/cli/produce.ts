import { once } from "node:events";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type GeneratorPool, startGeneratorPool } from "../generator/pool/generator-pool.ts";
import { gzip } from "../production/files/gzip.ts";
import { openOutput, outputError } from "./output.ts";
import type { ProduceOptions } from "./produce-options.ts";
import { startProgressBar } from "./progress-bar.ts";
import { remark } from "./terminal.ts";

/** Conventional exit code of a command that SIGINT has ended. */
const INTERRUPTED = 130;

/**
 * Writes tokens to a file or a pipe, without the service: the same bytes as its data file of the same line and range.
 *
 * @throws {OperatorError} when the output takes no more; nothing is kept of an unfinished file.
 */
export async function produce(options: ProduceOptions): Promise<void> {
  const pool = startGeneratorPool({ workers: options.workers });
  const output = openOutput(options.out);
  const stop = new AbortController();
  const interrupt = () => {
    process.exitCode = INTERRUPTED;
    stop.abort();
  };
  process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
  try {
    if (output.stream !== process.stdout) await once(output.stream, "open");
    tell(options);
    const bytes = options.isGzip
      ? gzip(shown(options.count, pool.deflated(options.line, options)))
      : tokenBytes(options, pool);
    await pipeline(Readable.from(bytes, { objectMode: false }), output.stream, { signal: stop.signal });
    await output.keep();
  } catch (error) {
    await output.discard();
    if (!stop.signal.aborted) throw outputError(error);
  } finally {
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
    await pool.stop();
  }
}

/** Says what is to be kept for going on, and what is to be known of the format. */
function tell({ isKeyNew, line, formatSha256, warnings }: ProduceOptions): void {
  if (isKeyNew) remark(`key ${Buffer.from(line.key).toString("hex")}`);
  if (formatSha256 !== null) remark(`format ${formatSha256}`);
  for (const { code, message } of warnings) remark(`warning ${code}: ${message}`);
}

/** Tokens joined by newlines, none at the end. */
async function* tokenBytes(
  { line, first, count }: ProduceOptions,
  pool: GeneratorPool,
): AsyncGenerator<Uint8Array, void, undefined> {
  let done = 0n;
  for await (const chunk of shown(count, pool.chunks(line, { first, count }))) {
    done += BigInt(chunk.count);
    yield done === count ? chunk.bytes.subarray(0, -1) : chunk.bytes;
  }
}

/** Shows, while chunks are taken, how many of all tokens were in them. */
async function* shown<C extends { readonly count: number }>(
  count: bigint,
  chunks: AsyncIterable<C>,
): AsyncGenerator<C, void, undefined> {
  const bar = startProgressBar(count);
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
