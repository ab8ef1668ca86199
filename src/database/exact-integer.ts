import { Type } from "@mikro-orm/core";

/** A bigint as a decimal string: exact at any size on every database, and only ever compared for equality there. */
export class ExactInteger extends Type<bigint, string> {
  override convertToDatabaseValue(value: bigint): string {
    return String(value);
  }

  override convertToJSValue(value: string): bigint {
    return BigInt(value);
  }

  override compareAsType(): string {
    return "string";
  }

  override getColumnType(): string {
    return "text";
  }
}
