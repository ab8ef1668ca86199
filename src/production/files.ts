import { createHash } from "node:crypto";
import type { EntityManager } from "@mikro-orm/core";
import type { Keyring } from "../access/keyring.ts";
import type { Session } from "../access/session.entity.ts";
import type { Database } from "../database/start-database.ts";
import { ServiceError } from "../errors.ts";
import type { GeneratorPool } from "../generator/pool.ts";
import { Checkpoints } from "./checkpoints.ts";
import { type ByteRange, type DataFile, dataBytes } from "./data-file.ts";
import type { Downloads } from "./downloads.ts";
import { fixedTokenBytes, generatorLineOf } from "./generator-line.ts";
import { gzip } from "./gzip.ts";
import { Line } from "./line.entity.ts";
import { Part } from "./part.entity.ts";
import { PartFile } from "./part-file.entity.ts";
import { lineNotFound, type ProductionLines } from "./production-lines.ts";

/** Which file of a line is asked for. */
export interface FileRequest {
  readonly lineId: string;
  readonly isGzip: boolean;
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
  readonly pool: GeneratorPool;
  readonly lines: ProductionLines;
  readonly downloads: Downloads;
}

/** A compressed file whose size is being found out, for as long as somebody waits for it. */
interface Sizing {
  readonly result: Promise<PartFile>;
  readonly controller: AbortController;
  waiting: number;
}

interface Found {
  readonly line: Line;
  readonly part: Part;
  readonly data: DataFile;
  readonly known: PartFile;
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
    const { id } = found.line;
    const name = found.part.number === 1 ? id : `${id}-${found.part.number}`;
    if (!request.isGzip) {
      const { size, sha256 } = found.known;
      return { name: `${name}.txt`, mediaType: "text/plain; charset=utf-8", size, sha256, acceptsRanges: true, read: (range) => this.send(found, range) };
    }
    const { size, sha256 } = await this.sized(found, gone);
    return { name: `${name}.txt.gz`, mediaType: "application/gzip", size, sha256, acceptsRanges: false, read: () => gzip(this.send(found, whole(found))) };
  }

  private async find(session: Session, { lineId, part: number }: FileRequest): Promise<Found> {
    const { database, keyring, lines } = this.parts;
    const line = await lines.find(session, lineId);
    const em = database.em.fork();
    const part = line && (await em.findOne(Part, { lineId: line.id, ...(number !== null && { number }) }, { orderBy: { number: "desc" } }));
    if (!part) throw lineNotFound();
    const known = await em.findOne(PartFile, { partId: part.id, kind: "data" }, { populate: ["checkpoints"] });
    if (known === null) throw notThere(part);
    const generatorLine = generatorLineOf(line, keyring);
    if (generatorLine === null) throw lineNotFound();
    const layout = known.checkpoints === null ? fixedTokenBytes(line) : Checkpoints.fromBytes(known.checkpoints);
    if (layout === null) throw new Error(`The part ${part.id} has no checkpoints.`);
    return { line, part, known, data: { line: generatorLine, firstIndex: part.firstIndex, count: part.size, size: known.size, layout } };
  }

  private async *send({ line, data }: Found, range: ByteRange, gone?: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
    // To be cut from here on, and then to look once more, leaves no gap in which a deletion goes unnoticed.
    const download = this.parts.downloads.begin(line.id);
    try {
      if ((await this.parts.database.em.fork().count(Line, { id: line.id, deletedAt: null })) === 0) throw lineNotFound();
      yield* dataBytes(data, range, this.parts.pool, gone ? AbortSignal.any([download.signal, gone]) : download.signal);
    } finally {
      download.done();
    }
  }

  /** What is known of the compressed file: found out on first demand, by compressing it once, and kept. */
  private async sized(found: Found, gone: AbortSignal): Promise<PartFile> {
    const { id } = found.part;
    const em = this.parts.database.em.fork();
    const known = await em.findOne(PartFile, { partId: id, kind: "data_gz" });
    if (known !== null) return known;
    const sizing = this.beingSized.get(id) ?? this.startSizing(em, found);
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

  private startSizing(em: EntityManager, found: Found): Sizing {
    const { id } = found.part;
    const controller = new AbortController();
    const result = this.measure(em, found, controller.signal).finally(() => {
      if (this.beingSized.get(id)?.controller === controller) this.beingSized.delete(id);
    });
    const sizing = { result, controller, waiting: 0 };
    this.beingSized.set(id, sizing);
    return sizing;
  }

  private async measure(em: EntityManager, found: Found, gone: AbortSignal): Promise<PartFile> {
    const hash = createHash("sha256");
    let size = 0n;
    for await (const bytes of gzip(this.send(found, whole(found), gone))) {
      hash.update(bytes);
      size += BigInt(bytes.length);
    }
    const values = { partId: found.part.id, kind: "data_gz", since: "ended", size, sha256: hash.digest("hex"), hash: null } as const;
    return em.upsert(PartFile, values, { onConflictAction: "ignore" });
  }
}

function whole({ data }: Found): ByteRange {
  return { start: 0n, end: data.size };
}

function notThere({ status }: Part): ServiceError {
  const willBe = status === "requested" || status === "started";
  return willBe
    ? new ServiceError("NOT_READY", "The data is not there yet: its production has not ended.", "id")
    : new ServiceError("NOT_FOUND", `There is no data: the production was ${status}.`, "id");
}
