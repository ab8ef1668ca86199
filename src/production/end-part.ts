import type { EntityManager } from "@mikro-orm/core";
import { AGREEMENTS } from "../access/agreement.ts";
import { Customer } from "../access/customer.entity.ts";
import { reachable } from "../alphabet/reachable.ts";
import { checksumBits } from "../generator/checksum.ts";
import { changeStatus } from "./change-status.ts";
import { lineCapacity, widestTokenBytes } from "./generator-line.ts";
import type { Line } from "./line.entity.ts";
import { Part } from "./part.entity.ts";
import { PartFile } from "./part-file.entity.ts";
import type { PassResult } from "./pass.ts";
import { toBytes } from "./register-bytes.ts";
import type { StatusView } from "./status-view.ts";

export interface EndedPart {
  readonly line: Line;
  readonly part: Part;
  readonly result: PassResult;
  /** Of the pass, by a monotonic clock. */
  readonly elapsedMs: number;
  readonly at: Date;
}

/** Writes all that the pass has found out, with the status that tells it, inside the caller's transaction. */
export async function endPart(em: EntityManager, { line, part, result, elapsedMs, at }: EndedPart): Promise<StatusView> {
  const { agreement } = await em.findOneOrFail(Customer, line.customerId);
  const available = lineCapacity(line) - part.firstIndex - part.size;
  await em.nativeUpdate(Part, { id: part.id }, { progress: 100, register: toBytes(result.register) });
  const { bytes: size, sha256, hash, checkpoints } = result;
  await em.insert(PartFile, { partId: part.id, kind: "data", since: "ended", size, sha256, hash, checkpoints });
  return changeStatus(em, part, {
    to: "ended",
    at,
    facts: {
      available,
      reachable: reachable(available, widestTokenBytes(line), AGREEMENTS[agreement]),
      progress: 100,
      rate: digitsPerSecond(part.size * BigInt(line.digits), elapsedMs),
      partial: available > 0n,
      checksum: checksumBits(result.register, line.alphabetChars),
    },
  });
}

/** Whole digits per second; a pass takes at least a millisecond. */
function digitsPerSecond(digits: bigint, elapsedMs: number): number {
  return Math.floor((Number(digits) * 1000) / Math.max(1, elapsedMs));
}
