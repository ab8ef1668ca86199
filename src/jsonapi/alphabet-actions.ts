import { z } from "zod";
import { ServiceError } from "../errors.ts";
import { answered, OPERATIONS } from "./operations.ts";
import type { AlphabetRecordFragment, AlphabetStyle } from "./operations.generated.ts";
import { cursorOf, nextLink, PAGE_AFTER, refusingCursor } from "./page.ts";
import { parseBody, resourceType } from "./parse-body.ts";
import type { RestAction } from "./rest-action.ts";
import { AlphabetDocument, AlphabetList } from "./shapes.ts";

export const AddAlphabetBody = z.object(
  {
    data: z.object(
      {
        type: resourceType("alphabet"),
        id: z.string({ error: "The id must be a string: the alphabet's name." }),
        attributes: z.object(
          { chars: z.string({ error: "The chars must be a string." }) },
          { error: "The attributes with the chars are required." },
        ),
      },
      { error: "The body must have a data object." },
    ),
  },
  { error: "The body must be an object with the member data." },
);

const FILTERS = ["filter[length]", "filter[chars]", "filter[style]"];

const NOT_FOUND = "Alphabet not found";

export const ALPHABET_ACTIONS = {
  listAlphabets: {
    summary: "Lists the presets and the session's own alphabets; with filters but no style, presets alone.",
    shape: AlphabetList,
    failure: "Alphabets not listed",
    query: [...FILTERS, PAGE_AFTER],
    answer: async (request) => {
      const filter = filterOf(request.query);
      const { edges, pageInfo } = answered(
        (await refusingCursor(request.run(OPERATIONS.alphabets, { ...filter, after: cursorOf(request) }))).alphabets,
      );
      const alphabets = edges.map(({ node }) => node);
      // Pages go from the newest custom one to the oldest, and within one the oldest stands first.
      const custom = alphabets.filter(({ style }) => style === "CUSTOM").reverse();
      return {
        links: { self: request.pathAndQuery, ...nextLink(request, pageInfo) },
        data: [...alphabets.filter(({ style }) => style === "PRESET"), ...custom].map((each) => alphabetResource(each)),
      };
    },
  },
  getAlphabet: {
    summary: "Shows an alphabet.",
    shape: AlphabetDocument,
    failure: NOT_FOUND,
    answer: async (request) => {
      const { alphabet } = await request.run(OPERATIONS.alphabet, { name: request.parameter("id") });
      if (!alphabet) throw unknown();
      return { links: { self: request.path }, data: alphabetResource(alphabet) };
    },
  },
  getCapacity: {
    summary: "Shows an alphabet, and how many tokens of so many digits it has.",
    shape: AlphabetDocument,
    failure: NOT_FOUND,
    answer: async (request) => {
      const { alphabet } = await request.run(OPERATIONS.alphabetCapacity, {
        name: request.parameter("id"),
        digits: digitsOf(request.parameter("digits")),
      });
      if (!alphabet) throw unknown();
      const { digits, reachable, available } = alphabet.capacity;
      return {
        links: { self: request.path },
        data: alphabetResource(alphabet, { digits: String(digits), reachable, available }),
      };
    },
  },
  addAlphabet: {
    summary: "Adds an alphabet to the session.",
    shape: AlphabetDocument,
    bodyShape: AddAlphabetBody,
    failure: "Alphabet not added",
    pointers: { name: { parameter: "id", pointer: "/data/id" }, chars: "/data/attributes/chars" },
    answer: async (request) => {
      const { id, attributes } = parseBody(AddAlphabetBody, request.body).data;
      const input = { name: id, chars: attributes.chars };
      const added = answered((await request.run(OPERATIONS.addAlphabet, { input })).addAlphabet);
      return {
        location: `/api/alphabets/${added.name}`,
        links: { self: request.path },
        data: alphabetResource(added),
      };
    },
  },
  removeAlphabets: {
    summary: "Removes all of the session's own alphabets, and lists them.",
    shape: AlphabetList,
    failure: "Alphabets not deleted",
    answer: async (request) => {
      const removed = answered((await request.run(OPERATIONS.removeAlphabets, {})).removeAlphabets);
      return { links: { self: request.path }, data: removed.map((alphabet) => alphabetResource(alphabet)) };
    },
  },
  removeAlphabet: {
    summary: "Removes one of the session's own alphabets.",
    shape: AlphabetDocument,
    failure: "Alphabet not deleted",
    pointers: { name: { parameter: "id", pointer: "" } },
    answer: async (request) => {
      const name = request.parameter("id");
      const removed = answered((await request.run(OPERATIONS.removeAlphabet, { name })).removeAlphabet);
      return { links: { self: request.path }, data: alphabetResource(removed) };
    },
  },
} satisfies Readonly<Record<string, RestAction>>;

function alphabetResource(
  { name: id, ascii, length, bytes, parity, chars }: AlphabetRecordFragment,
  capacity: Readonly<Record<string, string>> = {},
) {
  return { type: "alphabet", id, attributes: { ascii, length, bytes, parity, chars, ...capacity } };
}

/** No alphabet is as long, and the schema takes nothing larger. */
const MAX_INT = 2 ** 31 - 1;

/** Without any filter all are listed; a filter without a style means presets only. */
function filterOf(query: ReadonlyMap<string, string>): { style?: AlphabetStyle; length?: number; chars?: string } {
  const length = query.get("filter[length]");
  const chars = query.get("filter[chars]");
  const style = styleOf(query.get("filter[style]"));
  if (length !== undefined && !/^\d{1,1000}$/.test(length))
    throw new ServiceError("FILTER_INVALID", "filter[length] must be a whole number.", "filter[length]");
  const chosen = style ?? (FILTERS.some((name) => query.has(name)) ? "PRESET" : undefined);
  return {
    ...(chosen && { style: chosen }),
    ...(length !== undefined && { length: Math.min(Number(length), MAX_INT) }),
    ...(chars !== undefined && { chars }),
  };
}

function styleOf(style: string | undefined): AlphabetStyle | undefined {
  if (style === undefined) return undefined;
  if (style === "custom") return "CUSTOM";
  if (style === "preset") return "PRESET";
  throw new ServiceError("FILTER_INVALID", "filter[style] must be custom or preset.", "filter[style]");
}

/** A number as the schema takes it; whether it is one of those allowed is the schema's to say. */
function digitsOf(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new ServiceError("DIGITS_INVALID", "The digits must be a whole number from 1 to 1,000.", "digits");
}

function unknown(): ServiceError {
  return new ServiceError(
    "ALPHABET_UNKNOWN",
    "There is no alphabet with that id: name a preset or one of the session's own.",
    "id",
  );
}
