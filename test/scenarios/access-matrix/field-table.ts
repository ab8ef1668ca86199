import { byApiKey, bySession, type Expected, forEverybody } from "./expectations.ts";

export interface FieldCase {
  /** Its variables: `line`, `session`, `alphabet`, `payment`, `snapshot` and `token` of the owner's, `newId` and `newIdent` that nobody has used. */
  readonly document: string;
  readonly expected: Expected;
}

const PAYMENT = "payment: { transaction: $newId, ident: $newIdent }";

/** Every root field of the schema, by type and name; after a colon what is special about the case. */
export const FIELD_TABLE: Readonly<Record<string, FieldCase>> = {
  "Query.alphabet": {
    document:
      "query ($alphabet: String!) { alphabet(name: $alphabet) { name chars capacity(digits: 5) { available } } }",
    expected: bySession("data", "null"),
  },
  "Query.alphabet: a preset": {
    document: `{ alphabet(name: "DICE") { name chars } }`,
    expected: bySession("data", "own"),
  },
  "Query.alphabets": {
    document: "{ alphabets { edges { node { name chars } } } }",
    expected: bySession("data", "own"),
  },
  "Query.formats": { document: "{ formats { edges { node { name } } } }", expected: bySession("data", "own") },
  "Query.customer": {
    document: "{ customer { id sessions { edges { node { key note } } } agreement { name } price { job } } }",
    expected: byApiKey("data", "own"),
  },
  "Query.node": {
    document: "query ($line: ID!) { node(id: $line) { id ... on Tokens { seed alphabet { chars } } } }",
    expected: { ...bySession("data", "null"), apiKeyAlone: "null", revoked: "API_KEY_REFUSED" },
  },
  "Query.node: the owner's payment": {
    document: "query ($payment: ID!) { node(id: $payment) { id ... on PaymentIntent { ident } } }",
    expected: { ...bySession("data", "data", "null"), apiKeyAlone: "null", revoked: "API_KEY_REFUSED" },
  },
  "Query.nodes": {
    document: "query ($line: ID!) { nodes(ids: [$line]) { id ... on Tokens { digits } } }",
    expected: { ...bySession("data", "own"), apiKeyAlone: "own", revoked: "API_KEY_REFUSED" },
  },
  "Query.paymentIntent": {
    document: "query ($payment: ID!) { paymentIntent(id: $payment) { id ident status } }",
    expected: bySession("data", "data", "null"),
  },
  "Query.productionLines": {
    document:
      "{ productionLines(first: 100) { totalCount edges { cursor node { id alphabet { chars } parts { payment { id } } } } } }",
    expected: bySession("data", "own"),
  },
  "Query.quote": {
    document: `{ quote(input: { shape: { plain: { alphabet: "DICE", digits: 5 } }, size: 1000 }) { available price { amount } } }`,
    expected: bySession("data", "own"),
  },
  "Query.quote: the owner's alphabet": {
    document:
      "query ($alphabet: String!) { quote(input: { shape: { plain: { alphabet: $alphabet, digits: 5 } }, size: 1000 }) { available refusals { code message } } }",
    expected: bySession("data", "own"),
  },
  "Query.quote: the owner's line": {
    document:
      "query ($line: ID!) { quote(input: { shape: { line: $line }, size: 1000 }) { available price { amount } refusals { code message } } }",
    expected: bySession("data", "own"),
  },
  "Query.session": {
    document: "{ session { id note client limits { maxTokens } } }",
    expected: bySession("data", "own"),
  },
  "Query.tokens": {
    document:
      "query ($line: ID!) { tokens(id: $line) { id seed payment { id } analysis { verdict } alphabet { chars } parts { certificate } status { status files { url } } } }",
    expected: bySession("data", "null"),
  },
  "Query.findTokens": {
    document:
      "query ($token: String!) { findTokens(tokens: [$token]) { issued canonical line { id seed } part position } }",
    expected: bySession("data", "own"),
  },
  "Query.verifyTokens": {
    document:
      "query ($line: ID!, $token: String!) { verifyTokens(id: $line, tokens: [$token]) { issued part position } }",
    expected: bySession("data", "NOT_FOUND"),
  },
  "Mutation.addAlphabet": {
    document: `mutation { addAlphabet(input: { name: "ADDED", chars: "XYZ" }) { name } }`,
    expected: bySession("data", "own"),
  },
  "Mutation.addFormat": {
    document: `mutation { addFormat(input: { name: "ADDED", format: { pattern: "{BASE24:8}" } }) { name } }`,
    expected: bySession("data", "own"),
  },
  "Mutation.cancelTokens": {
    document: "mutation ($line: ID!) { cancelTokens(id: $line) { id } }",
    expected: bySession("STATUS_CONFLICT", "NOT_FOUND"),
  },
  "Mutation.closeSession": {
    document: "mutation ($session: UUID!) { closeSession(key: $session) { id } }",
    expected: byApiKey("data", "NOT_FOUND"),
  },
  "Mutation.continueTokens": {
    document: `mutation ($line: ID!, $newId: UUID!, $newIdent: String!) { continueTokens(input: { id: $line, size: 1000, ${PAYMENT} }) { id } }`,
    expected: bySession("data", "NOT_FOUND"),
  },
  "Mutation.continueTokens: its snapshot": {
    document: `mutation ($line: ID!, $snapshot: String!, $newId: UUID!, $newIdent: String!) { continueTokens(input: { id: $line, snapshot: $snapshot, size: 1000, ${PAYMENT} }) { id } }`,
    expected: bySession("data", "data", "SNAPSHOT_REFUSED"), // whoever has the snapshot may continue in any session of the customer's
  },
  "Mutation.deleteAllTokens": { document: "mutation { deleteAllTokens { id } }", expected: bySession("data", "own") },
  "Mutation.deleteTokens": {
    document: "mutation ($line: ID!) { deleteTokens(id: $line) { id } }",
    expected: bySession("data", "NOT_FOUND"),
  },
  "Mutation.openPayment": {
    document: `mutation { openPayment(input: { shape: { plain: { alphabet: "DICE", digits: 5 } }, size: 1000 }) { id } }`,
    expected: bySession("data", "own"),
  },
  "Mutation.openPayment: the owner's line": {
    document: "mutation ($line: ID!) { openPayment(input: { shape: { line: $line }, size: 1000 }) { id } }",
    expected: bySession("data", "NOT_FOUND"),
  },
  "Mutation.openSession": { document: `mutation { openSession(note: "n") { key } }`, expected: byApiKey("own", "own") },
  "Mutation.removeAlphabet": {
    document: "mutation ($alphabet: String!) { removeAlphabet(name: $alphabet) { name } }",
    expected: bySession("data", "ALPHABET_UNKNOWN"),
  },
  "Mutation.removeFormat": {
    document: "mutation ($format: String!) { removeFormat(name: $format) { name } }",
    expected: bySession("data", "FORMAT_UNKNOWN"),
  },
  "Mutation.removeAlphabets": { document: "mutation { removeAlphabets { name } }", expected: bySession("data", "own") },
  "Mutation.requestTokens": {
    document: `mutation ($newId: UUID!, $newIdent: String!) { requestTokens(input: { alphabet: "DICE", digits: 5, size: 1000, ${PAYMENT} }) { id } }`,
    expected: bySession("own", "own"),
  },
  "Mutation.requestTokens: the owner's format": {
    document: `mutation ($format: String!, $newId: UUID!, $newIdent: String!) { requestTokens(input: { formatName: $format, size: 1000, ${PAYMENT} }) { id } }`,
    expected: bySession("data", "FORMAT_UNKNOWN"),
  },
  "Mutation.requestTokens: the owner's alphabet": {
    document: `mutation ($alphabet: String!, $newId: UUID!, $newIdent: String!) { requestTokens(input: { alphabet: $alphabet, digits: 9, size: 1000, ${PAYMENT} }) { id } }`,
    expected: bySession("data", "ALPHABET_UNKNOWN"),
  },
  "Subscription.production": {
    document: "subscription ($line: ID!) { production(id: $line) { tokens { id } status { status } } }",
    expected: forEverybody("METHOD_NOT_ALLOWED"),
  },
  "Subscription.productions": {
    document: "subscription { productions { tokens { id } status { status } } }",
    expected: forEverybody("METHOD_NOT_ALLOWED"),
  },
};

/** The same over WebSocket, where subscriptions are served. */
export const SOCKET_TABLE: Readonly<Record<string, FieldCase>> = {
  "Subscription.production": {
    document:
      "subscription ($line: ID!) { production(id: $line) { tokens { id seed } status { status files { url } } } }",
    expected: bySession("data", "NOT_FOUND"),
  },
  "Subscription.productions": {
    document: "subscription { productions { tokens { id } status { status } } }",
    expected: bySession("data", "own"),
  },
};
