import { type Logger, pino } from "pino";
import type { Config } from "../config.ts";
import { logOutput } from "./log-output.ts";

/** The service's log on standard error: JSON lines for programs, and rows that people read where it is a terminal. */
export async function openLog({ LOG_LEVEL: level, LOG_FORMAT }: Config): Promise<Logger> {
  const format = LOG_FORMAT ?? (process.stderr.isTTY ? "pretty" : "json");
  if (format === "json") return pino({ level }, logOutput());
  const { default: pretty } = await import("pino-pretty"); // which nobody else needs
  const colorize = process.stderr.isTTY && process.stderr.hasColors();
  const options = {
    colorize,
    destination: logOutput(),
    sync: true,
    ignore: "pid,hostname",
    translateTime: "SYS:HH:MM:ss",
  };
  return pino({ level }, pretty(options));
}
