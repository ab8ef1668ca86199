import { ArgsType, Field, registerEnumType } from "type-graphql";
import type { DataFormatName } from "../files/data-format.ts";

export const FileFormatEnum = {
  GZ: "gz",
  CSV: "csv",
  JSON: "json",
  NDJSON: "ndjson",
  XLSX: "xlsx",
} as const satisfies Record<string, DataFormatName>;
registerEnumType(FileFormatEnum, {
  name: "FileFormat",
  description: "How the data can be written besides as it is.",
  valuesConfig: {
    GZ: { description: "The same text, compressed with gzip." },
    CSV: { description: "CSV by RFC 4180, with the columns index and token." },
    JSON: { description: "An array of strings." },
    NDJSON: { description: "A JSON string on each line." },
    XLSX: { description: "A workbook for spreadsheets, with cells of text; for at most 10,000,000 tokens." },
  },
});

export const FileEndEnum = { NONE: "none", NEWLINE: "newline" } as const;
registerEnumType(FileEndEnum, {
  name: "FileEnd",
  description: "How a file of text ends.",
  valuesConfig: {
    NONE: { description: "With the last token, as the certificate has it." },
    NEWLINE: { description: "With a newline, so that files can be put together." },
  },
});

/** How a file is to be written. */
@ArgsType()
export class FileChoiceArgs {
  @Field(() => FileFormatEnum, {
    nullable: true,
    description: "The format of the data; the file as it is unless told.",
  })
  format?: DataFormatName | null;

  @Field(() => FileEndEnum, {
    defaultValue: "none",
    description: "How the text ends: of data, scores and deltas as they are, and of data compressed with gzip.",
  })
  end!: "none" | "newline";

  @Field(() => Boolean, {
    defaultValue: false,
    description: "Whether csv begins with a byte order mark, by which Excel knows UTF-8.",
  })
  bom!: boolean;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      "Whether csv has an apostrophe before each token that begins like a formula, with one of `=`, `+`, `-` and `@`.",
  })
  guardFormulas!: boolean;
}
