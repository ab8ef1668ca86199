import type { NamedMigration } from "../../profile.ts";
import { FirstTables } from "./0001-first-tables.ts";
import { FurtherParts } from "./0002-further-parts.ts";
import { PaymentIntents } from "./0003-payment-intents.ts";
import { NewGzip } from "./0004-new-gzip.ts";
import { PartAnalyses } from "./0005-part-analyses.ts";
import { CustomerQuotas } from "./0006-customer-quotas.ts";
import { UnfinishedParts } from "./0007-unfinished-parts.ts";
import { SealedSeeds } from "./0008-sealed-seeds.ts";
import { RetiredKeys } from "./0009-retired-keys.ts";
import { BoundedRows } from "./0010-bounded-rows.ts";
import { Epochs } from "./0011-epochs.ts";
import { LineFormats } from "./0012-line-formats.ts";
import { LineShapes } from "./0013-line-shapes.ts";
import { MerkleRoots } from "./0014-merkle-roots.ts";
import { CustomerPrices } from "./0015-customer-prices.ts";
import { LinesOpened } from "./0016-lines-opened.ts";

/** In the order of their making; a name, once released, never changes. */
export const MIGRATIONS: readonly NamedMigration[] = [
  { name: "0001-first-tables", class: FirstTables },
  { name: "0002-further-parts", class: FurtherParts },
  { name: "0003-payment-intents", class: PaymentIntents },
  { name: "0004-new-gzip", class: NewGzip },
  { name: "0005-part-analyses", class: PartAnalyses },
  { name: "0006-customer-quotas", class: CustomerQuotas },
  { name: "0007-unfinished-parts", class: UnfinishedParts },
  { name: "0008-sealed-seeds", class: SealedSeeds },
  { name: "0009-retired-keys", class: RetiredKeys },
  { name: "0010-bounded-rows", class: BoundedRows },
  { name: "0011-epochs", class: Epochs },
  { name: "0012-line-formats", class: LineFormats },
  { name: "0013-line-shapes", class: LineShapes },
  { name: "0014-merkle-roots", class: MerkleRoots },
  { name: "0015-customer-prices", class: CustomerPrices },
  { name: "0016-lines-opened", class: LinesOpened },
];
