/* global fetch */
// Starts the built service in this process, continues a line, and is killed right after the given one of the writes that follow.
import { pino } from "pino";
import { readConfig } from "../../../dist/config.js";
import { systemRuntime } from "../../../dist/lib/runtime.js";
import { startServer } from "../../../dist/server.js";

const { LAST_WRITE, SESSION_KEY, BODY } = process.env;
const WRITE = /^\[query\] (?:insert|update|delete|commit)/i;
let writesLeft = Infinity;

const config = readConfig(process.env);
const { url } = await startServer({
  config,
  runtime: systemRuntime,
  log: pino({ level: "silent" }),
  onStatement: (statement) => {
    if (!WRITE.test(statement)) return;
    writesLeft -= 1;
    if (writesLeft === 0) process.kill(process.pid, "SIGKILL");
  },
});

writesLeft = Number(LAST_WRITE);
await fetch(`${url}/graphql`, {
  method: "POST",
  headers: { "Content-Type": "application/json", "Session-Key": SESSION_KEY },
  body: BODY,
});
// The job that follows writes, too: the service lives until it has written as often as it may.
