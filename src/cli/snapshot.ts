import { readFileSync } from "node:fs";
import type { EntityManager } from "@mikro-orm/core";
import { findCustomer } from "../access/find-customer.ts";
import type { Keyring } from "../access/keyring.ts";
import { OperatorError, ServiceError } from "../errors.ts";
import { formatSha256 } from "../format/format.ts";
import { adoptLine } from "../snapshot/ledger.ts";
import type { LineState } from "../snapshot/line-state.ts";
import { openSnapshot } from "../snapshot/open-snapshot.ts";
import { sealingKeyId } from "../snapshot/snapshot-format.ts";
import { say, sayJson } from "./terminal.ts";
import { withStorage } from "./with-storage.ts";

export async function showSnapshot(file: string, { json = false }: { readonly json?: boolean } = {}): Promise<void> {
  await withStorage(({ keyring }) => {
    if (json) sayJson(snapshotFacts(file, keyring));
    else say(describeSnapshot(file, keyring));
    return Promise.resolve();
  });
}

/** Adopts the line of a snapshot, and says what has changed. */
export async function importSnapshot(file: string, customerId: string | undefined): Promise<void> {
  await withStorage(async ({ database, keyring }) => {
    say(await importLine(database.em.fork(), { file, keyring, customerId }));
  });
}

/**
 * What a snapshot says, line by line, but no key.
 *
 * @throws {OperatorError} where it cannot be read or opened.
 */
export function describeSnapshot(file: string, keyring: Keyring): string {
  return Object.entries(snapshotFacts(file, keyring))
    .map(([name, value]) => `${name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).padEnd(13)}${value}`)
    .join("\n");
}

function snapshotFacts(file: string, keyring: Keyring): Readonly<Record<string, string | number>> {
  const { bytes, state } = readSnapshot(file, keyring);
  return {
    line: state.lineId,
    customer: state.customerId,
    ...(state.format === undefined ? { alphabet: state.alphabet.id } : { format: formatSha256(state.format.text) }),
    digits: state.digits,
    nextIndex: String(state.nextIndex),
    partNumber: state.partNumber,
    keyId: sealingKeyId(bytes),
  };
}

/**
 * Enters a snapshot's line into the ledger.
 *
 * @param options.customerId may be left out where there is only one customer.
 * @returns what has changed, as a sentence.
 * @throws {OperatorError} where nothing has changed, and why.
 */
export async function importLine(
  em: EntityManager,
  { file, keyring, customerId }: { file: string; keyring: Keyring; customerId: string | undefined },
): Promise<string> {
  const { lineId, nextIndex } = readSnapshot(file, keyring).state;
  return em.transactional(async (inside) => {
    const customer = await findCustomer(inside, customerId);
    const before = await adoptLine(inside, { lineId, customerId: customer.id, nextIndex });
    if (before === null)
      return `The customer ${customer.id} can continue the line ${lineId} from index ${nextIndex} on.`;
    if (before < nextIndex)
      return `The line ${lineId}, known at index ${before}, was moved forward to index ${nextIndex}; it stays its customer's.`;
    throw new OperatorError(
      `The line ${lineId} is already known at index ${before}, and the snapshot's is ${nextIndex}: nothing was changed.`,
    );
  });
}

function readSnapshot(file: string, keyring: Keyring): { bytes: Buffer; state: LineState } {
  const bytes = readBytes(file);
  try {
    return { bytes, state: openSnapshot(bytes, keyring) };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw new OperatorError(
      `${file} cannot be used: it is no snapshot, or was changed, or MASTER_KEY does not list the key that has sealed it.`,
      { cause: error },
    );
  }
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new OperatorError(`${file} cannot be read.`, { cause });
  }
}
