import { brotliDecompressSync, gunzipSync } from "node:zlib";
import type { Answer } from "./exchange.ts";

/** The body as it was before its content coding. */
export function decoded({ headers, bytes }: Pick<Answer, "headers" | "bytes">): Buffer {
  const coding = headers["content-encoding"];
  if (coding === "br") return brotliDecompressSync(bytes);
  return coding === "gzip" ? gunzipSync(bytes) : bytes;
}
