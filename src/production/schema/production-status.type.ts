import { Field, Float, Int, ObjectType, registerEnumType } from "type-graphql";
import { costs } from "../../graphql/field-cost.ts";
import { ErrorCodeEnum, isPublicCode, type PublicCode } from "../../graphql/error-code.type.ts";
import { BigIntScalar, DateTimeScalar } from "../../graphql/scalars.ts";
import type { FileKind, ListedKind } from "../records/part-file.entity.ts";
import type { Status, View } from "../records/status.ts";
import type { PartRecord } from "../records/part-record.ts";

export const StatusEnum = {
  REQUESTED: "requested",
  STARTED: "started",
  ENDED: "ended",
  FINISHED: "finished",
  ANALYZED: "analyzed",
  DELETED: "deleted",
  FAILED: "failed",
  CANCELLED: "cancelled",
} as const satisfies Record<string, Status>;
registerEnumType(StatusEnum, {
  name: "Status",
  description: "Where a production stands.",
  valuesConfig: {
    REQUESTED: { description: "The order is accepted." },
    STARTED: { description: "Tokens are being made." },
    ENDED: { description: "All tokens are made and can be downloaded." },
    FINISHED: { description: "The snapshot is sealed, unless the line is exhausted." },
    ANALYZED: { description: "The analysis that was ordered is done." },
    DELETED: { description: "The key of the line is destroyed, and its files are gone." },
    FAILED: {
      description: "The production failed before it ended. No token was shown, and the payment is free again.",
    },
    CANCELLED: {
      description: "The production was stopped before it ended. No token was shown, and the payment is free again.",
    },
  },
});

export const StatusViewEnum = {
  CURRENT: "current",
  REQUESTED: "requested",
  STARTED: "started",
  ENDED: "ended",
  FINISHED: "finished",
  ANALYZED: "analyzed",
} as const satisfies Record<string, View>;
registerEnumType(StatusViewEnum, {
  name: "StatusView",
  description: "Which record to show: the one as it is now, or the one as it was when that status was reached.",
  valuesConfig: {
    CURRENT: { description: "The record as it is now." },
    REQUESTED: { description: "The record as it was at `REQUESTED`." },
    STARTED: { description: "The record as it was at `STARTED`." },
    ENDED: { description: "The record as it was at `ENDED`." },
    FINISHED: { description: "The record as it was at `FINISHED`." },
    ANALYZED: { description: "The record as it was at `ANALYZED`." },
  },
});

export const FileKindEnum = {
  DATA: "data",
  DATA_GZ: "data_gz",
  SNAPSHOT: "snapshot",
  ANALYSIS: "analysis",
  SCORE: "score",
  DELTA: "delta",
} as const satisfies Record<string, ListedKind>;
registerEnumType(FileKindEnum, {
  name: "FileKind",
  description: "What a file contains.",
  valuesConfig: {
    DATA: { description: "The tokens, one on each line." },
    DATA_GZ: { description: "The tokens, one on each line, compressed with gzip." },
    SNAPSHOT: { description: "The sealed state of the line, from which it can be continued." },
    ANALYSIS: { description: "The analysis, as JSON." },
    SCORE: { description: "The scores of the tokens, one on each line." },
    DELTA: { description: "The deltas of the scores, one on each line." },
  },
});

@ObjectType("Timestamps", { description: "When each status was reached." })
export class TimestampsType {
  @Field(() => DateTimeScalar, { description: "When the order was accepted." })
  requested!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: "When the production started." })
  started?: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: "When all tokens were made." })
  ended?: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: "When the snapshot was sealed, or the line found exhausted.",
  })
  finished?: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: "When the analysis was done." })
  analyzed?: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: "When the production failed." })
  failed?: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: "When the production was cancelled." })
  cancelled?: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: "When the line was deleted." })
  deleted?: Date;
}

@ObjectType("File", { description: "A file that can be downloaded with the Session-Key, or by a signed link." })
export class FileType {
  /** Of this very part, whatever comes after it: what a link is signed for. */
  path!: string;

  @Field(() => FileKindEnum, { description: "What the file contains." })
  kind!: ListedKind;

  /** The path of the file as it is. */
  url!: string;

  @Field(() => BigIntScalar, {
    nullable: true,
    description: "The number of bytes; null for a compressed file that nobody has asked for yet.",
  })
  size!: bigint | null;

  @Field(() => String, {
    nullable: true,
    description: "The HMAC-SHA-256 of the file under the seed, in hexadecimal digits; null if no seed was given.",
  })
  hash!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The SHA-256 of the file, in hexadecimal digits; null while it is not known.",
  })
  sha256!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The root of the Merkle tree over the file's leaves of 1 MiB (RFC 6962), in hexadecimal digits, by which a range of it is proven; null for files that have none.",
  })
  merkleRoot!: string | null;
}

@ObjectType("ProductionError", { description: "Why a production or an analysis has failed." })
export class ProductionErrorType {
  @Field(() => ErrorCodeEnum, { description: "The stable code of the error." })
  code!: PublicCode;

  @Field(() => String, { description: "The error in words." })
  message!: string;
}

@ObjectType("ProductionStatus", { description: "The record of a production at one status." })
export class ProductionStatusType {
  /**
   * @param publicPath what paths begin with for whoever asks.
   * @param part the number that the paths of files name; null for paths that lead to the newest part.
   */
  constructor(
    private readonly view: PartRecord,
    private readonly publicPath: string,
    private readonly part: number | null,
  ) {}

  @Field(() => StatusEnum, { description: "The status that the record is about." })
  get status(): Status {
    return this.view.status;
  }

  @Field(() => BigIntScalar, { description: "The number of tokens in the part." })
  get size(): bigint {
    return this.view.size;
  }

  @Field(() => BigIntScalar, {
    description:
      "The number of tokens that the line can still make: as it was before the production until that has ended, and as it is after it from then on.",
  })
  get available(): bigint {
    return this.view.available;
  }

  @Field(() => BigIntScalar, { description: "The number of tokens that one more order could get under the agreement." })
  get reachable(): bigint {
    return this.view.reachable;
  }

  @Field(() => Int, { description: "The progress of the production in per cent, 0 to 100." })
  get progress(): number {
    return this.view.progress;
  }

  @Field(() => Float, {
    nullable: true,
    description: "The speed of the production in whole digits per second; null until `ENDED`.",
  })
  get rate(): number | null {
    return this.view.rate;
  }

  @Field(() => Boolean, { nullable: true, description: "Whether the line has tokens left; null until `ENDED`." })
  get partial(): boolean | null {
    return this.view.partial;
  }

  @Field(() => String, {
    nullable: true,
    description:
      "The XOR of all tokens of the line so far, as bits, which is all zeros once the line is complete; null until `ENDED`.",
  })
  get checksum(): string | null {
    return this.view.checksum;
  }

  @Field(() => [FileType], { description: "The files that can be downloaded at this status." })
  @costs({ times: Object.keys(FileKindEnum).length })
  get files(): FileType[] {
    return this.view.files.flatMap(({ kind, size, hash, sha256, merkleRoot }) => {
      if (kind === "data_gz" || !isListed(kind)) return [];
      const file = { kind, path: this.ownPath(kind), url: this.path(kind), size, hash, sha256, merkleRoot };
      return kind === "data" ? [file, this.compressed()] : [file];
    });
  }

  @Field(() => TimestampsType, { description: "When each status was reached." })
  get timestamps(): TimestampsType {
    const { requested, ...others } = this.view.timestamps;
    if (requested === undefined) throw new Error("A production begins with its request.");
    return { requested, ...others };
  }

  @Field(() => ProductionErrorType, {
    nullable: true,
    description: "Why the part has failed or, for a finished part, why it has no analysis; null if neither.",
  })
  get error(): ProductionErrorType | null {
    const { error } = this.view;
    return error && { code: isPublicCode(error.code) ? error.code : "INTERNAL", message: error.message };
  }

  private compressed(): FileType {
    const known = this.view.files.find(({ kind }) => kind === "data_gz");
    return {
      kind: "data_gz",
      path: this.ownPath("data", "gz"),
      url: this.path("data", "gz"),
      size: known?.size ?? null,
      hash: null,
      sha256: known?.sha256 ?? null,
      merkleRoot: null,
    };
  }

  private path(kind: ListedKind, format?: string): string {
    return `${this.publicPath}${pathOf(this.view.lineId, kind, { format, part: this.part })}`;
  }

  private ownPath(kind: ListedKind, format?: string): string {
    return pathOf(this.view.lineId, kind, { format, part: this.view.partNumber });
  }
}

function pathOf(
  lineId: string,
  kind: ListedKind,
  { format, part }: { readonly format: string | undefined; readonly part: number | null },
): string {
  const query = [
    ...(format === undefined ? [] : [`format=${format}`]),
    ...(part === null ? [] : [`part=${part}`]),
  ].join("&");
  return `/api/tokens/${lineId}/${kind}${query && `?${query}`}`;
}

function isListed(kind: FileKind): kind is ListedKind {
  return Object.values<FileKind>(FileKindEnum).includes(kind);
}
