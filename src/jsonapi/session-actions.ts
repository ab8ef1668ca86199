import { z } from "zod";
import { ServiceError } from "../errors.ts";
import { toFloat } from "../lib/to-float.ts";
import { parseUuid } from "../lib/uuid.ts";
import { withoutAbsent } from "./document.ts";
import { answered, OPERATIONS } from "./operations.ts";
import type { SessionRecordFragment, SessionsQuery } from "./operations.generated.ts";
import { cursorOf, nextLink, PAGE_AFTER, PAGE_SIZE, refusingCursor } from "./page.ts";
import { parseBody, refuseClientId, resourceType } from "./parse-body.ts";
import type { RestAction, RestRequest } from "./rest-action.ts";
import { RevokedSession, SessionDocument, SessionList } from "./shapes.ts";

export const OpenSessionBody = z.object(
  {
    data: z.object(
      {
        type: resourceType("session"),
        attributes: z.object(
          { note: z.string({ error: "The note must be a string." }).nullish() },
          { error: "The attributes are required, and may be empty: {}." },
        ),
      },
      { error: "The body must have a data object." },
    ),
  },
  { error: "The body must be an object with the member data." },
);

/** What no session has. */
const NO_KEY = "00000000-0000-0000-0000-000000000000";

const NOT_ESTABLISHED = "Session not established";

export const SESSION_ACTIONS = {
  openSession: {
    summary: "Opens a session, whose id is the Session-Key of all further requests.",
    shape: SessionDocument,
    bodyShape: OpenSessionBody,
    needsBody: false,
    keys: ["Api-Key"],
    failure: NOT_ESTABLISHED,
    pointers: { note: "/data/attributes/note" },
    answer: async (request) => {
      refuseClientId(request.body);
      const note = request.body === undefined ? null : parseBody(OpenSessionBody, request.body).data.attributes.note;
      const opened = answered((await request.run(OPERATIONS.openSession, { note: note ?? null })).openSession);
      return { links: { self: request.path }, data: sessionResource(opened) };
    },
  },
  listSessions: {
    summary: "Lists the sessions of the Api-Key, and shows its customer.",
    shape: SessionList,
    keys: ["Api-Key"],
    failure: NOT_ESTABLISHED,
    query: [PAGE_AFTER],
    answer: (request) => sessionList(request, null),
  },
  getSession: {
    summary: "Lists the sessions of the Api-Key, of which the id must be one, and shows its customer.",
    shape: SessionList,
    keys: ["Api-Key"],
    failure: NOT_ESTABLISHED,
    query: [PAGE_AFTER],
    answer: (request) => sessionList(request, request.parameter("id").toLowerCase()),
  },
  closeSession: {
    summary: "Closes a session for good, and deletes its lines and alphabets.",
    shape: RevokedSession,
    keys: ["Api-Key", "Session-Key"],
    failure: "Session not revoked",
    pointers: { key: { parameter: "id", pointer: "" } },
    answer: async (request) => {
      await request.run(OPERATIONS.session, {}); // both credentials: the Session-Key must be one that is open
      const key = parseUuid(request.parameter("id")) ?? NO_KEY; // to be refused as any other that is none
      const closed = answered((await request.run(OPERATIONS.closeSession, { key })).closeSession);
      return { links: { self: request.path }, data: [sessionResource(closed)] };
    },
  },
} satisfies Readonly<Record<string, RestAction>>;

/** A page of the Api-Key's sessions; a session id is a credential, so one of another Api-Key's does not exist here. */
async function sessionList(request: RestRequest, id: string | null) {
  const customer = answered(
    (await refusingCursor(request.run(OPERATIONS.sessions, { after: cursorOf(request) }))).customer,
  );
  const { edges, pageInfo } = customer.sessions;
  // Pages go from the newest to the oldest, and within one the oldest stands first.
  const sessions = edges.map(({ node }) => sessionResource(node)).reverse();
  if (id !== null && !sessions.some((session) => session.id === id)) await refuseUnlisted(request, id, sessions.length);
  return {
    links: { self: request.pathAndQuery, ...nextLink(request, pageInfo) },
    data: sessions,
    relationships: { customer: { data: customerResource(customer) } },
  };
}

/** What is not on a page may be on another, if it is one of several. */
async function refuseUnlisted(request: RestRequest, id: string, shown: number): Promise<void> {
  const isAmongOthers = shown === PAGE_SIZE || cursorOf(request) !== null;
  if (isAmongOthers && (await isSession(request, id))) return;
  throw new ServiceError("NOT_FOUND", "No session of this Api-Key has that id.", "id");
}

async function isSession(request: RestRequest, id: string): Promise<boolean> {
  const key = parseUuid(id);
  return key !== null && Boolean((await request.run(OPERATIONS.sessionWithKey, { key })).customer?.session);
}

/** A session's id is its Session-Key here, which is told to the Api-Key. The order of the members is the documented one. */
function sessionResource({ key, note, client, agent, timestamps, limits }: SessionRecordFragment) {
  const { minTokens, maxTokens, minDigits, maxDigits } = limits;
  return {
    type: "session",
    id: answered(key),
    attributes: {
      ...withoutAbsent({ note, client, agent }),
      timestamps: withoutAbsent(timestamps),
      // The agreements' limits stay below 2^53.
      limits: { minTokens: Number(minTokens), maxTokens: Number(maxTokens), minDigits, maxDigits },
    },
  };
}

function customerResource({ id, company, email, phone, ...customer }: NonNullable<SessionsQuery["customer"]>) {
  const { status, usage, agreement, address, price } = customer;
  return {
    type: "customer",
    id,
    attributes: {
      company,
      email,
      phone,
      status: status.toLowerCase(),
      usage: usage?.toLowerCase() ?? null,
      agreement: agreement.name,
      address,
      price: {
        job: toFloat(Number(price.job)),
        digit: toFloat(Number(price.digit)),
        metrics: toFloat(Number(price.metrics)),
        rebate: toFloat(Number(price.rebate)),
      },
    },
  };
}
