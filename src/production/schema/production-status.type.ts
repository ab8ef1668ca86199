import { Field, Float, Int, ObjectType, registerEnumType } from "type-graphql";
import { costs } from "../../graphql/field-cost.ts";
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
registerEnumType(StatusEnum, { name: "Status", description: "Where a production stands." });

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
  description: "Which record to show: as it is now, or as it was when that status was reached.",
});

export const FileKindEnum = {
  DATA: "data",
  DATA_GZ: "data_gz",
  SNAPSHOT: "snapshot",
  ANALYSIS: "analysis",
  SCORE: "score",
  DELTA: "delta",
} as const satisfies Record<string, ListedKind>;
registerEnumType(FileKindEnum, { name: "FileKind" });

@ObjectType("Timestamps", { description: "When each status was reached." })
export class TimestampsType {
  @Field(() => DateTimeScalar)
  requested!: Date;

  @Field(() => DateTimeScalar, { nullable: true })
  started?: Date;

  @Field(() => DateTimeScalar, { nullable: true })
  ended?: Date;

  @Field(() => DateTimeScalar, { nullable: true })
  finished?: Date;

  @Field(() => DateTimeScalar, { nullable: true })
  analyzed?: Date;

  @Field(() => DateTimeScalar, { nullable: true })
  failed?: Date;

  @Field(() => DateTimeScalar, { nullable: true })
  cancelled?: Date;

  @Field(() => DateTimeScalar, { nullable: true })
  deleted?: Date;
}

@ObjectType("File", { description: "A file that can be downloaded with the Session-Key." })
export class FileType {
  @Field(() => FileKindEnum)
  kind!: ListedKind;

  @Field(() => String, { description: "Its path on this server." })
  url!: string;

  @Field(() => BigIntScalar, {
    nullable: true,
    description: "Bytes; null for a compressed file that nobody has asked for yet.",
  })
  size!: bigint | null;

  @Field(() => String, { nullable: true, description: "HMAC-SHA-256 under the seed, in hex; null without one." })
  hash!: string | null;

  @Field(() => String, { nullable: true, description: "SHA-256 in hex." })
  sha256!: string | null;
}

@ObjectType("ProductionError")
export class ProductionErrorType {
  @Field(() => String)
  code!: string;

  @Field(() => String)
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

  @Field(() => StatusEnum)
  get status(): Status {
    return this.view.status;
  }

  @Field(() => BigIntScalar, { description: "Tokens." })
  get size(): bigint {
    return this.view.size;
  }

  @Field(() => BigIntScalar, {
    description:
      "Tokens that the line can still make: before the production until it has ended, after it from then on.",
  })
  get available(): bigint {
    return this.view.available;
  }

  @Field(() => BigIntScalar, { description: "Tokens that one more order could get." })
  get reachable(): bigint {
    return this.view.reachable;
  }

  @Field(() => Int, { description: "0 to 100." })
  get progress(): number {
    return this.view.progress;
  }

  @Field(() => Float, { nullable: true, description: "Whole digits per second; null before `ended`." })
  get rate(): number | null {
    return this.view.rate;
  }

  @Field(() => Boolean, { nullable: true, description: "Whether the line has tokens left; null before `ended`." })
  get partial(): boolean | null {
    return this.view.partial;
  }

  @Field(() => String, {
    nullable: true,
    description: "The XOR of all tokens of the line as bits; all zeros once it is complete.",
  })
  get checksum(): string | null {
    return this.view.checksum;
  }

  @Field(() => [FileType])
  @costs({ times: Object.keys(FileKindEnum).length })
  get files(): FileType[] {
    return this.view.files.flatMap(({ kind, size, hash, sha256 }) => {
      if (kind === "data_gz" || !isListed(kind)) return [];
      const file = { kind, url: this.path(kind), size, hash, sha256 };
      return kind === "data" ? [file, this.compressed()] : [file];
    });
  }

  @Field(() => TimestampsType)
  get timestamps(): TimestampsType {
    const { requested, ...others } = this.view.timestamps;
    if (requested === undefined) throw new Error("A production begins with its request.");
    return { requested, ...others };
  }

  @Field(() => ProductionErrorType, {
    nullable: true,
    description: "Why the part has failed; of a finished one, why it has no analysis.",
  })
  get error(): ProductionErrorType | null {
    return this.view.error;
  }

  private compressed(): FileType {
    const known = this.view.files.find(({ kind }) => kind === "data_gz");
    return {
      kind: "data_gz",
      url: this.path("data", "gz"),
      size: known?.size ?? null,
      hash: null,
      sha256: known?.sha256 ?? null,
    };
  }

  private path(kind: ListedKind, format?: string): string {
    const query = [
      ...(format === undefined ? [] : [`format=${format}`]),
      ...(this.part === null ? [] : [`part=${this.part}`]),
    ].join("&");
    return `${this.publicPath}/api/tokens/${this.view.lineId}/${kind}${query && `?${query}`}`;
  }
}

function isListed(kind: FileKind): kind is ListedKind {
  return Object.values<FileKind>(FileKindEnum).includes(kind);
}
