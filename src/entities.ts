import type { EntityClass } from "@mikro-orm/core";
import { ApiKey } from "./access/api-key.entity.ts";
import { Customer } from "./access/customer.entity.ts";
import { IdempotencyKey } from "./access/idempotency-key.entity.ts";
import { MasterKeyUse } from "./access/master-key-use.entity.ts";
import { Session } from "./access/session.entity.ts";
import { CustomAlphabet } from "./alphabet/custom-alphabet.entity.ts";
import { PaymentIntent } from "./payment/payment-intent.entity.ts";
import { Payment } from "./payment/payment.entity.ts";
import { NamedFormat } from "./production/formats/named-format.entity.ts";
import { Line } from "./production/records/line.entity.ts";
import { PartAnalysis } from "./production/records/part-analysis.entity.ts";
import { PartFile } from "./production/records/part-file.entity.ts";
import { Part } from "./production/records/part.entity.ts";
import { StatusRecord } from "./production/records/status-record.entity.ts";
import { LedgerEntry } from "./snapshot/ledger-entry.entity.ts";

/** All that the database holds. */
export const ENTITIES: readonly EntityClass<object>[] = [
  Customer,
  ApiKey,
  MasterKeyUse,
  Session,
  IdempotencyKey,
  CustomAlphabet,
  NamedFormat,
  Payment,
  PaymentIntent,
  Line,
  Part,
  StatusRecord,
  PartFile,
  PartAnalysis,
  LedgerEntry,
];
