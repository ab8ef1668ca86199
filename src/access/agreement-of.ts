import { type Agreement, AGREEMENTS } from "./agreement.ts";
import type { Customer } from "./customer.entity.ts";

/** A customer's agreement, with the prices and quotas that were set for this customer alone in the place of its own. */
export function agreementOf({
  agreement: name,
  price,
  quotas,
}: Pick<Customer, "agreement" | "price" | "quotas">): Agreement {
  const agreement = AGREEMENTS[name];
  if (price === null && quotas === null) return agreement;
  return { ...agreement, price: { ...agreement.price, ...price }, quotas: { ...agreement.quotas, ...quotas } };
}
