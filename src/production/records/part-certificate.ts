import type { Keyring } from "../../access/keyring.ts";
import { certificateText } from "../../certificate/certificate.ts";
import type { Line } from "./line.entity.ts";
import type { Part } from "./part.entity.ts";
import type { History } from "./history.ts";
import { recordOf } from "./part-record.ts";
import { registerBefore } from "./register.ts";
import { shapeOfForm } from "./token-form.ts";

/** All that a part's certificate is made of. */
export interface Certifiable {
  readonly line: Line;
  readonly part: Part;
  readonly history: History;
  /** As it is stored of the part. */
  readonly register: Uint8Array | null;
}

/** The certificate of a part's data file as the text of a file, made of the part's record anew at each demand; null until `ended`. */
export function partCertificate({ line, part, history, register }: Certifiable, keyring: Keyring): string | null {
  const ended = recordOf(part, history, "ended");
  if (ended === null) return null;
  const { checksum, timestamps } = ended;
  const data = ended.files.find(({ kind }) => kind === "data");
  if (!data || checksum === null || timestamps.ended === undefined)
    throw new Error(`The part ${part.id} ended without a checksum or a file.`);
  return certificateText(
    {
      line: { id: line.id, alphabetId: line.alphabetId, ...shapeOfForm(line) },
      part: part.number,
      firstIndex: part.firstIndex,
      size: part.size,
      registerBefore: registerBefore(line, register),
      checksum,
      data,
      endedAt: timestamps.ended,
    },
    (bytes) => keyring.sign(bytes),
  );
}
