import type { Keyring } from "../../access/keyring.ts";
import type { DeflatedChunk } from "../../generator/pool/deflate-chunk.ts";
import type { GeneratorPool } from "../../generator/pool/generator-pool.ts";
import { type ChunkKind, chunkSize } from "../../generator/line/chunk-size.ts";
import type { GeneratorLine } from "../../generator/line/line.ts";
import { lineNotFound } from "../records/find-line.ts";
import { generatorLineOf } from "../records/generator-line.ts";
import type { Line } from "../records/line.entity.ts";
import type { PartFile } from "../records/part-file.entity.ts";
import { fixedTokenBytes } from "../records/token-form.ts";
import { Checkpoints } from "./checkpoints.ts";
import type { DataFormat } from "./data-format.ts";
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

/** How a file is written anew: for whom, and how much of it may be held meanwhile. */
interface Writing {
  /** Ends it besides the line's deletion. */
  readonly signal?: AbortSignal;
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
  ) {
    const { line, part, known } = found;
    const generator = generatorLineOf(line, deps.keyring);
    if (generator === null) throw lineNotFound();
    this.generator = generator;
    const onlyChunkTokens = chunkSize(generator, kind, CHUNK_BYTES);
    this.text = {
      count: kind === "delta" ? part.size - 1n : part.size,
      size: known.size,
      layout: layoutOf(line, known),
      rows: ({ first, count }, signal) =>
        deps.pool.chunks(
          generator,
          { first: part.firstIndex + first, count },
          { signal, kind, prefetch: PREFETCH, onlyChunkTokens },
        ),
    };
  }

  /** Generates a range of the file's bytes. */
  read(range: ByteRange): AsyncIterable<Uint8Array> {
    return sendUnlessDeleted(this.deps, this.found.line, (deleted) => fileBytes(this.text, range, deleted));
  }

  /** Writes the whole file in another format, for a download. */
  readAs(format: DataFormat): AsyncIterable<Uint8Array> {
    return this.write(format, { maxBytes: MAX_DEFLATED_BYTES });
  }

  /** Writes the whole file in another format, as fast as it can be made: nobody reads it slowly. */
  measureAs(format: DataFormat, signal: AbortSignal): AsyncIterable<Uint8Array> {
    return this.write(format, { signal });
  }

  private write({ write }: DataFormat, { signal: ended, maxBytes }: Writing): AsyncIterable<Uint8Array> {
    const { line, part } = this.found;
    return sendUnlessDeleted(this.deps, line, (deleted) => {
      const signal = ended ? AbortSignal.any([deleted, ended]) : deleted;
      return write({
        text: () => fileBytes(this.text, { start: 0n, end: this.text.size }, signal),
        deflated: () => this.deflated(signal, maxBytes),
        firstIndex: part.firstIndex,
      });
    });
  }

  /** The tokens, joined by newlines and compressed; while nobody takes them, no more than so many bytes are held. */
  private deflated(signal: AbortSignal, maxBytes: number | undefined): AsyncIterable<DeflatedChunk> {
    const { part } = this.found;
    return this.deps.pool.deflated(this.generator, { first: part.firstIndex, count: part.size }, { signal, maxBytes });
  }
}

function layoutOf(line: Line, { partId, checkpoints }: PartFile): Layout {
  if (checkpoints !== null) return Checkpoints.fromBytes(checkpoints);
  const tokenBytes = fixedTokenBytes(line);
  if (tokenBytes === null) throw new Error(`The part ${partId} has no checkpoints.`);
  return fixedLayout(tokenBytes + 1n);
}
