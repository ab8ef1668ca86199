import type { NamedMigration } from "../../profile.ts";
import { FirstTables } from "./0001-first-tables.ts";
import { FurtherParts } from "./0002-further-parts.ts";
import { PaymentIntents } from "./0003-payment-intents.ts";
import { NewGzip } from "./0004-new-gzip.ts";
import { PartAnalyses } from "./0005-part-analyses.ts";
import { CustomerQuotas } from "./0006-customer-quotas.ts";
import { UnfinishedParts } from "./0007-unfinished-parts.ts";

/** In the order of their making; a name, once released, never changes. */
export const MIGRATIONS: readonly NamedMigration[] = [
  { name: "0001-first-tables", class: FirstTables },
  { name: "0002-further-parts", class: FurtherParts },
  { name: "0003-payment-intents", class: PaymentIntents },
  { name: "0004-new-gzip", class: NewGzip },
  { name: "0005-part-analyses", class: PartAnalyses },
  { name: "0006-customer-quotas", class: CustomerQuotas },
  { name: "0007-unfinished-parts", class: UnfinishedParts },
];
