import type { Session } from "../../access/session.entity.ts";
import { ServiceError } from "../../errors.ts";
import { analysisOwner } from "../records/findings.ts";
import { DATA_FORMATS } from "./data-format.ts";
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
          ? openGenerated(new GeneratedFile(found, kind, deps), "txt")
          : this.openAs(new GeneratedFile(found, kind, deps), request.format, gone);
      case "score":
      case "delta":
        return openGenerated(new GeneratedFile(found, kind, deps), `${kind}.txt`);
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

  private unwrap({ known, part }: FoundFile): Uint8Array | null {
    return known.content && this.deps.keyring.unwrap(analysisOwner(part.id), known.content);
  }

  /** Opens the data in another format, which is written as a whole. */
  private async openAs(
    file: GeneratedFile,
    formatName: keyof typeof DATA_FORMATS,
    gone: AbortSignal,
  ): Promise<SendableFile> {
    const format = DATA_FORMATS[formatName];
    const { size, sha256 } = await this.sizes.find(file, format, gone);
    const { ending, mediaType } = format;
    const name = `${file.found.name}.${ending}`;
    return { name, mediaType, size, sha256, acceptsRanges: false, read: () => file.readAs(format) };
  }
}

function openGenerated(file: GeneratedFile, ending: string): SendableFile {
  const { name, known } = file.found;
  const { size, sha256 } = known;
  const read = (range: ByteRange) => file.read(range);
  return { name: `${name}.${ending}`, mediaType: TEXT, size, sha256, acceptsRanges: true, read };
}
