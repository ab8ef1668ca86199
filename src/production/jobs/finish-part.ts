import type { EntityManager } from "@mikro-orm/core";
import type { Keyring } from "../../access/keyring.ts";
import { keptStatement, runKept } from "../../database/kept-statement.ts";
import type { Register } from "../../generator/line/checksum.ts";
import type { GeneratorLine } from "../../generator/line/line.ts";
import type { Runtime } from "../../lib/runtime.ts";
import { sealSnapshot } from "../../snapshot/seal-snapshot.ts";
import { changeStatus } from "../records/change-status.ts";
import { generatorLineOf } from "../records/generator-line.ts";
import { storedFile, storeFile } from "./stored-files.ts";
import type { Line } from "../records/line.entity.ts";
import type { PartFile } from "../records/part-file.entity.ts";
import type { Part } from "../records/part.entity.ts";
import { toRegister } from "../records/register.ts";
import { seedOf } from "../records/seed.ts";
import type { PartRecord } from "../records/part-record.ts";
import { capacityOf } from "../records/token-form.ts";

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
  if (goesOn(finished)) {
    const [row] = await runKept<Pick<Part, "register">>(em, REGISTER_OF, [part.id]);
    const generator = generatorLineOf(line, keyring);
    if (generator === null || !row?.register) throw new Error(`The part ${part.id} has no state to seal.`);
    await storeFile(em, snapshotFile(finished, { generator, register: toRegister(row.register) }));
  }
  return changeStatus(em, part, { to: "finished", at: runtime.now() });
}

/** Whether the line has a state from which it could go on. */
export function goesOn({ line, part }: Pick<FinishedPart, "line" | "part">): boolean {
  return part.firstIndex + part.size < capacityOf(line);
}

/** The snapshot of a line that goes on, as it is stored. */
export function snapshotFile(finished: FinishedPart, state: SealedState): PartFile {
  const { part, keyring } = finished;
  const snapshot = sealState(finished, state);
  const content = { plain: snapshot, stored: snapshot, seed: seedOf(part, keyring) };
  return storedFile({ partId: part.id, kind: "snapshot", since: "finished" }, content);
}

/** What is not of the rows themselves. */
interface SealedState {
  readonly generator: GeneratorLine;
  readonly register: Register;
}

function sealState({ line, part, keyring, runtime }: FinishedPart, { generator, register }: SealedState): Buffer {
  const { id: lineId, customerId, digits, generatorVersion, alphabetId, alphabetChars, format: text } = line;
  const alphabet = { id: alphabetId, chars: alphabetChars };
  const nextIndex = part.firstIndex + part.size;
  return sealSnapshot(
    {
      lineId,
      customerId,
      generatorVersion,
      key: generator.key,
      alphabet,
      ...(text !== null && { format: { text, capacity: capacityOf(line) } }),
      digits,
      nextIndex,
      register,
      partNumber: part.number,
    },
    { keyring, ...runtime },
  );
}
