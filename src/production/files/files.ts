import { createHash } from "node:crypto";
import type { EntityManager } from "@mikro-orm/core";
import type { Keyring } from "../../access/keyring.ts";
import type { Session } from "../../access/session.entity.ts";
import type { Database } from "../../database/start-database.ts";
import { ServiceError } from "../../errors.ts";
import type { ChunkKind } from "../../generator/line/chunk-size.ts";
import { chunkSize } from "../../generator/line/chunk-size.ts";
import type { DeflatedChunk } from "../../generator/pool/deflate-chunk.ts";
import type { GeneratorPool } from "../../generator/pool/generator-pool.ts";
import { isPassingFault } from "../../lib/passing-fault.ts";
import type { Runtime } from "../../lib/runtime.ts";
import { secondsLeft } from "../../lib/seconds-left.ts";
import { Checkpoints } from "./checkpoints.ts";
import { DATA_FORMATS, type DataFormat, type DataFormatName } from "./data-format.ts";
import type { Downloads } from "./downloads.ts";
import { fixedTokenBytes, generatorLineOf, lineCapacity } from "../records/generator-line.ts";
import { fixedLayout, type Layout } from "./layout.ts";
import { currentRecord } from "../records/part-record.ts";
import { Line } from "../records/line.entity.ts";
import { type ByteRange, fileBytes, type LineFile } from "./line-file.ts";
import { Part } from "../records/part.entity.ts";
import { analysisOwner } from "../records/findings.ts";
import { type FileKind, PartFile } from "../records/part-file.entity.ts";
import { lineNotFound, requireLine } from "../records/find-line.ts";
import { StatusRecord } from "../records/status-record.entity.ts";
import { canReach, type Status } from "../records/status.ts";

export type RequestedKind = Exclude<FileKind, `data_${string}`>;

/** A download holds three chunks at most, however long its reader takes no byte: one that is being sent and those made ahead. */
const DOWNLOAD_CHUNK_BYTES = 2 ** 18;
const DOWNLOAD_AHEAD = 2;

/** What a compressed download holds at most, unless one chunk is more; the pass that finds out its size is no download. */
const DEFLATED_BYTES = 1_000_000;

/** The status that a file comes with. */
const SINCE: Readonly<Record<RequestedKind, Status>> = {
  data: "ended",
  snapshot: "finished",
  score: "analyzed",
  delta: "analyzed",
  analysis: "analyzed",
};

/** Which file of a line is asked for. */
export interface FileRequest {
  readonly lineId: string;
  readonly kind: RequestedKind;
  /** How the data is to be written; null for the file as it is. */
  readonly format: DataFormatName | null;
  /** The part's number; the newest without one. */
  readonly part: number | null;
}

/** A file that can be sent, as a whole or from any byte on. */
export interface SendableFile {
  readonly name: string;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: bigint;
  /** SHA-256 in hex. */
  readonly sha256: string;
  readonly acceptsRanges: boolean;
  /** The bytes of the range, generated as they are read; the iteration fails when the line is deleted meanwhile. */
  read(range: ByteRange): AsyncIterable<Uint8Array>;
}

export interface FilesParts {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly runtime: Pick<Runtime, "now">;
  readonly pool: GeneratorPool;
  readonly downloads: Downloads;
}

/** A file in another format whose size is being found out, for as long as somebody waits for it. */
interface Sizing {
  readonly result: Promise<PartFile>;
  readonly controller: AbortController;
  waiting: number;
}

type Writing = Pick<DataFormat, "kind" | "write">;

interface Found {
  readonly line: Line;
  readonly part: Part;
  readonly known: PartFile;
  /** Of the file, but for its ending. */
  readonly name: string;
}

interface FoundData extends Found {
  readonly data: LineFile;
  /** The tokens, joined by newlines and compressed; while nobody takes them, no more bytes than told are held. */
  readonly deflated: (signal: AbortSignal, maxBytes: number | undefined) => AsyncIterable<DeflatedChunk>;
}

/** The files of each session's lines. */
export class Files {
  private readonly beingSized = new Map<string, Sizing>();

  constructor(private readonly parts: FilesParts) {}

  /**
   * @param gone aborts when nobody waits for the file any more.
   * @throws {ServiceError} `NOT_FOUND` for a line, part or file that the session does not have, `NOT_READY` for one that it will have.
   */
  async open(session: Session, request: FileRequest, gone: AbortSignal): Promise<SendableFile> {
    const found = await this.find(session, request);
    const { kind } = request;
    if (kind === "snapshot") return this.kept(found, { ending: "snapshot", mediaType: "application/octet-stream" });
    if (kind === "analysis")
      return this.kept(this.unwrapped(found), { ending: "analysis.json", mediaType: "application/vnd.api+json" });
    if (kind === "data") return this.generated(this.withLines(found, kind), request, gone);
    const { size, sha256 } = found.known;
    const numbers = this.withLines(found, kind);
    return {
      name: `${found.name}.${kind}.txt`,
      mediaType: "text/plain; charset=utf-8",
      size,
      sha256,
      acceptsRanges: true,
      read: (range) => this.send(numbers, range),
    };
  }

  private async generated(found: FoundData, { format }: FileRequest, gone: AbortSignal): Promise<SendableFile> {
    if (format === null) {
      const { size, sha256 } = found.known;
      return {
        name: `${found.name}.txt`,
        mediaType: "text/plain; charset=utf-8",
        size,
        sha256,
        acceptsRanges: true,
        read: (range) => this.send(found, range),
      };
    }
    const { ending, mediaType, write, kind } = DATA_FORMATS[format];
    const { size, sha256 } = await this.sized(found, { kind, write }, gone);
    return {
      name: `${found.name}.${ending}`,
      mediaType,
      size,
      sha256,
      acceptsRanges: false,
      read: () => this.sendAs(found, write),
    };
  }

  /** A file that was made once and is stored as it is sent. */
  private kept(
    found: Found,
    { ending, mediaType }: { readonly ending: string; readonly mediaType: string },
  ): SendableFile {
    const { content, sha256 } = found.known;
    if (content === null) throw new ServiceError("NOT_FOUND", `There is no ${found.known.kind}.`, "id");
    const read = ({ start, end }: ByteRange) =>
      this.unlessDeleted(found, () => [content.subarray(Number(start), Number(end))]);
    return {
      name: `${found.name}.${ending}`,
      mediaType,
      size: BigInt(content.length),
      sha256,
      acceptsRanges: true,
      read,
    };
  }

  private async find(session: Session, { lineId, kind, part: number }: FileRequest): Promise<Found> {
    const em = this.parts.database.em.fork();
    const line = await requireLine(em, session, lineId);
    const part = await em.findOne(
      Part,
      { lineId: line.id, ...(number !== null && { number }) },
      { orderBy: { number: "desc" } },
    );
    if (part === null)
      throw new ServiceError(
        "NOT_FOUND",
        `The line has no part ${number ?? 1}: it has ${await em.count(Part, { lineId: line.id })}.`,
        "part",
      );
    // A line that was revived goes on without the files of the parts before.
    const known =
      part.status === "deleted"
        ? null
        : await em.findOne(PartFile, { partId: part.id, kind }, { populate: ["checkpoints", "content"] });
    if (known === null) throw await this.notThere({ line, part }, kind);
    return { line, part, known, name: part.number === 1 ? line.id : `${line.id}-${part.number}` };
  }

  /** Why a part has no such file: it is still to come, or never will. */
  private async notThere({ line, part }: Pick<Found, "line" | "part">, kind: RequestedKind): Promise<ServiceError> {
    const em = this.parts.database.em.fork();
    const isToCome =
      canReach(part.status, SINCE[kind]) &&
      isToBe(line, part, kind) &&
      (kind === "data" || !(await hasError(em, part)));
    if (!isToCome) return new ServiceError("NOT_FOUND", `There is no ${kind}: the production is ${part.status}.`, "id");
    const { progress, timestamps } = await currentRecord(em, part);
    const since = timestamps[part.status] ?? line.requestedAt;
    const retryAfterSeconds = secondsLeft({ progress, since, now: this.parts.runtime.now() });
    return new ServiceError("NOT_READY", `The ${kind} is not there yet: the production is ${part.status}.`, "id", {
      retryAfterSeconds,
    });
  }

  /** A kept file that is stored wrapped. */
  private unwrapped(found: Found): Found {
    const { known, part } = found;
    const content = known.content && this.parts.keyring.unwrap(analysisOwner(part.id), known.content);
    return { ...found, known: Object.assign(new PartFile(), known, { content }) };
  }

  private withLines(found: Found, kind: ChunkKind): FoundData {
    const { line, part, known } = found;
    const generatorLine = generatorLineOf(line, this.parts.keyring);
    if (generatorLine === null) throw lineNotFound();
    const lines: LineFile["lines"] = ({ first, count }, signal) =>
      this.parts.pool.chunks(
        generatorLine,
        { first: part.firstIndex + first, count },
        { signal, kind, ahead: DOWNLOAD_AHEAD, onlyChunkTokens: chunkSize(generatorLine, kind, DOWNLOAD_CHUNK_BYTES) },
      );
    const deflated: FoundData["deflated"] = (signal, maxBytes) =>
      this.parts.pool.deflated(generatorLine, { first: part.firstIndex, count: part.size }, { signal, maxBytes });
    return {
      ...found,
      deflated,
      data: {
        count: kind === "delta" ? part.size - 1n : part.size,
        size: known.size,
        layout: layoutOf(line, known),
        lines,
      },
    };
  }

  private send(found: FoundData, range: ByteRange, gone?: AbortSignal): AsyncIterable<Uint8Array> {
    return this.unlessDeleted(found, (deleted) =>
      fileBytes(found.data, range, gone ? AbortSignal.any([deleted, gone]) : deleted),
    );
  }

  private sendAs(found: FoundData, write: DataFormat["write"], gone?: AbortSignal): AsyncIterable<Uint8Array> {
    return this.unlessDeleted(found, (deleted) => {
      const signal = gone ? AbortSignal.any([deleted, gone]) : deleted;
      return write({
        text: () => fileBytes(found.data, whole(found), signal),
        deflated: () => found.deflated(signal, gone ? undefined : DEFLATED_BYTES),
        firstIndex: found.part.firstIndex,
      });
    });
  }

  /** What `bytes` gives, for as long as the line is there; the iteration fails once it is deleted. */
  private async *unlessDeleted(
    { line }: Found,
    bytes: (deleted: AbortSignal) => AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    // To be cut from here on, and then to look once more, leaves no gap in which a deletion goes unnoticed.
    const download = this.parts.downloads.begin(line.id);
    try {
      if ((await this.parts.database.em.fork().count(Line, { id: line.id, deletedAt: null })) === 0)
        throw lineNotFound();
      yield* bytes(download.signal);
    } finally {
      download.done();
    }
  }

  /** What is known of the data in another format: found out on first demand, by writing it once, and kept. */
  private async sized(found: FoundData, format: Writing, gone: AbortSignal): Promise<PartFile> {
    const id = `${found.part.id} ${format.kind}`;
    const em = this.parts.database.em.fork();
    const known = await em.findOne(PartFile, { partId: found.part.id, kind: format.kind });
    if (known !== null) return known;
    const sizing = this.beingSized.get(id) ?? this.startSizing(em, found, format);
    sizing.waiting += 1;
    const leave = () => {
      sizing.waiting -= 1;
      if (sizing.waiting > 0) return;
      this.beingSized.delete(id); // whoever asks from now on begins anew
      sizing.controller.abort(new ServiceError("NOT_READY", "Nobody waits for the file any more.", "id"));
    };
    gone.addEventListener("abort", leave, { once: true });
    if (gone.aborted) leave();
    try {
      return await sizing.result;
    } finally {
      gone.removeEventListener("abort", leave);
    }
  }

  private startSizing(em: EntityManager, found: FoundData, format: Writing): Sizing {
    const id = `${found.part.id} ${format.kind}`;
    const controller = new AbortController();
    const result = this.measure(em, found, { ...format, gone: controller.signal }).finally(() => {
      if (this.beingSized.get(id)?.controller === controller) this.beingSized.delete(id);
    });
    const sizing = { result, controller, waiting: 0 };
    this.beingSized.set(id, sizing);
    return sizing;
  }

  private async measure(
    em: EntityManager,
    found: FoundData,
    { kind, write, gone }: Writing & { readonly gone: AbortSignal },
  ): Promise<PartFile> {
    const hash = createHash("sha256");
    let size = 0n;
    for await (const bytes of this.sendAs(found, write, gone)) {
      hash.update(bytes);
      size += BigInt(bytes.length);
    }
    const values = {
      partId: found.part.id,
      kind,
      since: "ended",
      size,
      sha256: hash.digest("hex"),
      hash: null,
    } as const;
    try {
      return await em.upsert(PartFile, values, { onConflictAction: "ignore" });
    } catch (fault) {
      if (!isPassingFault(fault)) throw fault;
      return Object.assign(new PartFile(), values); // whoever asks next finds it out anew: a full disk keeps nobody from reading
    }
  }
}

function whole({ data }: FoundData): ByteRange {
  return { start: 0n, end: data.size };
}

function layoutOf(line: Line, { partId, checkpoints }: PartFile): Layout {
  if (checkpoints !== null) return Checkpoints.fromBytes(checkpoints);
  const tokenBytes = fixedTokenBytes(line);
  if (tokenBytes === null) throw new Error(`The part ${partId} has no checkpoints.`);
  return fixedLayout(tokenBytes + 1n);
}

/** Whether what follows the tokens could not be made. */
async function hasError(em: EntityManager, { id }: Part): Promise<boolean> {
  return (await em.count(StatusRecord, { partId: id, errorCode: { $ne: null } })) > 0;
}

/** Whether the file comes with its status: a snapshot of a line with tokens left, and an analysis where it was ordered. */
function isToBe(line: Line, part: Part, kind: RequestedKind): boolean {
  if (kind === "snapshot") return part.firstIndex + part.size < lineCapacity(line);
  return kind === "data" || part.analysis === "metrics";
}
