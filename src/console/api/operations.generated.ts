/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
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

/** How the data can be written besides as it is. */
export type FileFormat =
  /** CSV by RFC 4180, with the columns index and token. */
  | 'CSV'
  /** The same text, compressed with gzip. */
  | 'GZ'
  /** An array of strings. */
  | 'JSON'
  /** A JSON string on each line. */
  | 'NDJSON'
  /** A workbook for spreadsheets, with cells of text; for at most 10,000,000 tokens. */
  | 'XLSX';

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

/** The verdict of a test or of a whole analysis. */
export type Outcome =
  /** The tokens do not look as if they had been drawn at random. */
  | 'FAIL'
  /** There are too few tokens to tell. */
  | 'NOT_APPLICABLE'
  /** Nothing suggests that the tokens were not drawn at random. */
  | 'PASS';

/** The payment of a part. A transaction, like a payment intent, pays for one part only. */
export type PaymentInput = {
  /** The id of the provider's payment intent, `pi_…`. */
  ident: string;
  /** The id of the transaction: your own, or that of `openPayment`. */
  transaction: string;
};

/** Where a payment stands, as far as the provider has reported. An order asks the provider anew. */
export type PaymentIntentStatus =
  /** The payment was cancelled and can no longer be made. */
  | 'CANCELLED'
  /** The payer has disputed the payment. */
  | 'DISPUTED'
  /** An attempt to pay has failed; another may succeed. */
  | 'FAILED'
  /** The payment has not been made yet. */
  | 'OPEN'
  /** The payment has succeeded. */
  | 'PAID'
  /** The payment was refunded, in whole or in part. */
  | 'REFUNDED';

/** Tokens that are written with one alphabet. */
export type PlainShapeInput = {
  /** The name of the alphabet. */
  alphabet: string;
  /** The number of digits of a token, 1 to 1,000 and within the agreement. */
  digits: number;
};

/** An order to be quoted or paid for. */
export type QuoteInput = {
  /** How far to analyse the part. */
  analysis?: AnalysisLevel;
  /** How the tokens are written, or which line goes on. */
  shape: TokensShapeInput;
  /** The number of tokens. */
  size: string;
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

/** The name of a hypothesis test. */
export type TestName =
  /** How often each symbol occurs, at one position or at all positions together. */
  | 'FREQUENCY'
  /** How many tokens lie between two scores in the lower half. */
  | 'GAP'
  /** How many stretches of only rising or only falling scores there are. */
  | 'RUNS_UP_AND_DOWN'
  /** How far a score depends on the score before it. */
  | 'SERIAL_CORRELATION';

/** How the tokens are written, or which line goes on: exactly one of them. */
export type TokensShapeInput =
  {   /** A new line, written by a format. */
  format: FormatInput; formatName?: never; line?: never; plain?: never; }
  |  { format?: never;   /** A new line, written by the format of this name, which the session has added. */
  formatName: string; line?: never; plain?: never; }
  |  { format?: never; formatName?: never;   /** The id of the line to continue, which must still exist. */
  line: string | number; plain?: never; }
  |  { format?: never; formatName?: never; line?: never;   /** A new line, written with one alphabet. */
  plain: PlainShapeInput; };

/** What a string is to a line, or to all lines of a session. */
export type VerificationResult =
  /** It may be more than one token, so it is taken for none of them. Strictly, only where several lines have issued it. */
  | 'AMBIGUOUS'
  /** It would be a token, but for a check digit that is wrong. Only lenient reading tells. */
  | 'CHECK_FAILED'
  /** The line has issued it. */
  | 'ISSUED'
  /** The line cannot write it: the length or a character is not one of its tokens'. */
  | 'NOT_A_TOKEN'
  /** The line can write it, but has not issued it. */
  | 'NOT_ISSUED';

/** What should be known of an order's tokens. Each is told where it concerns more than 1 in 1,000 of them. */
export type WarningCode =
  /** Tokens are expected that differ only in upper and lower case. */
  | 'CASE_COLLISIONS'
  /** A check may write characters that no group has. */
  | 'CHECK_CHARACTERS'
  /** More than one try in 10,000 guesses an issued token. */
  | 'GUESSABLE'
  /** Tokens have characters that look like others that may stand there. */
  | 'LOOK_ALIKES'
  /** Few tokens are left after the order. */
  | 'NEARLY_EXHAUSTED'
  /** A spreadsheet takes tokens for numbers, dates, truth values or formulas, and changes them. */
  | 'SPREADSHEET'
  /** Words are longer than a token, and forbid nothing. */
  | 'WORDS_IGNORED';

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

export type SessionRowFragment = { id: string, key: string | null, note: string | null, client: string | null, agent: string | null, timestamps: { granted: string, revoked: string | null } };

export type CustomerQueryVariables = Exact<{ [key: string]: never; }>;


export type CustomerQuery = { customer: { id: string, company: string | null, email: string | null, status: CustomerStatus, usage: CustomerUsage | null, agreement: { name: string, partBytes: string | null, limits: { minTokens: string, maxTokens: string, minDigits: number, maxDigits: number }, quotas: { openLines: number, openSessions: number, alphabetChars: number, openPayments: number, idempotencyKeys: number, sockets: number, operationsPerSocket: number, requestsPerSecond: number | null } }, used: { openLines: number, openSessions: number, alphabetChars: number, formatChars: number, openPayments: number, idempotencyKeys: number }, price: { job: string, digit: string, metrics: string, rebate: string, currency: string } } | null };

export type SessionsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type SessionsQuery = { customer: { id: string, sessions: { edges: Array<{ node: { id: string, key: string | null, note: string | null, client: string | null, agent: string | null, timestamps: { granted: string, revoked: string | null } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type CurrentSessionQueryVariables = Exact<{ [key: string]: never; }>;


export type CurrentSessionQuery = { session: { id: string, key: string | null, note: string | null, client: string | null, agent: string | null, limits: { minTokens: string, maxTokens: string, minDigits: number, maxDigits: number }, timestamps: { granted: string, revoked: string | null } } | null };

export type OpenSessionMutationVariables = Exact<{
  note?: string | null | undefined;
  key: string;
}>;


export type OpenSessionMutation = { openSession: { id: string, key: string | null, note: string | null, client: string | null, agent: string | null, timestamps: { granted: string, revoked: string | null } } | null };

export type CloseSessionMutationVariables = Exact<{
  key: string;
}>;


export type CloseSessionMutation = { closeSession: { id: string, key: string | null, note: string | null, client: string | null, agent: string | null, timestamps: { granted: string, revoked: string | null } } | null };

export type AlphabetRowFragment = { name: string, style: AlphabetStyle, chars: string, length: number, bytes: number, ascii: boolean, parity: number };

export type AlphabetsQueryVariables = Exact<{ [key: string]: never; }>;


export type AlphabetsQuery = { alphabets: { edges: Array<{ node: { name: string, style: AlphabetStyle, chars: string, length: number, bytes: number, ascii: boolean, parity: number } }> } | null };

export type AddAlphabetMutationVariables = Exact<{
  name: string;
  chars: string;
  key: string;
}>;


export type AddAlphabetMutation = { addAlphabet: { name: string, style: AlphabetStyle, chars: string, length: number, bytes: number, ascii: boolean, parity: number } | null };

export type RemoveAlphabetMutationVariables = Exact<{
  name: string;
}>;


export type RemoveAlphabetMutation = { removeAlphabet: { name: string, style: AlphabetStyle, chars: string, length: number, bytes: number, ascii: boolean, parity: number } | null };

export type AnalysisDataFragment = { significance: number, verdict: Outcome, data: { minimum: string, maximum: string }, score: { minimum: string, maximum: string, mean: number | null, median: number | null, std: number | null, hurst: number }, delta: { minimum: string, maximum: string, mean: number | null, median: number | null, std: number | null, hurst: number }, histogram: Array<{ minimum: string, count: string }>, frequencies: Array<{ position: number, counts: Array<string>, expected: Array<number> }> | null, tests: Array<{ name: TestName, position: number | null, pValue: number | null, statistic: number | null, expected: number | null, degreesOfFreedom: number | null, verdict: Outcome, reason: string | null }>, points: { scores: { indexes: Array<number>, values: Array<number> }, deltas: { indexes: Array<number>, values: Array<number> }, walk: { indexes: Array<number>, values: Array<number> } } };

export type MetricsDataFragment = { minimum: string, maximum: string, mean: number | null, median: number | null, std: number | null, hurst: number };

export type NewestAnalysisQueryVariables = Exact<{
  id: string | number;
}>;


export type NewestAnalysisQuery = { tokens: { id: string, analysis: { significance: number, verdict: Outcome, data: { minimum: string, maximum: string }, score: { minimum: string, maximum: string, mean: number | null, median: number | null, std: number | null, hurst: number }, delta: { minimum: string, maximum: string, mean: number | null, median: number | null, std: number | null, hurst: number }, histogram: Array<{ minimum: string, count: string }>, frequencies: Array<{ position: number, counts: Array<string>, expected: Array<number> }> | null, tests: Array<{ name: TestName, position: number | null, pValue: number | null, statistic: number | null, expected: number | null, degreesOfFreedom: number | null, verdict: Outcome, reason: string | null }>, points: { scores: { indexes: Array<number>, values: Array<number> }, deltas: { indexes: Array<number>, values: Array<number> }, walk: { indexes: Array<number>, values: Array<number> } } } | null } | null };

export type PartAnalysesQueryVariables = Exact<{
  id: string | number;
}>;


export type PartAnalysesQuery = { tokens: { id: string, parts: Array<{ number: number, analysis: { significance: number, verdict: Outcome, data: { minimum: string, maximum: string }, score: { minimum: string, maximum: string, mean: number | null, median: number | null, std: number | null, hurst: number }, delta: { minimum: string, maximum: string, mean: number | null, median: number | null, std: number | null, hurst: number }, histogram: Array<{ minimum: string, count: string }>, frequencies: Array<{ position: number, counts: Array<string>, expected: Array<number> }> | null, tests: Array<{ name: TestName, position: number | null, pValue: number | null, statistic: number | null, expected: number | null, degreesOfFreedom: number | null, verdict: Outcome, reason: string | null }>, points: { scores: { indexes: Array<number>, values: Array<number> }, deltas: { indexes: Array<number>, values: Array<number> }, walk: { indexes: Array<number>, values: Array<number> } } } | null }> } | null };

export type StatusRowFragment = { status: Status, size: string, available: string, progress: number, rate: number | null, partial: boolean | null, error: { code: ErrorCode, message: string } | null, timestamps: { requested: string, started: string | null, ended: string | null, finished: string | null, analyzed: string | null, failed: string | null, cancelled: string | null, deleted: string | null } };

export type LineRowFragment = { id: string, digits: number, analysisLevel: AnalysisLevel, alphabet: { name: string, length: number } | null, parts: Array<{ number: number }> };

export type LinesQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type LinesQuery = { productionLines: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, digits: number, analysisLevel: AnalysisLevel, status: { status: Status, size: string, available: string, progress: number, rate: number | null, partial: boolean | null, error: { code: ErrorCode, message: string } | null, timestamps: { requested: string, started: string | null, ended: string | null, finished: string | null, analyzed: string | null, failed: string | null, cancelled: string | null, deleted: string | null } } | null, alphabet: { name: string, length: number } | null, parts: Array<{ number: number }> } }> } | null };

export type ProductionsSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type ProductionsSubscription = { productions: { tokens: { id: string, digits: number, analysisLevel: AnalysisLevel, alphabet: { name: string, length: number } | null, parts: Array<{ number: number }> }, status: { status: Status, size: string, available: string, progress: number, rate: number | null, partial: boolean | null, error: { code: ErrorCode, message: string } | null, timestamps: { requested: string, started: string | null, ended: string | null, finished: string | null, analyzed: string | null, failed: string | null, cancelled: string | null, deleted: string | null } } } };

export type LineFilesQueryVariables = Exact<{
  id: string | number;
}>;


export type LineFilesQuery = { tokens: { id: string, parts: Array<{ number: number, size: string, status: { files: Array<{ kind: FileKind, url: string, size: string | null }> } | null }> } | null };

export type FileLinksQueryVariables = Exact<{
  id: string | number;
  format?: FileFormat | null | undefined;
  bom: boolean;
}>;


export type FileLinksQuery = { tokens: { id: string, parts: Array<{ number: number, status: { files: Array<{ kind: FileKind, download: { url: string } }> } | null }> } | null };

export type LineQueryVariables = Exact<{
  id: string | number;
}>;


export type LineQuery = { tokens: { seed: string | null, id: string, digits: number, analysisLevel: AnalysisLevel, alphabet: { name: string, chars: string, length: number, bytes: number, ascii: boolean, parity: number } | null, status: { reachable: string, status: Status, size: string, available: string, progress: number, rate: number | null, partial: boolean | null, error: { code: ErrorCode, message: string } | null, timestamps: { requested: string, started: string | null, ended: string | null, finished: string | null, analyzed: string | null, failed: string | null, cancelled: string | null, deleted: string | null } } | null, parts: Array<{ number: number, firstIndex: string, size: string, payment: { transaction: string, ident: string } | null, status: { checksum: string | null, status: Status, size: string, available: string, progress: number, rate: number | null, partial: boolean | null, files: Array<{ kind: FileKind, url: string, size: string | null, hash: string | null, sha256: string | null, merkleRoot: string | null }>, error: { code: ErrorCode, message: string } | null, timestamps: { requested: string, started: string | null, ended: string | null, finished: string | null, analyzed: string | null, failed: string | null, cancelled: string | null, deleted: string | null } } | null }> } | null };

export type CertificatesQueryVariables = Exact<{
  id: string | number;
}>;


export type CertificatesQuery = { tokens: { id: string, parts: Array<{ number: number, certificate: string | null }> } | null };

export type VerifyTokensQueryVariables = Exact<{
  id: string | number;
  tokens: Array<string> | string;
}>;


export type VerifyTokensQuery = { verifyTokens: Array<{ token: string, canonical: string | null, issued: boolean, result: VerificationResult, part: number | null, position: string | null, suspect: Array<number> | null }> | null };

export type RequestTokensMutationVariables = Exact<{
  input: RequestTokensInput;
  key: string;
}>;


export type RequestTokensMutation = { requestTokens: { id: string, digits: number, analysisLevel: AnalysisLevel, status: { status: Status, size: string, available: string, progress: number, rate: number | null, partial: boolean | null, error: { code: ErrorCode, message: string } | null, timestamps: { requested: string, started: string | null, ended: string | null, finished: string | null, analyzed: string | null, failed: string | null, cancelled: string | null, deleted: string | null } } | null, alphabet: { name: string, length: number } | null, parts: Array<{ number: number }> } | null };

export type ContinueTokensMutationVariables = Exact<{
  input: ContinueTokensInput;
  key: string;
}>;


export type ContinueTokensMutation = { continueTokens: { id: string, digits: number, analysisLevel: AnalysisLevel, status: { status: Status, size: string, available: string, progress: number, rate: number | null, partial: boolean | null, error: { code: ErrorCode, message: string } | null, timestamps: { requested: string, started: string | null, ended: string | null, finished: string | null, analyzed: string | null, failed: string | null, cancelled: string | null, deleted: string | null } } | null, alphabet: { name: string, length: number } | null, parts: Array<{ number: number }> } | null };

export type CancelTokensMutationVariables = Exact<{
  id: string | number;
}>;


export type CancelTokensMutation = { cancelTokens: { id: string, digits: number, analysisLevel: AnalysisLevel, status: { status: Status, size: string, available: string, progress: number, rate: number | null, partial: boolean | null, error: { code: ErrorCode, message: string } | null, timestamps: { requested: string, started: string | null, ended: string | null, finished: string | null, analyzed: string | null, failed: string | null, cancelled: string | null, deleted: string | null } } | null, alphabet: { name: string, length: number } | null, parts: Array<{ number: number }> } | null };

export type DeleteTokensMutationVariables = Exact<{
  id: string | number;
}>;


export type DeleteTokensMutation = { deleteTokens: { id: string, digits: number, analysisLevel: AnalysisLevel, status: { status: Status, size: string, available: string, progress: number, rate: number | null, partial: boolean | null, error: { code: ErrorCode, message: string } | null, timestamps: { requested: string, started: string | null, ended: string | null, finished: string | null, analyzed: string | null, failed: string | null, cancelled: string | null, deleted: string | null } } | null, alphabet: { name: string, length: number } | null, parts: Array<{ number: number }> } | null };

export type QuoteQueryVariables = Exact<{
  input: QuoteInput;
}>;


export type QuoteQuery = { quote: { available: string | null, reachable: string | null, bytes: string | null, seconds: number | null, samples: Array<string>, warnings: Array<{ code: WarningCode, message: string }>, price: { amount: string, currency: string } | null, refusals: Array<{ code: ErrorCode, message: string, field: string | null, minimum: string | null, maximum: string | null }> } | null };

export type OpenPaymentMutationVariables = Exact<{
  input: QuoteInput;
  key: string;
}>;


export type OpenPaymentMutation = { openPayment: { transaction: string, ident: string, status: PaymentIntentStatus } | null };

export const SessionRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Session"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"client"}},{"kind":"Field","name":{"kind":"Name","value":"agent"}},{"kind":"Field","name":{"kind":"Name","value":"timestamps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"granted"}},{"kind":"Field","name":{"kind":"Name","value":"revoked"}}]}}]}}]} as unknown as DocumentNode<SessionRowFragment, unknown>;
export const AlphabetRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AlphabetRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Alphabet"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"style"}},{"kind":"Field","name":{"kind":"Name","value":"chars"}},{"kind":"Field","name":{"kind":"Name","value":"length"}},{"kind":"Field","name":{"kind":"Name","value":"bytes"}},{"kind":"Field","name":{"kind":"Name","value":"ascii"}},{"kind":"Field","name":{"kind":"Name","value":"parity"}}]}}]} as unknown as DocumentNode<AlphabetRowFragment, unknown>;
export const MetricsDataFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MetricsData"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Metrics"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minimum"}},{"kind":"Field","name":{"kind":"Name","value":"maximum"}},{"kind":"Field","name":{"kind":"Name","value":"mean"}},{"kind":"Field","name":{"kind":"Name","value":"median"}},{"kind":"Field","name":{"kind":"Name","value":"std"}},{"kind":"Field","name":{"kind":"Name","value":"hurst"}}]}}]} as unknown as DocumentNode<MetricsDataFragment, unknown>;
export const AnalysisDataFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AnalysisData"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Analysis"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"significance"}},{"kind":"Field","name":{"kind":"Name","value":"verdict"}},{"kind":"Field","name":{"kind":"Name","value":"data"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minimum"}},{"kind":"Field","name":{"kind":"Name","value":"maximum"}}]}},{"kind":"Field","name":{"kind":"Name","value":"score"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MetricsData"}}]}},{"kind":"Field","name":{"kind":"Name","value":"delta"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MetricsData"}}]}},{"kind":"Field","name":{"kind":"Name","value":"histogram"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minimum"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"frequencies"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"counts"}},{"kind":"Field","name":{"kind":"Name","value":"expected"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tests"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"pValue"}},{"kind":"Field","name":{"kind":"Name","value":"statistic"}},{"kind":"Field","name":{"kind":"Name","value":"expected"}},{"kind":"Field","name":{"kind":"Name","value":"degreesOfFreedom"}},{"kind":"Field","name":{"kind":"Name","value":"verdict"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"points"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"scores"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"indexes"}},{"kind":"Field","name":{"kind":"Name","value":"values"}}]}},{"kind":"Field","name":{"kind":"Name","value":"deltas"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"indexes"}},{"kind":"Field","name":{"kind":"Name","value":"values"}}]}},{"kind":"Field","name":{"kind":"Name","value":"walk"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"indexes"}},{"kind":"Field","name":{"kind":"Name","value":"values"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MetricsData"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Metrics"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minimum"}},{"kind":"Field","name":{"kind":"Name","value":"maximum"}},{"kind":"Field","name":{"kind":"Name","value":"mean"}},{"kind":"Field","name":{"kind":"Name","value":"median"}},{"kind":"Field","name":{"kind":"Name","value":"std"}},{"kind":"Field","name":{"kind":"Name","value":"hurst"}}]}}]} as unknown as DocumentNode<AnalysisDataFragment, unknown>;
export const StatusRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StatusRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProductionStatus"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"rate"}},{"kind":"Field","name":{"kind":"Name","value":"partial"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"timestamps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requested"}},{"kind":"Field","name":{"kind":"Name","value":"started"}},{"kind":"Field","name":{"kind":"Name","value":"ended"}},{"kind":"Field","name":{"kind":"Name","value":"finished"}},{"kind":"Field","name":{"kind":"Name","value":"analyzed"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"cancelled"}},{"kind":"Field","name":{"kind":"Name","value":"deleted"}}]}}]}}]} as unknown as DocumentNode<StatusRowFragment, unknown>;
export const LineRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LineRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tokens"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"digits"}},{"kind":"Field","name":{"kind":"Name","value":"analysisLevel"}},{"kind":"Field","name":{"kind":"Name","value":"alphabet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"length"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}}]} as unknown as DocumentNode<LineRowFragment, unknown>;
export const CustomerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"company"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"usage"}},{"kind":"Field","name":{"kind":"Name","value":"agreement"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"partBytes"}},{"kind":"Field","name":{"kind":"Name","value":"limits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minTokens"}},{"kind":"Field","name":{"kind":"Name","value":"maxTokens"}},{"kind":"Field","name":{"kind":"Name","value":"minDigits"}},{"kind":"Field","name":{"kind":"Name","value":"maxDigits"}}]}},{"kind":"Field","name":{"kind":"Name","value":"quotas"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"openLines"}},{"kind":"Field","name":{"kind":"Name","value":"openSessions"}},{"kind":"Field","name":{"kind":"Name","value":"alphabetChars"}},{"kind":"Field","name":{"kind":"Name","value":"openPayments"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKeys"}},{"kind":"Field","name":{"kind":"Name","value":"sockets"}},{"kind":"Field","name":{"kind":"Name","value":"operationsPerSocket"}},{"kind":"Field","name":{"kind":"Name","value":"requestsPerSecond"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"used"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"openLines"}},{"kind":"Field","name":{"kind":"Name","value":"openSessions"}},{"kind":"Field","name":{"kind":"Name","value":"alphabetChars"}},{"kind":"Field","name":{"kind":"Name","value":"formatChars"}},{"kind":"Field","name":{"kind":"Name","value":"openPayments"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKeys"}}]}},{"kind":"Field","name":{"kind":"Name","value":"price"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"}},{"kind":"Field","name":{"kind":"Name","value":"digit"}},{"kind":"Field","name":{"kind":"Name","value":"metrics"}},{"kind":"Field","name":{"kind":"Name","value":"rebate"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]} as unknown as DocumentNode<CustomerQuery, CustomerQueryVariables>;
export const SessionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Sessions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"sessions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SessionRow"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Session"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"client"}},{"kind":"Field","name":{"kind":"Name","value":"agent"}},{"kind":"Field","name":{"kind":"Name","value":"timestamps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"granted"}},{"kind":"Field","name":{"kind":"Name","value":"revoked"}}]}}]}}]} as unknown as DocumentNode<SessionsQuery, SessionsQueryVariables>;
export const CurrentSessionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CurrentSession"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SessionRow"}},{"kind":"Field","name":{"kind":"Name","value":"limits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minTokens"}},{"kind":"Field","name":{"kind":"Name","value":"maxTokens"}},{"kind":"Field","name":{"kind":"Name","value":"minDigits"}},{"kind":"Field","name":{"kind":"Name","value":"maxDigits"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Session"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"client"}},{"kind":"Field","name":{"kind":"Name","value":"agent"}},{"kind":"Field","name":{"kind":"Name","value":"timestamps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"granted"}},{"kind":"Field","name":{"kind":"Name","value":"revoked"}}]}}]}}]} as unknown as DocumentNode<CurrentSessionQuery, CurrentSessionQueryVariables>;
export const OpenSessionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"OpenSession"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"note"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"key"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"openSession"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"note"},"value":{"kind":"Variable","name":{"kind":"Name","value":"note"}}},{"kind":"Argument","name":{"kind":"Name","value":"idempotencyKey"},"value":{"kind":"Variable","name":{"kind":"Name","value":"key"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SessionRow"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Session"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"client"}},{"kind":"Field","name":{"kind":"Name","value":"agent"}},{"kind":"Field","name":{"kind":"Name","value":"timestamps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"granted"}},{"kind":"Field","name":{"kind":"Name","value":"revoked"}}]}}]}}]} as unknown as DocumentNode<OpenSessionMutation, OpenSessionMutationVariables>;
export const CloseSessionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CloseSession"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"key"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UUID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"closeSession"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"key"},"value":{"kind":"Variable","name":{"kind":"Name","value":"key"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SessionRow"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Session"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"client"}},{"kind":"Field","name":{"kind":"Name","value":"agent"}},{"kind":"Field","name":{"kind":"Name","value":"timestamps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"granted"}},{"kind":"Field","name":{"kind":"Name","value":"revoked"}}]}}]}}]} as unknown as DocumentNode<CloseSessionMutation, CloseSessionMutationVariables>;
export const AlphabetsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Alphabets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alphabets"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1000"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AlphabetRow"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AlphabetRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Alphabet"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"style"}},{"kind":"Field","name":{"kind":"Name","value":"chars"}},{"kind":"Field","name":{"kind":"Name","value":"length"}},{"kind":"Field","name":{"kind":"Name","value":"bytes"}},{"kind":"Field","name":{"kind":"Name","value":"ascii"}},{"kind":"Field","name":{"kind":"Name","value":"parity"}}]}}]} as unknown as DocumentNode<AlphabetsQuery, AlphabetsQueryVariables>;
export const AddAlphabetDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddAlphabet"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"name"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"chars"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"key"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addAlphabet"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"name"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"chars"},"value":{"kind":"Variable","name":{"kind":"Name","value":"chars"}}}]}},{"kind":"Argument","name":{"kind":"Name","value":"idempotencyKey"},"value":{"kind":"Variable","name":{"kind":"Name","value":"key"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AlphabetRow"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AlphabetRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Alphabet"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"style"}},{"kind":"Field","name":{"kind":"Name","value":"chars"}},{"kind":"Field","name":{"kind":"Name","value":"length"}},{"kind":"Field","name":{"kind":"Name","value":"bytes"}},{"kind":"Field","name":{"kind":"Name","value":"ascii"}},{"kind":"Field","name":{"kind":"Name","value":"parity"}}]}}]} as unknown as DocumentNode<AddAlphabetMutation, AddAlphabetMutationVariables>;
export const RemoveAlphabetDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RemoveAlphabet"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"name"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removeAlphabet"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"name"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AlphabetRow"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AlphabetRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Alphabet"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"style"}},{"kind":"Field","name":{"kind":"Name","value":"chars"}},{"kind":"Field","name":{"kind":"Name","value":"length"}},{"kind":"Field","name":{"kind":"Name","value":"bytes"}},{"kind":"Field","name":{"kind":"Name","value":"ascii"}},{"kind":"Field","name":{"kind":"Name","value":"parity"}}]}}]} as unknown as DocumentNode<RemoveAlphabetMutation, RemoveAlphabetMutationVariables>;
export const NewestAnalysisDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"NewestAnalysis"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tokens"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"analysis"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AnalysisData"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MetricsData"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Metrics"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minimum"}},{"kind":"Field","name":{"kind":"Name","value":"maximum"}},{"kind":"Field","name":{"kind":"Name","value":"mean"}},{"kind":"Field","name":{"kind":"Name","value":"median"}},{"kind":"Field","name":{"kind":"Name","value":"std"}},{"kind":"Field","name":{"kind":"Name","value":"hurst"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AnalysisData"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Analysis"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"significance"}},{"kind":"Field","name":{"kind":"Name","value":"verdict"}},{"kind":"Field","name":{"kind":"Name","value":"data"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minimum"}},{"kind":"Field","name":{"kind":"Name","value":"maximum"}}]}},{"kind":"Field","name":{"kind":"Name","value":"score"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MetricsData"}}]}},{"kind":"Field","name":{"kind":"Name","value":"delta"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MetricsData"}}]}},{"kind":"Field","name":{"kind":"Name","value":"histogram"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minimum"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"frequencies"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"counts"}},{"kind":"Field","name":{"kind":"Name","value":"expected"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tests"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"pValue"}},{"kind":"Field","name":{"kind":"Name","value":"statistic"}},{"kind":"Field","name":{"kind":"Name","value":"expected"}},{"kind":"Field","name":{"kind":"Name","value":"degreesOfFreedom"}},{"kind":"Field","name":{"kind":"Name","value":"verdict"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"points"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"scores"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"indexes"}},{"kind":"Field","name":{"kind":"Name","value":"values"}}]}},{"kind":"Field","name":{"kind":"Name","value":"deltas"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"indexes"}},{"kind":"Field","name":{"kind":"Name","value":"values"}}]}},{"kind":"Field","name":{"kind":"Name","value":"walk"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"indexes"}},{"kind":"Field","name":{"kind":"Name","value":"values"}}]}}]}}]}}]} as unknown as DocumentNode<NewestAnalysisQuery, NewestAnalysisQueryVariables>;
export const PartAnalysesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PartAnalyses"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tokens"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"parts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"analysis"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AnalysisData"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MetricsData"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Metrics"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minimum"}},{"kind":"Field","name":{"kind":"Name","value":"maximum"}},{"kind":"Field","name":{"kind":"Name","value":"mean"}},{"kind":"Field","name":{"kind":"Name","value":"median"}},{"kind":"Field","name":{"kind":"Name","value":"std"}},{"kind":"Field","name":{"kind":"Name","value":"hurst"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AnalysisData"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Analysis"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"significance"}},{"kind":"Field","name":{"kind":"Name","value":"verdict"}},{"kind":"Field","name":{"kind":"Name","value":"data"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minimum"}},{"kind":"Field","name":{"kind":"Name","value":"maximum"}}]}},{"kind":"Field","name":{"kind":"Name","value":"score"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MetricsData"}}]}},{"kind":"Field","name":{"kind":"Name","value":"delta"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MetricsData"}}]}},{"kind":"Field","name":{"kind":"Name","value":"histogram"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minimum"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"frequencies"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"counts"}},{"kind":"Field","name":{"kind":"Name","value":"expected"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tests"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"pValue"}},{"kind":"Field","name":{"kind":"Name","value":"statistic"}},{"kind":"Field","name":{"kind":"Name","value":"expected"}},{"kind":"Field","name":{"kind":"Name","value":"degreesOfFreedom"}},{"kind":"Field","name":{"kind":"Name","value":"verdict"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"points"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"scores"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"indexes"}},{"kind":"Field","name":{"kind":"Name","value":"values"}}]}},{"kind":"Field","name":{"kind":"Name","value":"deltas"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"indexes"}},{"kind":"Field","name":{"kind":"Name","value":"values"}}]}},{"kind":"Field","name":{"kind":"Name","value":"walk"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"indexes"}},{"kind":"Field","name":{"kind":"Name","value":"values"}}]}}]}}]}}]} as unknown as DocumentNode<PartAnalysesQuery, PartAnalysesQueryVariables>;
export const LinesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Lines"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"productionLines"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LineRow"}},{"kind":"Field","name":{"kind":"Name","value":"status"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StatusRow"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LineRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tokens"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"digits"}},{"kind":"Field","name":{"kind":"Name","value":"analysisLevel"}},{"kind":"Field","name":{"kind":"Name","value":"alphabet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"length"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StatusRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProductionStatus"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"rate"}},{"kind":"Field","name":{"kind":"Name","value":"partial"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"timestamps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requested"}},{"kind":"Field","name":{"kind":"Name","value":"started"}},{"kind":"Field","name":{"kind":"Name","value":"ended"}},{"kind":"Field","name":{"kind":"Name","value":"finished"}},{"kind":"Field","name":{"kind":"Name","value":"analyzed"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"cancelled"}},{"kind":"Field","name":{"kind":"Name","value":"deleted"}}]}}]}}]} as unknown as DocumentNode<LinesQuery, LinesQueryVariables>;
export const ProductionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"Productions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"productions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tokens"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LineRow"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StatusRow"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LineRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tokens"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"digits"}},{"kind":"Field","name":{"kind":"Name","value":"analysisLevel"}},{"kind":"Field","name":{"kind":"Name","value":"alphabet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"length"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StatusRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProductionStatus"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"rate"}},{"kind":"Field","name":{"kind":"Name","value":"partial"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"timestamps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requested"}},{"kind":"Field","name":{"kind":"Name","value":"started"}},{"kind":"Field","name":{"kind":"Name","value":"ended"}},{"kind":"Field","name":{"kind":"Name","value":"finished"}},{"kind":"Field","name":{"kind":"Name","value":"analyzed"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"cancelled"}},{"kind":"Field","name":{"kind":"Name","value":"deleted"}}]}}]}}]} as unknown as DocumentNode<ProductionsSubscription, ProductionsSubscriptionVariables>;
export const LineFilesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LineFiles"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tokens"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"parts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"status"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"files"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"size"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<LineFilesQuery, LineFilesQueryVariables>;
export const FileLinksDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FileLinks"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"format"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"FileFormat"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"bom"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tokens"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"parts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"files"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"download"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"format"},"value":{"kind":"Variable","name":{"kind":"Name","value":"format"}}},{"kind":"Argument","name":{"kind":"Name","value":"bom"},"value":{"kind":"Variable","name":{"kind":"Name","value":"bom"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<FileLinksQuery, FileLinksQueryVariables>;
export const LineDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Line"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tokens"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LineRow"}},{"kind":"Field","name":{"kind":"Name","value":"seed"}},{"kind":"Field","name":{"kind":"Name","value":"alphabet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"chars"}},{"kind":"Field","name":{"kind":"Name","value":"length"}},{"kind":"Field","name":{"kind":"Name","value":"bytes"}},{"kind":"Field","name":{"kind":"Name","value":"ascii"}},{"kind":"Field","name":{"kind":"Name","value":"parity"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StatusRow"}},{"kind":"Field","name":{"kind":"Name","value":"reachable"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"firstIndex"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transaction"}},{"kind":"Field","name":{"kind":"Name","value":"ident"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StatusRow"}},{"kind":"Field","name":{"kind":"Name","value":"checksum"}},{"kind":"Field","name":{"kind":"Name","value":"files"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"hash"}},{"kind":"Field","name":{"kind":"Name","value":"sha256"}},{"kind":"Field","name":{"kind":"Name","value":"merkleRoot"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LineRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tokens"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"digits"}},{"kind":"Field","name":{"kind":"Name","value":"analysisLevel"}},{"kind":"Field","name":{"kind":"Name","value":"alphabet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"length"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StatusRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProductionStatus"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"rate"}},{"kind":"Field","name":{"kind":"Name","value":"partial"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"timestamps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requested"}},{"kind":"Field","name":{"kind":"Name","value":"started"}},{"kind":"Field","name":{"kind":"Name","value":"ended"}},{"kind":"Field","name":{"kind":"Name","value":"finished"}},{"kind":"Field","name":{"kind":"Name","value":"analyzed"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"cancelled"}},{"kind":"Field","name":{"kind":"Name","value":"deleted"}}]}}]}}]} as unknown as DocumentNode<LineQuery, LineQueryVariables>;
export const CertificatesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Certificates"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tokens"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"parts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"certificate"}}]}}]}}]}}]} as unknown as DocumentNode<CertificatesQuery, CertificatesQueryVariables>;
export const VerifyTokensDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"VerifyTokens"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"tokens"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verifyTokens"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"tokens"},"value":{"kind":"Variable","name":{"kind":"Name","value":"tokens"}}},{"kind":"Argument","name":{"kind":"Name","value":"lenient"},"value":{"kind":"BooleanValue","value":true}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"token"}},{"kind":"Field","name":{"kind":"Name","value":"canonical"}},{"kind":"Field","name":{"kind":"Name","value":"issued"}},{"kind":"Field","name":{"kind":"Name","value":"result"}},{"kind":"Field","name":{"kind":"Name","value":"part"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"suspect"}}]}}]}}]} as unknown as DocumentNode<VerifyTokensQuery, VerifyTokensQueryVariables>;
export const RequestTokensDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RequestTokens"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RequestTokensInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"key"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requestTokens"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}},{"kind":"Argument","name":{"kind":"Name","value":"idempotencyKey"},"value":{"kind":"Variable","name":{"kind":"Name","value":"key"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LineRow"}},{"kind":"Field","name":{"kind":"Name","value":"status"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StatusRow"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LineRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tokens"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"digits"}},{"kind":"Field","name":{"kind":"Name","value":"analysisLevel"}},{"kind":"Field","name":{"kind":"Name","value":"alphabet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"length"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StatusRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProductionStatus"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"rate"}},{"kind":"Field","name":{"kind":"Name","value":"partial"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"timestamps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requested"}},{"kind":"Field","name":{"kind":"Name","value":"started"}},{"kind":"Field","name":{"kind":"Name","value":"ended"}},{"kind":"Field","name":{"kind":"Name","value":"finished"}},{"kind":"Field","name":{"kind":"Name","value":"analyzed"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"cancelled"}},{"kind":"Field","name":{"kind":"Name","value":"deleted"}}]}}]}}]} as unknown as DocumentNode<RequestTokensMutation, RequestTokensMutationVariables>;
export const ContinueTokensDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ContinueTokens"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ContinueTokensInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"key"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"continueTokens"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}},{"kind":"Argument","name":{"kind":"Name","value":"idempotencyKey"},"value":{"kind":"Variable","name":{"kind":"Name","value":"key"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LineRow"}},{"kind":"Field","name":{"kind":"Name","value":"status"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StatusRow"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LineRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tokens"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"digits"}},{"kind":"Field","name":{"kind":"Name","value":"analysisLevel"}},{"kind":"Field","name":{"kind":"Name","value":"alphabet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"length"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StatusRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProductionStatus"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"rate"}},{"kind":"Field","name":{"kind":"Name","value":"partial"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"timestamps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requested"}},{"kind":"Field","name":{"kind":"Name","value":"started"}},{"kind":"Field","name":{"kind":"Name","value":"ended"}},{"kind":"Field","name":{"kind":"Name","value":"finished"}},{"kind":"Field","name":{"kind":"Name","value":"analyzed"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"cancelled"}},{"kind":"Field","name":{"kind":"Name","value":"deleted"}}]}}]}}]} as unknown as DocumentNode<ContinueTokensMutation, ContinueTokensMutationVariables>;
export const CancelTokensDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CancelTokens"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cancelTokens"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LineRow"}},{"kind":"Field","name":{"kind":"Name","value":"status"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StatusRow"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LineRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tokens"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"digits"}},{"kind":"Field","name":{"kind":"Name","value":"analysisLevel"}},{"kind":"Field","name":{"kind":"Name","value":"alphabet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"length"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StatusRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProductionStatus"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"rate"}},{"kind":"Field","name":{"kind":"Name","value":"partial"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"timestamps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requested"}},{"kind":"Field","name":{"kind":"Name","value":"started"}},{"kind":"Field","name":{"kind":"Name","value":"ended"}},{"kind":"Field","name":{"kind":"Name","value":"finished"}},{"kind":"Field","name":{"kind":"Name","value":"analyzed"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"cancelled"}},{"kind":"Field","name":{"kind":"Name","value":"deleted"}}]}}]}}]} as unknown as DocumentNode<CancelTokensMutation, CancelTokensMutationVariables>;
export const DeleteTokensDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteTokens"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteTokens"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LineRow"}},{"kind":"Field","name":{"kind":"Name","value":"status"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StatusRow"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LineRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tokens"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"digits"}},{"kind":"Field","name":{"kind":"Name","value":"analysisLevel"}},{"kind":"Field","name":{"kind":"Name","value":"alphabet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"length"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StatusRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProductionStatus"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"rate"}},{"kind":"Field","name":{"kind":"Name","value":"partial"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"timestamps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requested"}},{"kind":"Field","name":{"kind":"Name","value":"started"}},{"kind":"Field","name":{"kind":"Name","value":"ended"}},{"kind":"Field","name":{"kind":"Name","value":"finished"}},{"kind":"Field","name":{"kind":"Name","value":"analyzed"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"cancelled"}},{"kind":"Field","name":{"kind":"Name","value":"deleted"}}]}}]}}]} as unknown as DocumentNode<DeleteTokensMutation, DeleteTokensMutationVariables>;
export const QuoteDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Quote"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"QuoteInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"quote"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"reachable"}},{"kind":"Field","name":{"kind":"Name","value":"bytes"}},{"kind":"Field","name":{"kind":"Name","value":"seconds"}},{"kind":"Field","name":{"kind":"Name","value":"samples"}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"price"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"refusals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"minimum"}},{"kind":"Field","name":{"kind":"Name","value":"maximum"}}]}}]}}]}}]} as unknown as DocumentNode<QuoteQuery, QuoteQueryVariables>;
export const OpenPaymentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"OpenPayment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"QuoteInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"key"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"openPayment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}},{"kind":"Argument","name":{"kind":"Name","value":"idempotencyKey"},"value":{"kind":"Variable","name":{"kind":"Name","value":"key"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transaction"}},{"kind":"Field","name":{"kind":"Name","value":"ident"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]} as unknown as DocumentNode<OpenPaymentMutation, OpenPaymentMutationVariables>;