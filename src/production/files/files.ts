import type { Session } from "../../access/session.entity.ts";
import { ServiceError } from "../../errors.ts";
import { analysisOwner } from "../records/findings.ts";
import { type DataFormat, dataFormat } from "./data-format.ts";
import { sendUnlessDeleted } from "./downloads.ts";
import { type FileRequest, findFile, type FindFileDeps, type FoundFile } from "./find-file.ts";
import { FormatSizes } from "./format-sizes.ts";
import { GeneratedFile, type GeneratedFileDeps } from "./generated-file.ts";
import type { ByteRange } from "./text-file.ts";

export type FilesDeps = FindFileDeps & GeneratedFileDeps;

/** A file that can be sent, as a whole or from any byte on. */
export interface SendableFile {
  readonly name: string;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: bigint;
  /** SHA-256 in hex. */
  readonly sha256: string;
  /** A word for what its bytes have more than those of the SHA-256; absent for nothing. */
  readonly variant?: "newline" | undefined;
  readonly acceptsRanges: boolean;
  /** The bytes of the range, generated as they are read; the iteration fails when the line is deleted meanwhile. */
  read(range: ByteRange): AsyncIterable<Uint8Array>;
}

const TEXT = "text/plain; charset=utf-8";

/** The files of each session's lines. */
export class Files {
  private readonly sizes: FormatSizes;

  constructor(private readonly deps: FilesDeps) {
    this.sizes = new FormatSizes(deps);
  }

  /**
   * Opens a file: of text that is generated, or of content that is stored.
   *
   * @param gone aborts when nobody waits for the file any more.
   * @throws {ServiceError} as `findFile()` does.
   */
  async open(session: Session, request: FileRequest, gone: AbortSignal): Promise<SendableFile> {
    const { deps } = this;
    const { kind } = request;
    const found = await findFile(deps, session, request);
    switch (kind) {
      case "snapshot":
        return this.openStored(found, found.known.content, "snapshot", "application/octet-stream");
      case "analysis":
        return this.openStored(found, this.unwrap(found), "analysis.json", "application/vnd.api+json");
      case "data":
        return request.format === null
          ? this.openText(found, request, "txt")
          : this.openAs(new GeneratedFile(found, kind, deps), dataFormat({ ...request, format: request.format }), gone);
      case "score":
      case "delta":
        return this.openText(found, request, `${kind}.txt`);
    }
  }

  private openStored(found: FoundFile, content: Uint8Array | null, ending: string, mediaType: string): SendableFile {
    const { line, known, name } = found;
    if (content === null) throw new ServiceError("NOT_FOUND", `There is no ${known.kind}.`, "id");
    const read = ({ start, end }: ByteRange) =>
      sendUnlessDeleted(this.deps, line, () => [content.subarray(Number(start), Number(end))]);
    const { sha256 } = known;
    return { name: `${name}.${ending}`, mediaType, size: BigInt(content.length), sha256, acceptsRanges: true, read };
  }

  private openText(found: FoundFile, { kind, end }: FileRequest, ending: string): SendableFile {
    if (kind === "snapshot" || kind === "analysis") throw new Error(`There is no text in a file of the kind ${kind}.`);
    const endsWithNewline = end === "newline";
    const file = new GeneratedFile(found, kind, this.deps, endsWithNewline);
    const { name, known } = found;
    return {
      name: `${name}.${ending}`,
      mediaType: TEXT,
      size: file.size,
      sha256: known.sha256,
      variant: endsWithNewline ? "newline" : undefined,
      acceptsRanges: true,
      read: (range) => file.read(range),
    };
  }

  private unwrap({ known, part }: FoundFile): Uint8Array | null {
    return known.content && this.deps.keyring.unwrap(analysisOwner(part.id), known.content);
  }

  /** Opens the data in another format. */
  private async openAs(file: GeneratedFile, format: DataFormat, gone: AbortSignal): Promise<SendableFile> {
    const { size, sha256, checkpoints: places } = await this.sizes.find(file, format, gone);
    const { ending, mediaType, acceptsRanges } = format;
    return {
      name: `${file.found.name}.${ending}`,
      mediaType,
      size,
      sha256,
      acceptsRanges,
      read: (range) => file.readAs(format, { size, places }, range),
    };
  }
}
