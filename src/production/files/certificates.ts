import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { Keyring } from "../../access/keyring.ts";
import type { Session } from "../../access/session.entity.ts";
import type { Database } from "../../database/start-database.ts";
import { ServiceError } from "../../errors.ts";
import type { Runtime } from "../../lib/runtime.ts";
import { secondsLeft } from "../../lib/seconds-left.ts";
import { requireLine } from "../records/find-line.ts";
import type { Line } from "../records/line.entity.ts";
import { partCertificate } from "../records/part-certificate.ts";
import { type History, readHistories } from "../records/history.ts";
import { recordOf } from "../records/part-record.ts";
import type { Part } from "../records/part.entity.ts";
import { canReach } from "../records/status.ts";
import { nameOf, requirePart } from "./find-file.ts";
import type { SendableFile } from "./files.ts";

/** As envelopes of DSSE are told from other JSON. */
const MEDIA_TYPE = "application/vnd.dsse.envelope.v1+json";

export interface CertificatesDeps {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly runtime: Pick<Runtime, "now">;
}

/** Whose certificate is asked for. */
export interface CertificateRequest {
  readonly lineId: string;
  /** The part's number; the newest part without one. */
  readonly part: number | null;
}

/** The certificates of each session's lines, as files: of a part that was deleted, too, once its line goes on. */
export class Certificates {
  constructor(private readonly deps: CertificatesDeps) {}

  /** @throws {ServiceError} `NOT_FOUND` for a line or part that the session does not have or that never ends, `NOT_READY` for one that will end. */
  async open(session: Session, { lineId, part: number }: CertificateRequest): Promise<SendableFile> {
    const { database, keyring, runtime } = this.deps;
    const em = database.em.fork();
    const line = await requireLine(em, session, lineId);
    const part = await requirePart(em, line, number);
    const [history = { records: [], files: [] }] = await readHistories(em, [part.id]);
    const text = partCertificate({ line, part, history, register: part.registerBefore }, keyring);
    if (text === null) throw absence({ line, part, history }, runtime.now());
    const bytes = Buffer.from(text);
    return {
      name: `${nameOf(line, part)}.certificate.json`,
      mediaType: MEDIA_TYPE,
      size: BigInt(bytes.length),
      sha256: createHash("sha256").update(bytes).digest("hex"),
      acceptsRanges: true,
      read: ({ start, end }) => Readable.from([bytes.subarray(Number(start), Number(end))]),
    };
  }
}

interface Uncertified {
  readonly line: Line;
  readonly part: Part;
  readonly history: History;
}

function absence({ line, part, history }: Uncertified, now: Date): ServiceError {
  const { status } = part;
  if (!canReach(status, "ended"))
    return new ServiceError("NOT_FOUND", `There is no certificate: the production is ${status}.`, "id");
  const { progress, timestamps } = recordOf(part, history, "current") ?? { progress: 0, timestamps: {} };
  const since = timestamps[status] ?? line.requestedAt;
  return new ServiceError("NOT_READY", `The certificate is not there yet: the production is ${status}.`, "id", {
    retryAfterSeconds: secondsLeft({ progress, since, now }),
  });
}
