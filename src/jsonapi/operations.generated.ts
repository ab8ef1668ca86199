/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** The alphabet that `addAlphabet` adds to the session. */
export type AddAlphabetInput = {
  /** 2 to 65,536 different characters, in the order that gives them their values. */
  chars: string;
  /** The name of the alphabet: 1 to 64 characters of A-Z, 0-9 and _, the first of them a letter. */
  name: string;
};

/** Whether an alphabet comes with the service or was added in a session. */
export type AlphabetStyle =
  /** The alphabet was added in a session and belongs to it. */
  | 'CUSTOM'
  /** The alphabet comes with the service. */
  | 'PRESET';

/** How far a part is analysed. */
export type AnalysisLevel =
  /** The part gets metrics, hypothesis tests, and files of scores and deltas. */
  | 'METRICS'
  /** The part is not analysed. */
  | 'NONE';

/** The order of the next part of a line. */
export type ContinueTokensInput = {
  /** The name of the alphabet. If given, it must be the line's. */
  alphabet?: string | null | undefined;
  /** How far to analyse the part. */
  analysis?: AnalysisLevel;
  /** The number of digits of a token. If given, it must be the line's. */
  digits?: number | null | undefined;
  /** The format of the tokens. If given, it must be the line's. */
  format?: FormatInput | null | undefined;
  /** The id of the line. */
  id: string | number;
  /** The payment of the part. Every part needs its own. */
  payment?: PaymentInput | null | undefined;
  /** The key of the files' hashes. It has no influence on the tokens. */
  seed?: string | null | undefined;
  /** The number of tokens in the part. */
  size: string;
  /** The line's snapshot in base64. Without it, the line must still exist in this session. */
  snapshot?: string | null | undefined;
};

/** Whether a customer may use the service. */
export type CustomerStatus =
  /** The customer may use the service. */
  | 'GRANTED';

/** How long a customer may use the service. */
export type CustomerUsage =
  /** The customer may use the service without an end. */
  | 'PERMANENT';

/** Why something was refused or has failed: `extensions.code` of an error, the same on GraphQL and REST. */
export type ErrorCode =
  /** The session has an alphabet of that name already. */
  | 'ALPHABET_EXISTS'
  /** The alphabet's name or its characters are not allowed. */
  | 'ALPHABET_INVALID'
  /** The alphabet is a preset, which cannot be added or removed. */
  | 'ALPHABET_PRESET'
  /** The session sees no alphabet of that name. */
  | 'ALPHABET_UNKNOWN'
  /** The part has too few tokens to be analysed. */
  | 'ANALYSIS_TOO_SMALL'
  /** The Api-Key is missing, malformed, unknown or replaced. */
  | 'API_KEY_REFUSED'
  /** The request is not GraphQL over HTTP. */
  | 'BAD_REQUEST'
  /** A variable or an argument is not of its type. */
  | 'BAD_USER_INPUT'
  /** The body has not the shape that it must have. */
  | 'BODY_INVALID'
  /** The body is larger than any that is read. */
  | 'BODY_TOO_LARGE'
  /** The body cannot be read as what it claims to be. */
  | 'BODY_UNREADABLE'
  /** The request names an id that the service gives itself. */
  | 'CLIENT_ID_REFUSED'
  /** The cursor is not one that an earlier page has given. */
  | 'CURSOR_INVALID'
  /** The database is unreachable, full or locked; try again. */
  | 'DATABASE_UNAVAILABLE'
  /** The digits are no number of digits that a token can have. */
  | 'DIGITS_INVALID'
  /** The agreement does not allow that number of digits. */
  | 'DIGITS_OUT_OF_LIMIT'
  /** The part has more tokens than a file of that format can hold. */
  | 'FILE_TOO_LARGE'
  /** The filter has a value that it cannot have. */
  | 'FILTER_INVALID'
  /** No token of the format is left, for words, runs or missing letters forbid them all. */
  | 'FORMAT_EMPTY'
  /** The session has a format of that name already. */
  | 'FORMAT_EXISTS'
  /** The format's pattern, or what its tokens are to be without, is not allowed. */
  | 'FORMAT_INVALID'
  /** The automaton of the format would have too many states or too large tables. */
  | 'FORMAT_TOO_LARGE'
  /** The session has no format of that name. */
  | 'FORMAT_UNKNOWN'
  /** The document is not GraphQL. */
  | 'GRAPHQL_PARSE_FAILED'
  /** The document asks for something that the schema does not have. */
  | 'GRAPHQL_VALIDATION_FAILED'
  /** The first request with this Idempotency-Key is still under way. */
  | 'IDEMPOTENCY_KEY_BUSY'
  /** The Idempotency-Key was sent with another request. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** The input has a value that is not allowed. */
  | 'INPUT_INVALID'
  /** The service is at fault; it is logged with the request's id. */
  | 'INTERNAL'
  /** The alphabet or the digits are not those of the line. */
  | 'LINE_MISMATCH'
  /** The signed link is malformed, altered, expired, or of a session that was revoked. */
  | 'LINK_REFUSED'
  /** The body has a media type that is not read here. */
  | 'MEDIA_TYPE_UNSUPPORTED'
  /** The method, or the kind of operation, is not served here. */
  | 'METHOD_NOT_ALLOWED'
  /** No media type that the request accepts is served here. */
  | 'NOT_ACCEPTABLE'
  /** There is no such thing, or not for this caller. */
  | 'NOT_FOUND'
  /** The production has not reached that status. */
  | 'NOT_READY'
  /** The document has several operations, and none of them was named. */
  | 'OPERATION_RESOLUTION_FAILURE'
  /** A query parameter is unknown or has a value that it cannot have. */
  | 'PARAMETER_INVALID'
  /** The payment provider refuses the service itself; try again later. */
  | 'PAYMENT_PROVIDER_FAILED'
  /** The payment is missing, malformed or insufficient. */
  | 'PAYMENT_REQUIRED'
  /** The payment provider does not answer; try again. */
  | 'PAYMENT_UNAVAILABLE'
  /** The payment has paid for another order. */
  | 'PAYMENT_USED'
  /** The document of that hash is not known; send it whole. */
  | 'PERSISTED_QUERY_NOT_FOUND'
  /** The file is not the one that the request is about. */
  | 'PRECONDITION_FAILED'
  /** The operation costs more, or its document is larger, than is allowed. */
  | 'QUERY_TOO_COMPLEX'
  /** The customer holds as much as the agreement lets. */
  | 'QUOTA_EXCEEDED'
  /** The file has no such range. */
  | 'RANGE_UNSATISFIABLE'
  /** There were too many requests in a short time; try again. */
  | 'RATE_LIMITED'
  /** The seed is not a UUID. */
  | 'SEED_INVALID'
  /** The service is stopping; try again. */
  | 'SERVICE_STOPPING'
  /** The Session-Key is missing, malformed, unknown or revoked. */
  | 'SESSION_REFUSED'
  /** The size is not a positive whole number. */
  | 'SIZE_INVALID'
  /** The agreement does not allow a part of that size. */
  | 'SIZE_OUT_OF_LIMIT'
  /** The line cannot make that many tokens any more. */
  | 'SIZE_UNAVAILABLE'
  /** The snapshot is not one of a line of this customer and service. */
  | 'SNAPSHOT_REFUSED'
  /** The line has gone on since the snapshot was made. */
  | 'SNAPSHOT_STALE'
  /** The production's status does not lead there. */
  | 'STATUS_CONFLICT'
  /** The resource has another type than those of this path. */
  | 'TYPE_CONFLICT';

/** What a file contains. */
export type FileKind =
  /** The analysis, as JSON. */
  | 'ANALYSIS'
  /** The tokens, one on each line. */
  | 'DATA'
  /** The tokens, one on each line, compressed with gzip. */
  | 'DATA_GZ'
  /** The deltas of the scores, one on each line. */
  | 'DELTA'
  /** The scores of the tokens, one on each line. */
  | 'SCORE'
  /** The sealed state of the line, from which it can be continued. */
  | 'SNAPSHOT';

/** How tokens are written, and what they are without. */
export type FormatInput = {
  /** Text with groups in braces, such as `TCK-{BASE24:4}-{BASE24:4}-{check:mod37-36}`. A group is an alphabet, by its name or as `[characters]`, with a number of digits, or a check. `{{` and `}}` stand for braces. */
  pattern: string;
  /** What no token may have; nothing if it is left out. */
  without?: WithoutInput | null | undefined;
};

/** The payment of a part. A transaction, like a payment intent, pays for one part only. */
export type PaymentInput = {
  /** The id of the provider's payment intent, `pi_…`. */
  ident: string;
  /** The id of the transaction: your own, or that of `openPayment`. */
  transaction: string;
};

/** The order of the first part of a new line. Exactly one of `alphabet` with `digits`, `format` and `formatName` says how its tokens are written. */
export type RequestTokensInput = {
  /** The name of the alphabet that all digits are of. */
  alphabet?: string | null | undefined;
  /** How far to analyse the part. */
  analysis?: AnalysisLevel;
  /** The number of digits of a token, 1 to 1,000 and within the agreement; given with `alphabet`. */
  digits?: number | null | undefined;
  /** The format that the tokens are written by. */
  format?: FormatInput | null | undefined;
  /** The name of a format that the session has added. */
  formatName?: string | null | undefined;
  /** The payment of the part. */
  payment?: PaymentInput | null | undefined;
  /** The key of the files' hashes. It has no influence on the tokens. */
  seed?: string | null | undefined;
  /** The number of tokens. */
  size: string;
};

/** Where a production stands. */
export type Status =
  /** The analysis that was ordered is done. */
  | 'ANALYZED'
  /** The production was stopped before it ended. No token was shown, and the payment is free again. */
  | 'CANCELLED'
  /** The key of the line is destroyed, and its files are gone. */
  | 'DELETED'
  /** All tokens are made and can be downloaded. */
  | 'ENDED'
  /** The production failed before it ended. No token was shown, and the payment is free again. */
  | 'FAILED'
  /** The snapshot is sealed, unless the line is exhausted. */
  | 'FINISHED'
  /** The order is accepted. */
  | 'REQUESTED'
  /** Tokens are being made. */
  | 'STARTED';

/** Which record to show: the one as it is now, or the one as it was when that status was reached. */
export type StatusView =
  /** The record as it was at `ANALYZED`. */
  | 'ANALYZED'
  /** The record as it is now. */
  | 'CURRENT'
  /** The record as it was at `ENDED`. */
  | 'ENDED'
  /** The record as it was at `FINISHED`. */
  | 'FINISHED'
  /** The record as it was at `REQUESTED`. */
  | 'REQUESTED'
  /** The record as it was at `STARTED`. */
  | 'STARTED';

/** What no token may have. It looks at digits and check characters; literals are left out. */
export type WithoutInput = {
  /** Whether each token has a digit 0 to 9. */
  atLeastOneDigit?: boolean;
  /** Whether each token has a letter. */
  atLeastOneLetter?: boolean;
  /** Whether digits also stand for the letters that they look like, such as 0 for o. */
  digitsForLetters?: boolean;
  /** Whether a word is meant in upper and lower case alike. */
  ignoreCase?: boolean;
  /** The greatest number of equal characters in a row, 1 to 1,000; any number if it is left out. */
  maxRun?: number | null | undefined;
  /** Words that stand nowhere in a token. */
  words?: Array<string> | null | undefined;
};

export type AlphabetRecordFragment = { name: string, ascii: boolean, length: number, bytes: number, parity: number, chars: string };

export type AlphabetQueryVariables = Exact<{
  name: string;
}>;


export type AlphabetQuery = { alphabet: { name: string, ascii: boolean, length: number, bytes: number, parity: number, chars: string } | null };

export type AlphabetCapacityQueryVariables = Exact<{
  name: string;
  digits: number;
}>;


export type AlphabetCapacityQuery = { alphabet: { name: string, ascii: boolean, length: number, bytes: number, parity: number, chars: string, capacity: { digits: number, reachable: string, available: string } } | null };

export type AlphabetsQueryVariables = Exact<{
  style?: AlphabetStyle | null | undefined;
  length?: number | null | undefined;
  chars?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type AlphabetsQuery = { alphabets: { edges: Array<{ node: { style: AlphabetStyle, name: string, ascii: boolean, length: number, bytes: number, parity: number, chars: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type AddAlphabetMutationVariables = Exact<{
  input: AddAlphabetInput;
}>;


export type AddAlphabetMutation = { addAlphabet: { name: string, ascii: boolean, length: number, bytes: number, parity: number, chars: string } | null };

export type RemoveAlphabetMutationVariables = Exact<{
  name: string;
}>;


export type RemoveAlphabetMutation = { removeAlphabet: { name: string, ascii: boolean, length: number, bytes: number, parity: number, chars: string } | null };

export type RemoveAlphabetsMutationVariables = Exact<{ [key: string]: never; }>;


export type RemoveAlphabetsMutation = { removeAlphabets: Array<{ name: string, ascii: boolean, length: number, bytes: number, parity: number, chars: string }> | null };

export type SessionRecordFragment = { key: string | null, note: string | null, client: string | null, agent: string | null, timestamps: { granted: string, revoked: string | null }, limits: { minTokens: string, maxTokens: string, minDigits: number, maxDigits: number } };

export type OpenSessionMutationVariables = Exact<{
  note?: string | null | undefined;
}>;


export type OpenSessionMutation = { openSession: { key: string | null, note: string | null, client: string | null, agent: string | null, timestamps: { granted: string, revoked: string | null }, limits: { minTokens: string, maxTokens: string, minDigits: number, maxDigits: number } } | null };

export type CloseSessionMutationVariables = Exact<{
  key: string;
}>;


export type CloseSessionMutation = { closeSession: { key: string | null, note: string | null, client: string | null, agent: string | null, timestamps: { granted: string, revoked: string | null }, limits: { minTokens: string, maxTokens: string, minDigits: number, maxDigits: number } } | null };

export type SessionQueryVariables = Exact<{ [key: string]: never; }>;


export type SessionQuery = { session: { id: string } | null };

export type SessionsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type SessionsQuery = { customer: { id: string, company: string | null, email: string | null, phone: string | null, status: CustomerStatus, usage: CustomerUsage | null, address: { postalCode: string | null, city: string | null, country: string | null, streetAndNumber: string | null, secondaryAddress: string | null } | null, agreement: { name: string }, price: { job: string, digit: string, metrics: string, rebate: string }, sessions: { edges: Array<{ node: { key: string | null, note: string | null, client: string | null, agent: string | null, timestamps: { granted: string, revoked: string | null }, limits: { minTokens: string, maxTokens: string, minDigits: number, maxDigits: number } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type SessionWithKeyQueryVariables = Exact<{
  key: string;
}>;


export type SessionWithKeyQuery = { customer: { session: { id: string } | null } | null };

export type LineRecordFragment = { id: string, digits: number, seed: string | null, analysisLevel: AnalysisLevel, alphabet: { name: string } | null, format: { pattern: string, without: { words: Array<string>, ignoreCase: boolean, digitsForLetters: boolean, maxRun: number | null, atLeastOneLetter: boolean, atLeastOneDigit: boolean } | null } | null, payment: { transaction: string, ident: string } | null };

export type StatusRecordFragment = { status: Status, size: string, available: string, reachable: string, progress: number, rate: number | null, partial: boolean | null, checksum: string | null, files: Array<{ kind: FileKind, size: string | null, hash: string | null }>, timestamps: { requested: string, started: string | null, ended: string | null, finished: string | null, analyzed: string | null, failed: string | null, cancelled: string | null, deleted: string | null }, error: { code: ErrorCode, message: string } | null };

export type TokensQueryVariables = Exact<{
  id: string | number;
  view: StatusView;
}>;


export type TokensQuery = { tokens: { id: string, digits: number, seed: string | null, analysisLevel: AnalysisLevel, status: { status: Status, size: string, available: string, reachable: string, progress: number, rate: number | null, partial: boolean | null, checksum: string | null, files: Array<{ kind: FileKind, size: string | null, hash: string | null }>, timestamps: { requested: string, started: string | null, ended: string | null, finished: string | null, analyzed: string | null, failed: string | null, cancelled: string | null, deleted: string | null }, error: { code: ErrorCode, message: string } | null } | null, alphabet: { name: string } | null, format: { pattern: string, without: { words: Array<string>, ignoreCase: boolean, digitsForLetters: boolean, maxRun: number | null, atLeastOneLetter: boolean, atLeastOneDigit: boolean } | null } | null, payment: { transaction: string, ident: string } | null } | null };

export type AllTokensQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type AllTokensQuery = { productionLines: { edges: Array<{ node: { id: string, digits: number, seed: string | null, analysisLevel: AnalysisLevel, status: { status: Status, size: string, available: string, reachable: string, progress: number, rate: number | null, partial: boolean | null, checksum: string | null, files: Array<{ kind: FileKind, size: string | null, hash: string | null }>, timestamps: { requested: string, started: string | null, ended: string | null, finished: string | null, analyzed: string | null, failed: string | null, cancelled: string | null, deleted: string | null }, error: { code: ErrorCode, message: string } | null } | null, alphabet: { name: string } | null, format: { pattern: string, without: { words: Array<string>, ignoreCase: boolean, digitsForLetters: boolean, maxRun: number | null, atLeastOneLetter: boolean, atLeastOneDigit: boolean } | null } | null, payment: { transaction: string, ident: string } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type RequestTokensMutationVariables = Exact<{
  input: RequestTokensInput;
}>;


export type RequestTokensMutation = { requestTokens: { id: string, digits: number, seed: string | null, analysisLevel: AnalysisLevel, status: { status: Status, size: string, available: string, reachable: string, progress: number, rate: number | null, partial: boolean | null, checksum: string | null, files: Array<{ kind: FileKind, size: string | null, hash: string | null }>, timestamps: { requested: string, started: string | null, ended: string | null, finished: string | null, analyzed: string | null, failed: string | null, cancelled: string | null, deleted: string | null }, error: { code: ErrorCode, message: string } | null } | null, alphabet: { name: string } | null, format: { pattern: string, without: { words: Array<string>, ignoreCase: boolean, digitsForLetters: boolean, maxRun: number | null, atLeastOneLetter: boolean, atLeastOneDigit: boolean } | null } | null, payment: { transaction: string, ident: string } | null } | null };

export type ContinueTokensMutationVariables = Exact<{
  input: ContinueTokensInput;
}>;


export type ContinueTokensMutation = { continueTokens: { id: string, digits: number, seed: string | null, analysisLevel: AnalysisLevel, status: { status: Status, size: string, available: string, reachable: string, progress: number, rate: number | null, partial: boolean | null, checksum: string | null, files: Array<{ kind: FileKind, size: string | null, hash: string | null }>, timestamps: { requested: string, started: string | null, ended: string | null, finished: string | null, analyzed: string | null, failed: string | null, cancelled: string | null, deleted: string | null }, error: { code: ErrorCode, message: string } | null } | null, alphabet: { name: string } | null, format: { pattern: string, without: { words: Array<string>, ignoreCase: boolean, digitsForLetters: boolean, maxRun: number | null, atLeastOneLetter: boolean, atLeastOneDigit: boolean } | null } | null, payment: { transaction: string, ident: string } | null } | null };

export type DeleteTokensMutationVariables = Exact<{
  id: string | number;
}>;


export type DeleteTokensMutation = { deleteTokens: { id: string, digits: number, seed: string | null, analysisLevel: AnalysisLevel, status: { status: Status, size: string, available: string, reachable: string, progress: number, rate: number | null, partial: boolean | null, checksum: string | null, files: Array<{ kind: FileKind, size: string | null, hash: string | null }>, timestamps: { requested: string, started: string | null, ended: string | null, finished: string | null, analyzed: string | null, failed: string | null, cancelled: string | null, deleted: string | null }, error: { code: ErrorCode, message: string } | null } | null, alphabet: { name: string } | null, format: { pattern: string, without: { words: Array<string>, ignoreCase: boolean, digitsForLetters: boolean, maxRun: number | null, atLeastOneLetter: boolean, atLeastOneDigit: boolean } | null } | null, payment: { transaction: string, ident: string } | null } | null };

export type DeleteAllTokensMutationVariables = Exact<{ [key: string]: never; }>;


export type DeleteAllTokensMutation = { deleteAllTokens: Array<{ id: string, digits: number, seed: string | null, analysisLevel: AnalysisLevel, status: { status: Status, size: string, available: string, reachable: string, progress: number, rate: number | null, partial: boolean | null, checksum: string | null, files: Array<{ kind: FileKind, size: string | null, hash: string | null }>, timestamps: { requested: string, started: string | null, ended: string | null, finished: string | null, analyzed: string | null, failed: string | null, cancelled: string | null, deleted: string | null }, error: { code: ErrorCode, message: string } | null } | null, alphabet: { name: string } | null, format: { pattern: string, without: { words: Array<string>, ignoreCase: boolean, digitsForLetters: boolean, maxRun: number | null, atLeastOneLetter: boolean, atLeastOneDigit: boolean } | null } | null, payment: { transaction: string, ident: string } | null }> | null };

export type FollowTokensSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type FollowTokensSubscription = { production: { tokens: { id: string, digits: number, seed: string | null, analysisLevel: AnalysisLevel, alphabet: { name: string } | null, format: { pattern: string, without: { words: Array<string>, ignoreCase: boolean, digitsForLetters: boolean, maxRun: number | null, atLeastOneLetter: boolean, atLeastOneDigit: boolean } | null } | null, payment: { transaction: string, ident: string } | null }, status: { status: Status, size: string, available: string, reachable: string, progress: number, rate: number | null, partial: boolean | null, checksum: string | null, files: Array<{ kind: FileKind, size: string | null, hash: string | null }>, timestamps: { requested: string, started: string | null, ended: string | null, finished: string | null, analyzed: string | null, failed: string | null, cancelled: string | null, deleted: string | null }, error: { code: ErrorCode, message: string } | null } } };

export const AlphabetRecordFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AlphabetRecord"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Alphabet"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"ascii"}},{"kind":"Field","name":{"kind":"Name","value":"length"}},{"kind":"Field","name":{"kind":"Name","value":"bytes"}},{"kind":"Field","name":{"kind":"Name","value":"parity"}},{"kind":"Field","name":{"kind":"Name","value":"chars"}}]}}]} as unknown as DocumentNode<AlphabetRecordFragment, unknown>;
export const SessionRecordFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionRecord"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Session"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"client"}},{"kind":"Field","name":{"kind":"Name","value":"agent"}},{"kind":"Field","name":{"kind":"Name","value":"timestamps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"granted"}},{"kind":"Field","name":{"kind":"Name","value":"revoked"}}]}},{"kind":"Field","name":{"kind":"Name","value":"limits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minTokens"}},{"kind":"Field","name":{"kind":"Name","value":"maxTokens"}},{"kind":"Field","name":{"kind":"Name","value":"minDigits"}},{"kind":"Field","name":{"kind":"Name","value":"maxDigits"}}]}}]}}]} as unknown as DocumentNode<SessionRecordFragment, unknown>;
export const LineRecordFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LineRecord"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tokens"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"alphabet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"format"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pattern"}},{"kind":"Field","name":{"kind":"Name","value":"without"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"words"}},{"kind":"Field","name":{"kind":"Name","value":"ignoreCase"}},{"kind":"Field","name":{"kind":"Name","value":"digitsForLetters"}},{"kind":"Field","name":{"kind":"Name","value":"maxRun"}},{"kind":"Field","name":{"kind":"Name","value":"atLeastOneLetter"}},{"kind":"Field","name":{"kind":"Name","value":"atLeastOneDigit"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"digits"}},{"kind":"Field","name":{"kind":"Name","value":"seed"}},{"kind":"Field","name":{"kind":"Name","value":"analysisLevel"}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transaction"}},{"kind":"Field","name":{"kind":"Name","value":"ident"}}]}}]}}]} as unknown as DocumentNode<LineRecordFragment, unknown>;
export const StatusRecordFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StatusRecord"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProductionStatus"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"reachable"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"rate"}},{"kind":"Field","name":{"kind":"Name","value":"partial"}},{"kind":"Field","name":{"kind":"Name","value":"checksum"}},{"kind":"Field","name":{"kind":"Name","value":"files"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"hash"}}]}},{"kind":"Field","name":{"kind":"Name","value":"timestamps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requested"}},{"kind":"Field","name":{"kind":"Name","value":"started"}},{"kind":"Field","name":{"kind":"Name","value":"ended"}},{"kind":"Field","name":{"kind":"Name","value":"finished"}},{"kind":"Field","name":{"kind":"Name","value":"analyzed"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"cancelled"}},{"kind":"Field","name":{"kind":"Name","value":"deleted"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<StatusRecordFragment, unknown>;
export const AlphabetDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Alphabet"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"name"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alphabet"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"name"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AlphabetRecord"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AlphabetRecord"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Alphabet"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"ascii"}},{"kind":"Field","name":{"kind":"Name","value":"length"}},{"kind":"Field","name":{"kind":"Name","value":"bytes"}},{"kind":"Field","name":{"kind":"Name","value":"parity"}},{"kind":"Field","name":{"kind":"Name","value":"chars"}}]}}]} as unknown as DocumentNode<AlphabetQuery, AlphabetQueryVariables>;
export const AlphabetCapacityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AlphabetCapacity"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"name"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"digits"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alphabet"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"name"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AlphabetRecord"}},{"kind":"Field","name":{"kind":"Name","value":"capacity"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"digits"},"value":{"kind":"Variable","name":{"kind":"Name","value":"digits"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"digits"}},{"kind":"Field","name":{"kind":"Name","value":"reachable"}},{"kind":"Field","name":{"kind":"Name","value":"available"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AlphabetRecord"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Alphabet"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"ascii"}},{"kind":"Field","name":{"kind":"Name","value":"length"}},{"kind":"Field","name":{"kind":"Name","value":"bytes"}},{"kind":"Field","name":{"kind":"Name","value":"parity"}},{"kind":"Field","name":{"kind":"Name","value":"chars"}}]}}]} as unknown as DocumentNode<AlphabetCapacityQuery, AlphabetCapacityQueryVariables>;
export const AlphabetsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Alphabets"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"style"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"AlphabetStyle"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"length"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"chars"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alphabets"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"style"},"value":{"kind":"Variable","name":{"kind":"Name","value":"style"}}},{"kind":"Argument","name":{"kind":"Name","value":"length"},"value":{"kind":"Variable","name":{"kind":"Name","value":"length"}}},{"kind":"Argument","name":{"kind":"Name","value":"chars"},"value":{"kind":"Variable","name":{"kind":"Name","value":"chars"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"style"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AlphabetRecord"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AlphabetRecord"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Alphabet"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"ascii"}},{"kind":"Field","name":{"kind":"Name","value":"length"}},{"kind":"Field","name":{"kind":"Name","value":"bytes"}},{"kind":"Field","name":{"kind":"Name","value":"parity"}},{"kind":"Field","name":{"kind":"Name","value":"chars"}}]}}]} as unknown as DocumentNode<AlphabetsQuery, AlphabetsQueryVariables>;
export const AddAlphabetDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddAlphabet"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddAlphabetInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addAlphabet"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AlphabetRecord"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AlphabetRecord"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Alphabet"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"ascii"}},{"kind":"Field","name":{"kind":"Name","value":"length"}},{"kind":"Field","name":{"kind":"Name","value":"bytes"}},{"kind":"Field","name":{"kind":"Name","value":"parity"}},{"kind":"Field","name":{"kind":"Name","value":"chars"}}]}}]} as unknown as DocumentNode<AddAlphabetMutation, AddAlphabetMutationVariables>;
export const RemoveAlphabetDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RemoveAlphabet"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"name"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removeAlphabet"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"name"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AlphabetRecord"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AlphabetRecord"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Alphabet"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"ascii"}},{"kind":"Field","name":{"kind":"Name","value":"length"}},{"kind":"Field","name":{"kind":"Name","value":"bytes"}},{"kind":"Field","name":{"kind":"Name","value":"parity"}},{"kind":"Field","name":{"kind":"Name","value":"chars"}}]}}]} as unknown as DocumentNode<RemoveAlphabetMutation, RemoveAlphabetMutationVariables>;
export const RemoveAlphabetsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RemoveAlphabets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removeAlphabets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AlphabetRecord"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AlphabetRecord"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Alphabet"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"ascii"}},{"kind":"Field","name":{"kind":"Name","value":"length"}},{"kind":"Field","name":{"kind":"Name","value":"bytes"}},{"kind":"Field","name":{"kind":"Name","value":"parity"}},{"kind":"Field","name":{"kind":"Name","value":"chars"}}]}}]} as unknown as DocumentNode<RemoveAlphabetsMutation, RemoveAlphabetsMutationVariables>;
export const OpenSessionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"OpenSession"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"note"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"openSession"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"note"},"value":{"kind":"Variable","name":{"kind":"Name","value":"note"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SessionRecord"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionRecord"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Session"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"client"}},{"kind":"Field","name":{"kind":"Name","value":"agent"}},{"kind":"Field","name":{"kind":"Name","value":"timestamps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"granted"}},{"kind":"Field","name":{"kind":"Name","value":"revoked"}}]}},{"kind":"Field","name":{"kind":"Name","value":"limits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minTokens"}},{"kind":"Field","name":{"kind":"Name","value":"maxTokens"}},{"kind":"Field","name":{"kind":"Name","value":"minDigits"}},{"kind":"Field","name":{"kind":"Name","value":"maxDigits"}}]}}]}}]} as unknown as DocumentNode<OpenSessionMutation, OpenSessionMutationVariables>;
export const CloseSessionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CloseSession"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"key"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UUID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"closeSession"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"key"},"value":{"kind":"Variable","name":{"kind":"Name","value":"key"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SessionRecord"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionRecord"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Session"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"client"}},{"kind":"Field","name":{"kind":"Name","value":"agent"}},{"kind":"Field","name":{"kind":"Name","value":"timestamps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"granted"}},{"kind":"Field","name":{"kind":"Name","value":"revoked"}}]}},{"kind":"Field","name":{"kind":"Name","value":"limits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minTokens"}},{"kind":"Field","name":{"kind":"Name","value":"maxTokens"}},{"kind":"Field","name":{"kind":"Name","value":"minDigits"}},{"kind":"Field","name":{"kind":"Name","value":"maxDigits"}}]}}]}}]} as unknown as DocumentNode<CloseSessionMutation, CloseSessionMutationVariables>;
export const SessionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<SessionQuery, SessionQueryVariables>;
export const SessionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Sessions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"company"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"usage"}},{"kind":"Field","name":{"kind":"Name","value":"address"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"postalCode"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"streetAndNumber"}},{"kind":"Field","name":{"kind":"Name","value":"secondaryAddress"}}]}},{"kind":"Field","name":{"kind":"Name","value":"agreement"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"price"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"}},{"kind":"Field","name":{"kind":"Name","value":"digit"}},{"kind":"Field","name":{"kind":"Name","value":"metrics"}},{"kind":"Field","name":{"kind":"Name","value":"rebate"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sessions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SessionRecord"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionRecord"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Session"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"client"}},{"kind":"Field","name":{"kind":"Name","value":"agent"}},{"kind":"Field","name":{"kind":"Name","value":"timestamps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"granted"}},{"kind":"Field","name":{"kind":"Name","value":"revoked"}}]}},{"kind":"Field","name":{"kind":"Name","value":"limits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minTokens"}},{"kind":"Field","name":{"kind":"Name","value":"maxTokens"}},{"kind":"Field","name":{"kind":"Name","value":"minDigits"}},{"kind":"Field","name":{"kind":"Name","value":"maxDigits"}}]}}]}}]} as unknown as DocumentNode<SessionsQuery, SessionsQueryVariables>;
export const SessionWithKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SessionWithKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"key"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UUID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"session"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"key"},"value":{"kind":"Variable","name":{"kind":"Name","value":"key"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<SessionWithKeyQuery, SessionWithKeyQueryVariables>;
export const TokensDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Tokens"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"view"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StatusView"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tokens"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LineRecord"}},{"kind":"Field","name":{"kind":"Name","value":"status"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"view"},"value":{"kind":"Variable","name":{"kind":"Name","value":"view"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StatusRecord"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LineRecord"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tokens"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"alphabet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"format"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pattern"}},{"kind":"Field","name":{"kind":"Name","value":"without"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"words"}},{"kind":"Field","name":{"kind":"Name","value":"ignoreCase"}},{"kind":"Field","name":{"kind":"Name","value":"digitsForLetters"}},{"kind":"Field","name":{"kind":"Name","value":"maxRun"}},{"kind":"Field","name":{"kind":"Name","value":"atLeastOneLetter"}},{"kind":"Field","name":{"kind":"Name","value":"atLeastOneDigit"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"digits"}},{"kind":"Field","name":{"kind":"Name","value":"seed"}},{"kind":"Field","name":{"kind":"Name","value":"analysisLevel"}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transaction"}},{"kind":"Field","name":{"kind":"Name","value":"ident"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StatusRecord"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProductionStatus"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"reachable"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"rate"}},{"kind":"Field","name":{"kind":"Name","value":"partial"}},{"kind":"Field","name":{"kind":"Name","value":"checksum"}},{"kind":"Field","name":{"kind":"Name","value":"files"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"hash"}}]}},{"kind":"Field","name":{"kind":"Name","value":"timestamps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requested"}},{"kind":"Field","name":{"kind":"Name","value":"started"}},{"kind":"Field","name":{"kind":"Name","value":"ended"}},{"kind":"Field","name":{"kind":"Name","value":"finished"}},{"kind":"Field","name":{"kind":"Name","value":"analyzed"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"cancelled"}},{"kind":"Field","name":{"kind":"Name","value":"deleted"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<TokensQuery, TokensQueryVariables>;
export const AllTokensDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AllTokens"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"productionLines"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1000"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LineRecord"}},{"kind":"Field","name":{"kind":"Name","value":"status"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StatusRecord"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LineRecord"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tokens"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"alphabet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"format"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pattern"}},{"kind":"Field","name":{"kind":"Name","value":"without"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"words"}},{"kind":"Field","name":{"kind":"Name","value":"ignoreCase"}},{"kind":"Field","name":{"kind":"Name","value":"digitsForLetters"}},{"kind":"Field","name":{"kind":"Name","value":"maxRun"}},{"kind":"Field","name":{"kind":"Name","value":"atLeastOneLetter"}},{"kind":"Field","name":{"kind":"Name","value":"atLeastOneDigit"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"digits"}},{"kind":"Field","name":{"kind":"Name","value":"seed"}},{"kind":"Field","name":{"kind":"Name","value":"analysisLevel"}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transaction"}},{"kind":"Field","name":{"kind":"Name","value":"ident"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StatusRecord"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProductionStatus"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"reachable"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"rate"}},{"kind":"Field","name":{"kind":"Name","value":"partial"}},{"kind":"Field","name":{"kind":"Name","value":"checksum"}},{"kind":"Field","name":{"kind":"Name","value":"files"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"hash"}}]}},{"kind":"Field","name":{"kind":"Name","value":"timestamps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requested"}},{"kind":"Field","name":{"kind":"Name","value":"started"}},{"kind":"Field","name":{"kind":"Name","value":"ended"}},{"kind":"Field","name":{"kind":"Name","value":"finished"}},{"kind":"Field","name":{"kind":"Name","value":"analyzed"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"cancelled"}},{"kind":"Field","name":{"kind":"Name","value":"deleted"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<AllTokensQuery, AllTokensQueryVariables>;
export const RequestTokensDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RequestTokens"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RequestTokensInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requestTokens"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LineRecord"}},{"kind":"Field","name":{"kind":"Name","value":"status"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"view"},"value":{"kind":"EnumValue","value":"REQUESTED"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StatusRecord"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LineRecord"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tokens"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"alphabet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"format"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pattern"}},{"kind":"Field","name":{"kind":"Name","value":"without"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"words"}},{"kind":"Field","name":{"kind":"Name","value":"ignoreCase"}},{"kind":"Field","name":{"kind":"Name","value":"digitsForLetters"}},{"kind":"Field","name":{"kind":"Name","value":"maxRun"}},{"kind":"Field","name":{"kind":"Name","value":"atLeastOneLetter"}},{"kind":"Field","name":{"kind":"Name","value":"atLeastOneDigit"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"digits"}},{"kind":"Field","name":{"kind":"Name","value":"seed"}},{"kind":"Field","name":{"kind":"Name","value":"analysisLevel"}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transaction"}},{"kind":"Field","name":{"kind":"Name","value":"ident"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StatusRecord"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProductionStatus"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"reachable"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"rate"}},{"kind":"Field","name":{"kind":"Name","value":"partial"}},{"kind":"Field","name":{"kind":"Name","value":"checksum"}},{"kind":"Field","name":{"kind":"Name","value":"files"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"hash"}}]}},{"kind":"Field","name":{"kind":"Name","value":"timestamps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requested"}},{"kind":"Field","name":{"kind":"Name","value":"started"}},{"kind":"Field","name":{"kind":"Name","value":"ended"}},{"kind":"Field","name":{"kind":"Name","value":"finished"}},{"kind":"Field","name":{"kind":"Name","value":"analyzed"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"cancelled"}},{"kind":"Field","name":{"kind":"Name","value":"deleted"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<RequestTokensMutation, RequestTokensMutationVariables>;
export const ContinueTokensDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ContinueTokens"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ContinueTokensInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"continueTokens"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LineRecord"}},{"kind":"Field","name":{"kind":"Name","value":"status"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"view"},"value":{"kind":"EnumValue","value":"REQUESTED"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StatusRecord"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LineRecord"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tokens"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"alphabet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"format"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pattern"}},{"kind":"Field","name":{"kind":"Name","value":"without"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"words"}},{"kind":"Field","name":{"kind":"Name","value":"ignoreCase"}},{"kind":"Field","name":{"kind":"Name","value":"digitsForLetters"}},{"kind":"Field","name":{"kind":"Name","value":"maxRun"}},{"kind":"Field","name":{"kind":"Name","value":"atLeastOneLetter"}},{"kind":"Field","name":{"kind":"Name","value":"atLeastOneDigit"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"digits"}},{"kind":"Field","name":{"kind":"Name","value":"seed"}},{"kind":"Field","name":{"kind":"Name","value":"analysisLevel"}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transaction"}},{"kind":"Field","name":{"kind":"Name","value":"ident"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StatusRecord"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProductionStatus"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"reachable"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"rate"}},{"kind":"Field","name":{"kind":"Name","value":"partial"}},{"kind":"Field","name":{"kind":"Name","value":"checksum"}},{"kind":"Field","name":{"kind":"Name","value":"files"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"hash"}}]}},{"kind":"Field","name":{"kind":"Name","value":"timestamps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requested"}},{"kind":"Field","name":{"kind":"Name","value":"started"}},{"kind":"Field","name":{"kind":"Name","value":"ended"}},{"kind":"Field","name":{"kind":"Name","value":"finished"}},{"kind":"Field","name":{"kind":"Name","value":"analyzed"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"cancelled"}},{"kind":"Field","name":{"kind":"Name","value":"deleted"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<ContinueTokensMutation, ContinueTokensMutationVariables>;
export const DeleteTokensDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteTokens"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteTokens"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LineRecord"}},{"kind":"Field","name":{"kind":"Name","value":"status"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StatusRecord"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LineRecord"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tokens"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"alphabet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"format"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pattern"}},{"kind":"Field","name":{"kind":"Name","value":"without"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"words"}},{"kind":"Field","name":{"kind":"Name","value":"ignoreCase"}},{"kind":"Field","name":{"kind":"Name","value":"digitsForLetters"}},{"kind":"Field","name":{"kind":"Name","value":"maxRun"}},{"kind":"Field","name":{"kind":"Name","value":"atLeastOneLetter"}},{"kind":"Field","name":{"kind":"Name","value":"atLeastOneDigit"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"digits"}},{"kind":"Field","name":{"kind":"Name","value":"seed"}},{"kind":"Field","name":{"kind":"Name","value":"analysisLevel"}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transaction"}},{"kind":"Field","name":{"kind":"Name","value":"ident"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StatusRecord"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProductionStatus"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"reachable"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"rate"}},{"kind":"Field","name":{"kind":"Name","value":"partial"}},{"kind":"Field","name":{"kind":"Name","value":"checksum"}},{"kind":"Field","name":{"kind":"Name","value":"files"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"hash"}}]}},{"kind":"Field","name":{"kind":"Name","value":"timestamps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requested"}},{"kind":"Field","name":{"kind":"Name","value":"started"}},{"kind":"Field","name":{"kind":"Name","value":"ended"}},{"kind":"Field","name":{"kind":"Name","value":"finished"}},{"kind":"Field","name":{"kind":"Name","value":"analyzed"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"cancelled"}},{"kind":"Field","name":{"kind":"Name","value":"deleted"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<DeleteTokensMutation, DeleteTokensMutationVariables>;
export const DeleteAllTokensDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteAllTokens"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteAllTokens"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LineRecord"}},{"kind":"Field","name":{"kind":"Name","value":"status"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StatusRecord"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LineRecord"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tokens"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"alphabet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"format"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pattern"}},{"kind":"Field","name":{"kind":"Name","value":"without"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"words"}},{"kind":"Field","name":{"kind":"Name","value":"ignoreCase"}},{"kind":"Field","name":{"kind":"Name","value":"digitsForLetters"}},{"kind":"Field","name":{"kind":"Name","value":"maxRun"}},{"kind":"Field","name":{"kind":"Name","value":"atLeastOneLetter"}},{"kind":"Field","name":{"kind":"Name","value":"atLeastOneDigit"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"digits"}},{"kind":"Field","name":{"kind":"Name","value":"seed"}},{"kind":"Field","name":{"kind":"Name","value":"analysisLevel"}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transaction"}},{"kind":"Field","name":{"kind":"Name","value":"ident"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StatusRecord"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProductionStatus"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"reachable"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"rate"}},{"kind":"Field","name":{"kind":"Name","value":"partial"}},{"kind":"Field","name":{"kind":"Name","value":"checksum"}},{"kind":"Field","name":{"kind":"Name","value":"files"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"hash"}}]}},{"kind":"Field","name":{"kind":"Name","value":"timestamps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requested"}},{"kind":"Field","name":{"kind":"Name","value":"started"}},{"kind":"Field","name":{"kind":"Name","value":"ended"}},{"kind":"Field","name":{"kind":"Name","value":"finished"}},{"kind":"Field","name":{"kind":"Name","value":"analyzed"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"cancelled"}},{"kind":"Field","name":{"kind":"Name","value":"deleted"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<DeleteAllTokensMutation, DeleteAllTokensMutationVariables>;
export const FollowTokensDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"FollowTokens"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"production"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tokens"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LineRecord"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StatusRecord"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LineRecord"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tokens"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"alphabet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"format"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pattern"}},{"kind":"Field","name":{"kind":"Name","value":"without"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"words"}},{"kind":"Field","name":{"kind":"Name","value":"ignoreCase"}},{"kind":"Field","name":{"kind":"Name","value":"digitsForLetters"}},{"kind":"Field","name":{"kind":"Name","value":"maxRun"}},{"kind":"Field","name":{"kind":"Name","value":"atLeastOneLetter"}},{"kind":"Field","name":{"kind":"Name","value":"atLeastOneDigit"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"digits"}},{"kind":"Field","name":{"kind":"Name","value":"seed"}},{"kind":"Field","name":{"kind":"Name","value":"analysisLevel"}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transaction"}},{"kind":"Field","name":{"kind":"Name","value":"ident"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StatusRecord"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProductionStatus"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"reachable"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"rate"}},{"kind":"Field","name":{"kind":"Name","value":"partial"}},{"kind":"Field","name":{"kind":"Name","value":"checksum"}},{"kind":"Field","name":{"kind":"Name","value":"files"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"hash"}}]}},{"kind":"Field","name":{"kind":"Name","value":"timestamps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requested"}},{"kind":"Field","name":{"kind":"Name","value":"started"}},{"kind":"Field","name":{"kind":"Name","value":"ended"}},{"kind":"Field","name":{"kind":"Name","value":"finished"}},{"kind":"Field","name":{"kind":"Name","value":"analyzed"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"cancelled"}},{"kind":"Field","name":{"kind":"Name","value":"deleted"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<FollowTokensSubscription, FollowTokensSubscriptionVariables>;