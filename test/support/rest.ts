import { API_KEY } from "./server.ts";

/** A REST answer with its JSON parsed, or null for an empty body. */
export interface RestAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

const JSON_API = "application/vnd.api+json";

/** Sends a request as a client of the documented API does: with the media type in both headers, whatever the method. */
export async function rest(
  url: string,
  method: string,
  path: string,
  options: { headers?: Record<string, string>; body?: unknown } = {},
): Promise<RestAnswer> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { Accept: JSON_API, "Content-Type": JSON_API, ...options.headers },
    ...(options.body !== undefined && {
      body: typeof options.body === "string" ? options.body : JSON.stringify(options.body),
    }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === "" ? null : (JSON.parse(text) as unknown),
  };
}

/** Opens a session; answers the headers that name it. */
export async function openSession(url: string, apiKey = API_KEY): Promise<{ "Session-Key": string }> {
  const { body } = await rest(url, "POST", "/api/sessions", {
    headers: { "Api-Key": apiKey },
    body: { data: { type: "session", attributes: {} } },
  });
  return { "Session-Key": (body as { data: { id: string } }).data.id };
}
