const CODES = new Set<unknown>(["ECONNRESET", "EPIPE", "ECANCELED", "ERR_STREAM_PREMATURE_CLOSE"]);

/** Whether it is the caller's connection alone that failed: callers leave, or send no HTTP, whenever they like, and that is no fault of the service. */
export function isBrokenConnection(thrown: unknown): boolean {
  const code = thrown instanceof Error && "code" in thrown ? thrown.code : undefined;
  return CODES.has(code) || (typeof code === "string" && code.startsWith("HPE_"));
}
