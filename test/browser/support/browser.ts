import type { Browser, Page } from "playwright-core";
import { API_KEY, type TestServer } from "../../support/server.ts";
import { graphql } from "../../support/graphql.ts";

export interface PageOptions {
  readonly theme?: "light" | "dark";
  /** Whether the system chooses the colours, as for high contrast. */
  readonly isForced?: boolean;
  readonly width?: number;
  readonly height?: number;
}

/** A page of its own, with nothing kept; whatever it complains about is collected. */
export async function newPage(
  browser: Browser,
  { theme = "light", isForced = false, width = 1_280, height = 800 }: PageOptions = {},
) {
  const context = await browser.newContext({
    reducedMotion: "reduce",
    viewport: { width, height },
    colorScheme: theme,
    forcedColors: isForced ? "active" : "none",
    locale: "en-GB",
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", ({ message }) => complaints.push(message));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("ERR_CONNECTION")) complaints.push(message.text());
  });
  return { page, complaints, [Symbol.asyncDispose]: () => context.close() };
}

/** Opens a session beside the page. */
export async function openSession({ url }: TestServer, note: string): Promise<string> {
  const { data } = await graphql(url, "mutation ($note: String) { openSession(note: $note) { key } }", {
    headers: { "Api-Key": API_KEY },
    variables: { note },
  });
  return (data?.["openSession"] as unknown as { key: string }).key; // asked for above
}

/** Opens the console as somebody who is signed in. */
export async function enter(page: Page, { url }: TestServer, sessionKey: string, path = ""): Promise<void> {
  const kept = JSON.stringify(JSON.stringify({ apiKey: API_KEY, sessionKey }));
  await page.addInitScript({ content: `sessionStorage.setItem("tokenworks:/", ${kept})` });
  await page.goto(`${url}/${path}`);
  await page.getByText("Live", { exact: true }).waitFor();
}

/** Orders a line beside the page. */
export async function order({ url }: TestServer, sessionKey: string, input: Record<string, unknown>): Promise<string> {
  const { data, errors } = await graphql(
    url,
    "mutation ($input: RequestTokensInput!) { requestTokens(input: $input) { id } }",
    { headers: { "Session-Key": sessionKey }, variables: { input } },
  );
  if (errors.length > 0) throw new Error(errors[0]?.message);
  return (data?.["requestTokens"] as unknown as { id: string }).id; // asked for above
}
