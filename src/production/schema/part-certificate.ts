import type { Keyring } from "../../access/keyring.ts";
import { certificateText } from "../../certificate/certificate.ts";
import type { Loaders } from "./loaders.ts";
import type { Part } from "../records/part.entity.ts";
import { registerBefore } from "../records/register.ts";
import { recordOf } from "../records/part-record.ts";

/** The certificate of a part's data file as the text of a file, made of the part's record anew at each demand; null until `ended`. */
export async function partCertificate(
  part: Part,
  loaders: ReturnType<Loaders>,
  keyring: Keyring,
): Promise<string | null> {
  const [line, history, before] = await Promise.all([
    loaders.lines.load(part.lineId),
    loaders.histories.load(part.id),
    loaders.registersBefore.load(part.id),
  ]);
  const ended = recordOf(part, history, "ended");
  if (ended === null) return null;
  const { checksum, timestamps } = ended;
  const data = ended.files.find(({ kind }) => kind === "data");
  if (!data || checksum === null || timestamps.ended === undefined)
    throw new Error(`The part ${part.id} ended without a checksum or a file.`);
  return certificateText(
    {
      line: { id: line.id, alphabetId: line.alphabetId, chars: line.alphabetChars, digits: line.digits },
      part: part.number,
      firstIndex: part.firstIndex,
      size: part.size,
      registerBefore: registerBefore(line, before),
      checksum,
      data,
      endedAt: timestamps.ended,
    },
    (bytes) => keyring.sign(bytes),
  );
}
