import { toOperation } from "../graphql/execute-operation.ts";
import * as generated from "./operations.generated.ts";

/** The operations that the routes are made of: constant, so each is parsed and validated once. */
export const OPERATIONS = {
  openSession: toOperation(generated.OpenSessionDocument),
  closeSession: toOperation(generated.CloseSessionDocument),
  session: toOperation(generated.SessionDocument),
  sessions: toOperation(generated.SessionsDocument),
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
