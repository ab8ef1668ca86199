import type { EntityManager } from "@mikro-orm/core";
import type { Keyring } from "../../access/keyring.ts";
import { keptStatement, runKept } from "../../database/kept-statement.ts";
import type { Runtime } from "../../lib/runtime.ts";
import { sealSnapshot } from "../../snapshot/seal-snapshot.ts";
import { changeStatus } from "../records/change-status.ts";
import { generatorLineOf, capacityOf } from "../records/generator-line.ts";
import { storeFile } from "./stored-files.ts";
import type { Line } from "../records/line.entity.ts";
import type { Part } from "../records/part.entity.ts";
import { toRegister } from "../records/register.ts";
import { seedOf } from "../records/seed.ts";
import type { PartRecord } from "../records/part-record.ts";

export interface FinishedPart {
  readonly line: Line;
  readonly part: Part;
  readonly keyring: Keyring;
  readonly runtime: Runtime;
}

const REGISTER_OF = keptStatement(() => "select register from part where id = ?");

/** Seals the line's state, unless the line is exhausted, with the status that tells it; inside the caller's transaction. */
export async function finishPart(em: EntityManager, finished: FinishedPart): Promise<PartRecord> {
  const { line, part, keyring, runtime } = finished;
  if (part.firstIndex + part.size < capacityOf(line)) {
    const snapshot = await sealState(em, finished);
    const content = { plain: snapshot, stored: snapshot, seed: seedOf(part, keyring) };
    await storeFile(em, { partId: part.id, kind: "snapshot", since: "finished" }, content);
  }
  return changeStatus(em, part, { to: "finished", at: runtime.now() });
}

async function sealState(em: EntityManager, { line, part, keyring, runtime }: FinishedPart): Promise<Buffer> {
  const [row] = await runKept<Pick<Part, "register">>(em, REGISTER_OF, [part.id]);
  const generator = generatorLineOf(line, keyring);
  if (generator === null || !row?.register) throw new Error(`The part ${part.id} has no state to seal.`);
  const { id: lineId, customerId, digits, generatorVersion, alphabetId, alphabetChars } = line;
  const alphabet = { id: alphabetId, chars: alphabetChars };
  const nextIndex = part.firstIndex + part.size;
  return sealSnapshot(
    {
      lineId,
      customerId,
      generatorVersion,
      key: generator.key,
      alphabet,
      digits,
      nextIndex,
      register: toRegister(row.register),
      partNumber: part.number,
    },
    { keyring, ...runtime },
  );
}
