import type { Keyring } from "../../access/keyring.ts";
import type { GeneratorPool } from "../../generator/pool/generator-pool.ts";
import { type ChunkKind, chunkSize, rowBytes } from "../../generator/line/chunk-size.ts";
import type { GeneratorLine } from "../../generator/line/line.ts";
import { lineNotFound } from "../records/find-line.ts";
import { generatorLineOf } from "../records/generator-line.ts";
import type { Line } from "../records/line.entity.ts";
import type { PartFile } from "../records/part-file.entity.ts";
import { fixedTokenBytes } from "../records/token-form.ts";
import { Checkpoints } from "./checkpoints.ts";
import type { DataFormat, Measured } from "./data-format.ts";
import type { DataSource } from "./data-source.ts";
import { type SendingDeps, sendUnlessDeleted } from "./downloads.ts";
import type { FoundFile } from "./find-file.ts";
import { fixedLayout, type Layout } from "./layout.ts";
import { type ByteRange, fileBytes, type TextFile } from "./text-file.ts";

/** A download holds three chunks at most, however long its reader takes no byte: the one that is being sent and those that are prefetched. */
const CHUNK_BYTES = 2 ** 18;
const PREFETCH = 2;

/** What a compressed download holds at most, unless a single chunk is more. */
const MAX_DEFLATED_BYTES = 1_000_000;

export interface GeneratedFileDeps extends SendingDeps {
  readonly keyring: Keyring;
  readonly pool: GeneratorPool;
}

/** For whom a file is written, and how much of it may be held meanwhile. */
interface Sending {
  readonly signal: AbortSignal;
  readonly maxBytes?: number;
}

/** A file of a part that is generated whenever it is read. Reading fails once its line is deleted. */
export class GeneratedFile {
  private readonly generator: GeneratorLine;
  private readonly text: TextFile;

  /** @throws {ServiceError} `NOT_FOUND` once the line's key is destroyed. */
  constructor(
    readonly found: FoundFile,
    kind: ChunkKind,
    private readonly deps: GeneratedFileDeps,
    endsWithNewline = false,
  ) {
    const { line, part, known } = found;
    const generator = generatorLineOf(line, deps.keyring);
    if (generator === null) throw lineNotFound();
    this.generator = generator;
    const onlyChunkTokens = chunkSize(generator, kind, CHUNK_BYTES);
    this.text = {
      count: kind === "delta" ? part.size - 1n : part.size,
      size: known.size + (endsWithNewline ? 1n : 0n),
      layout: layoutOf(line, known),
      rows: ({ first, count }, signal) =>
        deps.pool.chunks(
          generator,
          { first: part.firstIndex + first, count },
          { signal, kind, prefetch: PREFETCH, onlyChunkTokens },
        ),
    };
  }

  /** Bytes. */
  get size(): bigint {
    return this.text.size;
  }

  /** Generates a range of the file's bytes. */
  read(range: ByteRange): AsyncIterable<Uint8Array> {
    return sendUnlessDeleted(this.deps, this.found.line, (deleted) => fileBytes(this.text, range, deleted));
  }

  /** Writes a range of the file in another format, for a download. */
  readAs(format: DataFormat, measured: Measured, range: ByteRange): AsyncIterable<Uint8Array> {
    return sendUnlessDeleted(this.deps, this.found.line, (deleted) =>
      format.read(this.source({ signal: deleted, maxBytes: MAX_DEFLATED_BYTES }), measured, range),
    );
  }

  /**
   * Writes the whole file in another format, as fast as it can be made: nobody reads it slowly.
   *
   * @throws {ServiceError} what the format refuses.
   */
  measureAs(format: DataFormat, ended: AbortSignal): AsyncGenerator<Uint8Array, Uint8Array | null, undefined> {
    format.refuse?.(this.source({ signal: ended }));
    return sendUnlessDeleted(this.deps, this.found.line, (deleted) =>
      format.measure(this.source({ signal: AbortSignal.any([deleted, ended]) })),
    );
  }

  private source({ signal, maxBytes }: Sending): DataSource {
    const { generator, text } = this;
    const { part } = this.found;
    const { pool } = this.deps;
    return {
      count: part.size,
      textBytes: text.size,
      firstIndex: part.firstIndex,
      tokenBytes: rowBytes(generator, "data"),
      tokens: ({ first, count }, onlyChunkTokens) =>
        pool.chunks(
          generator,
          { first: part.firstIndex + first, count },
          { signal, prefetch: PREFETCH, onlyChunkTokens },
        ),
      deflated: ({ from, endsWithNewline }) =>
        pool.deflated(
          generator,
          { first: part.firstIndex, count: part.size },
          { signal, maxBytes, skip: from, endsWithNewline },
        ),
      deflatedTokens: chunkSize(generator),
    };
  }
}

function layoutOf(line: Line, { partId, checkpoints }: PartFile): Layout {
  if (checkpoints !== null) return Checkpoints.fromBytes(checkpoints);
  const tokenBytes = fixedTokenBytes(line);
  if (tokenBytes === null) throw new Error(`The part ${partId} has no checkpoints.`);
  return fixedLayout(tokenBytes + 1n);
}
