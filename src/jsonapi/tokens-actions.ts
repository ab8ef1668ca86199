import { ServiceError } from "../errors.ts";
import { secondsLeft } from "../lib/seconds-left.ts";
import { OperationError } from "../graphql/execute-operation.ts";
import type { Document } from "./document.ts";
import { answered, OPERATIONS } from "./operations.ts";
import type { LineRecordFragment, StatusRecordFragment, StatusView } from "./operations.generated.ts";
import { refuseClientId } from "./parse-body.ts";
import { CONTINUATION_POINTERS, ORDER_POINTERS, OrderBody, type ParsedOrder, parseOrderBody } from "./order-body.ts";
import { cursorOf, nextLink, PAGE_AFTER, refusingCursor } from "./page.ts";
import type { RestAction, RestRequest } from "./rest-action.ts";
import { TokensDocument, TokensList } from "./shapes.ts";
import { isSettled, listedTokens, tokensDocument, tokensLinks, tokensResource } from "./tokens-resource.ts";

const NOT_FOUND = "Tokens not found";

/** The views that a path can name. */
export const VIEWS: ReadonlyMap<string, StatusView> = new Map([
  ["requested", "REQUESTED"],
  ["started", "STARTED"],
  ["ended", "ENDED"],
  ["finished", "FINISHED"],
  ["analyzed", "ANALYZED"],
]);

/** A line as an operation answers it: without a status where that is not reached. */
type AnsweredLine = LineRecordFragment & { readonly status?: StatusRecordFragment | null };

export const TOKENS_ACTIONS = {
  requestTokens: {
    summary: "Orders the first part of a new line.",
    shape: TokensDocument,
    bodyShape: OrderBody,
    failure: "Tokens not requested",
    query: ["analysis"],
    pointers: ORDER_POINTERS,
    answer: async (request) => {
      refuseClientId(request.body);
      const { input, paymentError } = parseOrder(request);
      const { requestTokens } = await refusingPayment(paymentError, request.run(OPERATIONS.requestTokens, { input }));
      return made(answered(requestTokens));
    },
  },
  continueTokens: {
    summary: "Orders the next part of a line, with its snapshot or, while the line exists, without.",
    shape: TokensDocument,
    bodyShape: OrderBody,
    failure: "Tokens not requested",
    query: ["analysis"],
    takesForm: true,
    pointers: CONTINUATION_POINTERS,
    answer: async (request) => {
      const { input, paymentError } = parseOrder(request);
      const snapshot = request.snapshot?.toString("base64") ?? null;
      const next = { ...input, id: request.parameter("id"), snapshot };
      const { continueTokens } = await refusingPayment(
        paymentError,
        request.run(OPERATIONS.continueTokens, { input: next }),
      );
      return made(answered(continueTokens));
    },
  },
  listTokens: {
    summary: "Lists the session's lines, the newest first.",
    shape: TokensList,
    failure: "Tokens not listed",
    query: [PAGE_AFTER],
    answer: async (request) => {
      const { edges, pageInfo } = answered(
        (await refusingCursor(request.run(OPERATIONS.allTokens, { after: cursorOf(request) }))).productionLines,
      );
      return {
        links: { self: "/api/tokens", ...nextLink(request, pageInfo) },
        data: edges.map(({ node }) => listedTokens(node, reached(node))),
      };
    },
  },
  getTokens: {
    summary: "Shows a line as it is now.",
    shape: TokensDocument,
    failure: NOT_FOUND,
    answer: (request) => view(request, "CURRENT"),
  },
  getTokensAt: {
    summary: "Shows a line as it was at a status; 404 until it gets there.",
    shape: TokensDocument,
    failure: NOT_FOUND,
    answer: async (request) => {
      const wanted = VIEWS.get(request.parameter("view"));
      if (wanted !== undefined) return view(request, wanted);
      await view(request, "CURRENT"); // a line that is not there comes first
      throw new ServiceError("NOT_FOUND", "The production line has no such view or file.", "view");
    },
  },
  deleteAllTokens: {
    summary: "Deletes all of the session's lines, and lists them.",
    shape: TokensList,
    failure: "Tokens not deleted",
    answer: async (request) => {
      const deleted = answered((await request.run(OPERATIONS.deleteAllTokens, {})).deleteAllTokens);
      return {
        links: { self: "/api/tokens" },
        data: deleted.map((line) => listedTokens(line, reached(line))),
      };
    },
  },
  deleteTokens: {
    summary: "Deletes a line: its key is destroyed.",
    shape: TokensDocument,
    failure: "Tokens not deleted",
    answer: async (request) => {
      const deleted = answered(
        (await request.run(OPERATIONS.deleteTokens, { id: request.parameter("id") })).deleteTokens,
      );
      const status = reached(deleted);
      return { links: tokensLinks(deleted, status), data: tokensResource(deleted, status) };
    },
  },
} satisfies Readonly<Record<string, RestAction>>;

function parseOrder({ body, query }: RestRequest): ParsedOrder {
  const { input, paymentError } = parseOrderBody(body);
  return { input: { ...input, analysis: analysisOf(query.get("analysis")) }, paymentError };
}

/** What is wrong with the form of a payment is told once the payment's turn has come. */
async function refusingPayment<Answer>(
  paymentError: ParsedOrder["paymentError"],
  answer: Promise<Answer>,
): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    const isOfPayment = error instanceof OperationError && error.formatted.extensions?.["code"] === "PAYMENT_REQUIRED";
    throw paymentError !== null && isOfPayment ? paymentError : error;
  }
}

async function view(request: RestRequest, wanted: StatusView): Promise<Document> {
  const { tokens } = await request.run(OPERATIONS.tokens, { id: request.parameter("id"), view: wanted });
  if (!tokens) throw new ServiceError("NOT_FOUND", "The session has no production line with that id.", "id");
  if (!tokens.status) throw await notReached(request, wanted);
  return record(tokens);
}

/** Says when to ask again, unless the status never comes. */
async function notReached(request: RestRequest, wanted: StatusView): Promise<ServiceError> {
  const { tokens } = await request.run(OPERATIONS.tokens, { id: request.parameter("id"), view: "CURRENT" });
  const { status, progress, timestamps } = tokens?.status ?? { status: "DELETED", progress: 0, timestamps: null };
  const isNever = isSettled(status) || (wanted === "ANALYZED" && tokens?.analysisLevel === "NONE");
  const since = new Date(
    timestamps?.finished ?? timestamps?.ended ?? timestamps?.started ?? timestamps?.requested ?? 0,
  );
  return notReady(isNever ? {} : { retryAfterSeconds: secondsLeft({ progress, since, now: request.now() }) });
}

function notReady(options: { readonly retryAfterSeconds?: number } = {}): ServiceError {
  return new ServiceError("NOT_READY", "The production has not reached that status.", "view", options);
}

function made(line: AnsweredLine): Document {
  return { ...record(line), location: `/api/tokens/${line.id}` };
}

function record(line: AnsweredLine): Document {
  return tokensDocument(line, reached(line));
}

function reached({ status }: AnsweredLine): StatusRecordFragment {
  if (!status) throw notReady();
  return status;
}

function analysisOf(level: string | undefined): "NONE" | "METRICS" {
  if (level === undefined || level === "none") return "NONE";
  if (level === "metrics") return "METRICS";
  throw new ServiceError("PARAMETER_INVALID", "analysis must be none or metrics.", "analysis");
}
