import {
  AlphabetsDocument,
  type AlphabetRowFragment,
  CustomerDocument,
  type CustomerQuery,
} from "../api/operations.generated.ts";
import { type Asked, useAsk } from "./use-ask.ts";

export type Customer = NonNullable<CustomerQuery["customer"]>;

/** The customer of the Api-Key. */
export function useCustomer(): Asked<Customer> {
  const asked = useAsk(CustomerDocument, {});
  return { ...asked, data: asked.data?.customer ?? null };
}

/** All alphabets that the session can use. */
export function useAlphabets(): Asked<readonly AlphabetRowFragment[]> {
  const asked = useAsk(AlphabetsDocument, {});
  return { ...asked, data: asked.data?.alphabets?.edges.map(({ node }) => node) ?? null };
}
