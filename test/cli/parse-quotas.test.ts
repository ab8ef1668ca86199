import { expect, it } from "vitest";
import { parseQuotas } from "../../src/cli/parse-quotas.ts";

it("reads quotas by their names", () => {
  expect(parseQuotas(["openLines=500", "sockets=0", "requestsPerSecond=none", "alphabetChars=agreement"])).toEqual({
    openLines: 500,
    sockets: 0,
    requestsPerSecond: null,
    alphabetChars: undefined,
  });
});

it.each([
  [
    "lines=5",
    'There is no quota "lines": --quota takes <name>=<number>, and the names are openLines, openSessions, alphabetChars, openPayments, idempotencyKeys, sockets, operationsPerSocket, requestsPerSecond.',
  ],
  ["openLines", "The quota openLines must be a whole number from 0 to 1000000000 or the word agreement."],
  ["openLines=none", "The quota openLines must be a whole number from 0 to 1000000000 or the word agreement."],
  ["openLines=-1", "The quota openLines must be a whole number from 0 to 1000000000 or the word agreement."],
  ["openSessions=1e3", "The quota openSessions must be a whole number from 0 to 1000000000 or the word agreement."],
  [
    "requestsPerSecond=0",
    "The quota requestsPerSecond must be a whole number from 1 to 1000000000, none for no limit, or the word agreement.",
  ],
])("refuses %s", (text, message) => {
  expect(() => parseQuotas([text])).toThrow(message);
});
