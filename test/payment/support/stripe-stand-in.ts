import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export interface StandInCharge {
  readonly amount_refunded: number;
  readonly refunded: boolean;
  readonly disputed: boolean;
}

/** A PaymentIntent, as far as it is set; the rest is that of one that has succeeded over 39.99 EUR in test mode. */
export interface StandInIntent {
  readonly status?: string;
  readonly amount_received?: number;
  readonly currency?: string;
  readonly livemode?: boolean;
  readonly charge?: Partial<StandInCharge> | null;
}

/** What can go wrong with an answer: none at all, half of one, or one that is not what was asked for. */
export type Trouble =
  | "silence"
  | "stalls"
  | "resets"
  | "cut"
  | "garbage"
  | "null"
  | "empty"
  | "another"
  | "redirect"
  | "unexpanded"
  | 400
  | 401
  | 403
  | 429
  | 500
  | 503;

export interface StandInRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  /** Of the query or the body, whichever there is. */
  readonly form: URLSearchParams;
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

/** Stripe's wire format for payment intents, on a port of this machine. */
export class StripeStandIn implements AsyncDisposable {
  readonly requests: StandInRequest[] = [];
  /** What goes wrong from now on. */
  trouble: Trouble | null = null;
  private readonly intents = new Map<string, object>();
  private readonly replies = new Map<string, Answer>();

  private constructor(
    private readonly server: Server,
    readonly secretKey: string,
  ) {}

  static start(secretKey = "sk_test_StandInSecret4711"): Promise<StripeStandIn> {
    const server = createServer((request, response) => void standIn.serve(request, response));
    const standIn = new StripeStandIn(server, secretKey);
    return new Promise((resolve) => {
      server.listen(0, "127.0.0.1", () => {
        resolve(standIn);
      });
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`; // it listens on a port
  }

  /** The environment of a service that is paid by it. */
  get environment() {
    return { PAYMENT: "stripe", STRIPE_SECRET_KEY: this.secretKey, STRIPE_API_URL: this.url };
  }

  /** Adds an intent, or changes one; answers its ident. */
  put(
    {
      status = "succeeded",
      amount_received = 3_999,
      currency = "eur",
      livemode = false,
      charge = {},
    }: StandInIntent = {},
    id = `pi_${randomUUID().replaceAll("-", "")}`,
  ): string {
    const latest_charge = charge && {
      id: `ch_${id}`,
      object: "charge",
      payment_intent: id,
      amount_refunded: 0,
      refunded: false,
      disputed: false,
      ...charge,
    };
    this.intents.set(id, {
      ...this.intents.get(id),
      id,
      object: "payment_intent",
      status,
      amount: amount_received,
      amount_received,
      currency,
      livemode,
      latest_charge,
    });
    return id;
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "", headers } = request;
    const { pathname: path, searchParams } = new URL(url, "http://stand-in");
    const form = method === "POST" ? new URLSearchParams(await text(request)) : searchParams;
    const asked = { method, path, headers, form };
    this.requests.push(asked);
    if (this.trouble !== null && goesWrong(this.trouble, response)) return;
    const { status, body } = this.answer(asked);
    send(response, status, body);
  }

  private answer(asked: StandInRequest): Answer {
    const { method, path, headers, form } = asked;
    if (headers.authorization !== `Bearer ${this.secretKey}`)
      return refused(401, "invalid_request_error", {
        message: `Invalid API Key provided: ${String(headers.authorization)}`,
      });
    if (typeof this.trouble === "number")
      return refused(this.trouble, this.trouble === 429 ? "rate_limit_error" : "invalid_request_error", {
        message: `Trouble with ${this.secretKey}`,
      });
    if (method === "POST" && path === "/v1/payment_intents")
      return this.repeated(String(headers["idempotency-key"]), () => this.create(form));
    const id = /^\/v1\/payment_intents\/(pi_\w+)$/.exec(path)?.[1] ?? "";
    const intent = this.intents.get(id);
    if (method !== "GET" || intent === undefined)
      return refused(404, "invalid_request_error", {
        code: "resource_missing",
        message: `No such payment_intent: '${id}'`,
      });
    const isExpanded =
      this.trouble !== "unexpanded" &&
      [...form].some(([name, value]) => name.startsWith("expand[") && value === "latest_charge");
    const shown = this.trouble === "another" ? { ...intent, id: "pi_another" } : intent;
    return { status: 200, body: isExpanded ? shown : { ...shown, latest_charge: `ch_${id}` } };
  }

  private create(form: URLSearchParams): Answer {
    const amount = Number(form.get("amount"));
    if (!(amount >= 50 && Number.isInteger(amount)))
      return refused(400, "invalid_request_error", {
        code: "amount_too_small",
        message: "Amount must be at least 50 cents.",
      });
    const id = this.put({
      status: "requires_payment_method",
      amount_received: 0,
      currency: form.get("currency") ?? "",
      livemode: this.secretKey.includes("_live_"),
      charge: null,
    });
    const intent = {
      ...this.intents.get(id),
      amount,
      client_secret: `${id}_secret_${randomUUID().replaceAll("-", "")}`,
      metadata: { transaction: form.get("metadata[transaction]") },
    };
    this.intents.set(id, intent);
    return { status: 200, body: intent };
  }

  private repeated(key: string, make: () => Answer): Answer {
    const reply = this.replies.get(key) ?? make();
    this.replies.set(key, reply);
    return reply;
  }
}

/** @returns whether that was all of the answer. */
function goesWrong(trouble: Trouble, response: ServerResponse): boolean {
  switch (trouble) {
    case "silence":
      return true;
    case "resets":
      response.destroy();
      return true;
    case "stalls":
    case "cut":
      response.writeHead(200, { "Content-Type": "application/json", "Content-Length": "1000" });
      response.write('{"id": ', () => {
        if (trouble === "cut") response.destroy();
      });
      return true;
    case "garbage":
      response.end("<html>Welcome to the hotel's wireless network</html>");
      return true;
    case "null":
      response.end("null");
      return true;
    case "empty":
      response.end("{}");
      return true;
    case "redirect":
      response.writeHead(302, { Location: "http://127.0.0.1:1/v1/payment_intents/pi_elsewhere" }).end();
      return true;
    case 503:
      response.writeHead(503, { "Content-Type": "text/html" }).end("<h1>Service unavailable</h1>");
      return true;
    case "another":
    case "unexpanded":
    case 400:
    case 401:
    case 403:
    case 429:
    case 500:
      return false;
  }
}

/** In Stripe's shape. */
function refused(status: number, type: string, about: { readonly code?: string; readonly message: string }): Answer {
  return { status, body: { error: { type, ...about } } };
}

function send(response: ServerResponse, status: number, body: object): void {
  response
    .writeHead(status, { "Content-Type": "application/json", "Request-Id": `req_${randomUUID()}` })
    .end(JSON.stringify(body));
}
