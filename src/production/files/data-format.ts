import type { FileKind } from "../records/part-file.entity.ts";
import type { DataSource } from "./data-source.ts";
import { gzipFormat } from "./gzip-format.ts";
import { rowsFormat } from "./rows-format.ts";
import type { ByteRange } from "./text-file.ts";
import { csvRows, JSON_ROWS, NDJSON_ROWS } from "./text-rows.ts";
import { xlsxFormat } from "./xlsx-format.ts";

/** How a data file can be written besides as it is. */
export type DataFormatName = "gz" | "csv" | "json" | "ndjson" | "xlsx";

/** What a format's file is found to be when it is written as a whole for the first time. */
export interface Measured {
  /** Bytes. */
  readonly size: bigint;
  /** What must be known to write it from any byte on; null where it is always written as a whole. */
  readonly places: Uint8Array | null;
}

/** A way to write a part's data. */
export interface DataFormat {
  /** Under which its size is kept. */
  readonly kind: FileKind;
  readonly ending: string;
  readonly mediaType: string;
  readonly acceptsRanges: boolean;
  /** @throws {ServiceError} `FILE_TOO_LARGE` for more than the format can hold. */
  readonly refuse?: (data: DataSource) => void;
  /** Writes the whole file, and gives its places at the end. */
  readonly measure: (data: DataSource) => AsyncGenerator<Uint8Array, Uint8Array | null, undefined>;
  /** Writes a range of it; the whole file where it accepts none. */
  readonly read: (data: DataSource, measured: Measured, range: ByteRange) => AsyncIterable<Uint8Array>;
}

/** A format as it is asked for. */
export interface FormatChoice {
  readonly format: DataFormatName;
  /** Of compressed text: whether it ends with a newline. */
  readonly end?: "newline" | null | undefined;
  /** Of csv: whether it begins with a byte order mark. */
  readonly bom?: boolean | undefined;
  /** Of csv: whether tokens that look like formulas are guarded. */
  readonly guardFormulas?: boolean | undefined;
}

export function dataFormat({ format, end, bom = false, guardFormulas = false }: FormatChoice): DataFormat {
  switch (format) {
    case "gz":
      return gzipFormat(end === "newline");
    case "csv":
      return rowsFormat(csvRows({ hasByteOrderMark: bom, guardsFormulas: guardFormulas }), {
        kind: `data_csv${bom ? "_bom" : ""}${guardFormulas ? "_guarded" : ""}`,
        ending: "csv",
        mediaType: "text/csv; charset=utf-8",
        acceptsRanges: true,
      });
    case "json":
      return rowsFormat(JSON_ROWS, {
        kind: "data_json",
        ending: "json",
        mediaType: "application/json",
        acceptsRanges: false,
      });
    case "ndjson":
      return rowsFormat(NDJSON_ROWS, {
        kind: "data_ndjson",
        ending: "ndjson",
        mediaType: "application/x-ndjson",
        acceptsRanges: true,
      });
    case "xlsx":
      return xlsxFormat();
  }
}
