import type { GraphQLSchema } from "graphql";
import { WebSocket } from "ws";
import type { Choices } from "./choices.ts";
import { Documents } from "./documents.ts";
import { MAX_ANSWER_MS } from "./exchange.ts";
import { errorProblems } from "./problems.ts";
import { anything, type Known } from "./values.ts";

/** Messages in the order in which a client sends them: text, or bytes. */
export type Messages = readonly (string | Buffer)[];

/** How the service may end a connection: the protocol's own codes, and WebSocket's for frames that are none. */
const CODES = [1000, 1001, 1002, 1003, 1006, 1007, 1009, 4400, 4401, 4403, 4406, 4408, 4409, 4429, 4499];

export function socketMessages(schema: GraphQLSchema): (choices: Choices, known: Known) => Messages {
  return (choices, known) => {
    const init = {
      type: "connection_init",
      payload: choices.chance(90)
        ? { "Session-Key": known.sessionKey, "Api-Key": known.apiKey }
        : anything(choices, known),
    };
    const rest = choices.some(6, (index) => message(schema, choices, { known, id: String(index) }));
    return choices.chance(5) ? rest : [JSON.stringify(init), ...rest];
  };
}

function message(
  schema: GraphQLSchema,
  choices: Choices,
  { known, id }: { readonly known: Known; readonly id: string },
): string | Buffer {
  switch (choices.below(12)) {
    case 8:
      return JSON.stringify({
        type: choices.of([
          "ping",
          "pong",
          "complete",
          "next",
          "error",
          "connection_ack",
          "connection_init",
          "nothing",
          "__proto__",
        ]),
        id,
        payload: anything(choices, known),
      });
    case 9:
      return JSON.stringify(anything(choices, known));
    case 10:
      return Buffer.from([0, 255, choices.below(256)]);
    case 11:
      return choices.of(["", "{", "x".repeat(100_000), "[".repeat(5_000)]);
    default: {
      const operation = new Documents(schema, choices, known).operation(["subscription", "query", "mutation"]);
      const payload = choices.chance(5)
        ? anything(choices, known)
        : { ...operation, ...(choices.chance(5) && { operationName: anything(choices, known, 0) }) };
      return JSON.stringify({ type: "subscribe", id: choices.chance(5) ? "0" : id, payload });
    }
  }
}

/** Sends the messages and waits until the service has answered a ping after them, or has closed. */
export async function askSocket(url: string, messages: Messages): Promise<{ outcome: string; problems: string[] }> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
  const problems: string[] = [];
  const isGreeting = String(messages[0]).includes(`"connection_init"`);
  const sendRest = () => {
    for (const each of isGreeting ? messages.slice(1) : messages)
      socket.send(each, { binary: typeof each !== "string" });
    socket.ping();
  };
  socket.on("message", (data: Buffer) => {
    problems.push(...toldProblems(data.toString()));
    if (data.toString().includes(`"connection_ack"`)) sendRest();
  });
  let outcome = "stayed open";
  const ended = new Promise<string[]>((resolve) => {
    socket.once("close", (code) => {
      outcome = `closed ${code}`;
      resolve(CODES.includes(code) ? [] : [`closed with ${code}`]);
    });
    socket.once("pong", () => {
      resolve([]);
    });
    socket.once("error", (error) => {
      resolve([`the socket: ${error.message}`]);
    });
  });
  socket.once("open", () => {
    if (isGreeting) socket.send(String(messages[0]));
    else sendRest();
  });
  const timeout = AbortSignal.timeout(MAX_ANSWER_MS);
  const late = new Promise<string[]>((resolve) => {
    timeout.addEventListener("abort", () => {
      resolve([`nothing within ${MAX_ANSWER_MS} ms`]);
    });
  });
  problems.push(...(await Promise.race([ended, late])));
  socket.terminate();
  return { outcome, problems };
}

function toldProblems(text: string): string[] {
  const { type, payload } = JSON.parse(text) as { type: string; payload?: unknown };
  if (type === "error") return (payload as []).flatMap(errorProblems);
  if (type === "next") return ((payload as { errors?: [] }).errors ?? []).flatMap(errorProblems);
  return ["connection_ack", "ping", "pong", "complete"].includes(type) ? [] : [`a message of the type ${type}`];
}
