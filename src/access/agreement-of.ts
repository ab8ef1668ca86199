import { type Agreement, AGREEMENTS } from "./agreement.ts";
import type { Customer } from "./customer.entity.ts";

/** A customer's agreement, with the quotas that were set for this customer alone in the place of its own. */
export function agreementOf({ agreement: name, quotas }: Pick<Customer, "agreement" | "quotas">): Agreement {
  const agreement = AGREEMENTS[name];
  return quotas === null ? agreement : { ...agreement, quotas: { ...agreement.quotas, ...quotas } };
}
