import { deserialize, serialize } from "node:v8";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Keyring } from "../../access/keyring.ts";
import type { Findings } from "../../analysis/analyse.ts";

/** As they are stored: only for this part, and only by this keyring to be read. */
export function wrapFindings(partId: string, findings: Findings, keyring: Keyring): Buffer {
  return keyring.wrap(findingsOwner(partId), deflateRawSync(serialize(findings)));
}

export function unwrapFindings(partId: string, wrapped: Uint8Array, keyring: Keyring): Findings {
  return deserialize(inflateRawSync(keyring.unwrap(findingsOwner(partId), wrapped))) as Findings; // what was wrapped for the part
}

/** How a part's stored analysis is wrapped: for this part and no other. */
export function findingsOwner(partId: string): string {
  return `findings:${partId}`;
}

/** How a part's analysis file is wrapped. */
export function analysisOwner(partId: string): string {
  return `analysis:${partId}`;
}
