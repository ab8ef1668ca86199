import type { Keyring } from "../access/keyring.ts";
import type { SealedColumn } from "../access/rewrap.ts";
import { secretOwner } from "../payment/payments.ts";
import { analysisOwner, findingsOwner } from "../production/records/findings.ts";
import { lineKeyOwner } from "../production/records/generator-line.ts";
import { seedOwner } from "../production/records/seed.ts";

/** All that the database holds wrapped, but for snapshots: those are sealed, and their hashes were told. */
export function sealedColumns(keyring: Keyring): readonly SealedColumn[] {
  return [
    { table: "line", id: "id", column: "key_wrapped", ownerOf: lineKeyOwner },
    {
      table: "session",
      id: "id",
      column: "key_wrapped",
      ownerOf: (id) => `session:${id}`,
      derived: (key) => ({ key_digest: keyring.digest("session-key", key.toString()) }),
    },
    { table: "payment_intent", id: "id", column: "client_secret_wrapped", ownerOf: secretOwner },
    { table: "part", id: "id", column: "seed_wrapped", ownerOf: seedOwner },
    { table: "part_file", id: "part_id", column: "content", where: "\"kind\" = 'analysis'", ownerOf: analysisOwner },
    { table: "part_analysis", id: "part_id", column: "findings", ownerOf: findingsOwner },
  ];
}
