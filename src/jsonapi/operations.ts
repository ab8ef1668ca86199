import { toOperation } from "../graphql/execute-operation.ts";
import * as generated from "./operations.generated.ts";

/** A field that is null only where it was refused, which an operation has thrown for. */
export function answered<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new Error("An operation without an error has no answer.");
  return value;
}

/** The operations that the routes are made of: constant, so each is parsed and validated once. */
export const OPERATIONS = {
  openSession: toOperation(generated.OpenSessionDocument),
  closeSession: toOperation(generated.CloseSessionDocument),
  session: toOperation(generated.SessionDocument),
  sessions: toOperation(generated.SessionsDocument),
  sessionWithKey: toOperation(generated.SessionWithKeyDocument),
  alphabet: toOperation(generated.AlphabetDocument),
  alphabetCapacity: toOperation(generated.AlphabetCapacityDocument),
  alphabets: toOperation(generated.AlphabetsDocument),
  addAlphabet: toOperation(generated.AddAlphabetDocument),
  removeAlphabet: toOperation(generated.RemoveAlphabetDocument),
  removeAlphabets: toOperation(generated.RemoveAlphabetsDocument),
  tokens: toOperation(generated.TokensDocument),
  followTokens: toOperation(generated.FollowTokensDocument),
  allTokens: toOperation(generated.AllTokensDocument),
  requestTokens: toOperation(generated.RequestTokensDocument),
  continueTokens: toOperation(generated.ContinueTokensDocument),
  deleteTokens: toOperation(generated.DeleteTokensDocument),
  deleteAllTokens: toOperation(generated.DeleteAllTokensDocument),
} as const;
