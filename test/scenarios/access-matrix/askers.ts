/** Who asks about what the owner's session holds, by what is sent along. */
export const ASKERS = {
  owner: "the owner: Api-Key and Session-Key",
  sessionAlone: "the owner's Session-Key alone",
  apiKeyAlone: "the owner's Api-Key alone",
  otherSession: "another session of the same customer",
  otherCustomer: "another customer",
  revoked: "a revoked session with an Api-Key that was replaced",
  nobody: "nobody: no credential at all",
} as const;

export type Asker = keyof typeof ASKERS;

export const ASKER_NAMES = Object.keys(ASKERS) as Asker[]; // the object's own keys

/** Those who must not learn whether an id exists. Whoever has the customer's Api-Key may know its sessions. */
export const STRANGERS: readonly Asker[] = ["otherSession", "otherCustomer", "revoked", "nobody"];

export type Credentials = Readonly<Record<string, string>>;
