import { Type } from "@mikro-orm/core";

/** A bigint as a decimal string: exact at any size on every database, and only ever compared for equality there. */
export class ExactInteger extends Type<bigint | null, string | null> {
  override convertToDatabaseValue(value: bigint | null): string | null {
    return value === null ? null : String(value);
  }

  override convertToJSValue(value: string | null): bigint | null {
    return value === null ? null : BigInt(value);
  }

  override compareAsType(): string {
    return "string";
  }

  override getColumnType(): string {
    return "text";
  }
}
