import {
  AlphabetsDocument,
  type AlphabetRowFragment,
  CustomerDocument,
  type CustomerQuery,
  type SessionRowFragment,
} from "../api/operations.generated.ts";
import { type Asked, useAsk } from "./use-ask.ts";

export type Customer = Omit<NonNullable<CustomerQuery["customer"]>, "sessions"> & {
  /** Newest first. */
  readonly sessions: readonly OwnSession[];
};

/** A session as the Api-Key sees it, its key with it. */
export type OwnSession = SessionRowFragment & { readonly key: string };

/** The customer of the Api-Key. */
export function useCustomer(): Asked<Customer> {
  const asked = useAsk(CustomerDocument, {});
  const customer = asked.data?.customer ?? null;
  return { ...asked, data: customer && { ...customer, sessions: ownSessions(customer) } };
}

export function ownSessions({ sessions }: NonNullable<CustomerQuery["customer"]>): readonly OwnSession[] {
  return sessions.edges.flatMap(({ node: { key, ...session } }) => (key === null ? [] : [{ ...session, key }]));
}

/** All alphabets that the session can use. */
export function useAlphabets(): Asked<readonly AlphabetRowFragment[]> {
  const asked = useAsk(AlphabetsDocument, {});
  return { ...asked, data: asked.data?.alphabets?.edges.map(({ node }) => node) ?? null };
}
