import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { startBrowser } from "../test/browser/support/start-browser.ts";

/** Photographs every page of the console, with a service of its own, for docs/console.md. */
const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FOLDER = join(ROOT, "docs/console");
const API_KEY = "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";
const WIDE = { width: 1_280, height: 800 };
const NARROW = { width: 390, height: 780 };

interface Order {
  readonly alphabet: string;
  readonly digits: number;
  readonly size: string;
  readonly analysis: "METRICS" | "NONE";
}

const ORDERS: readonly Order[] = [
  { alphabet: "DICE", digits: 5, size: "7776", analysis: "METRICS" },
  { alphabet: "DNA", digits: 20, size: "50000", analysis: "NONE" },
  { alphabet: "BASE58", digits: 16, size: "250000", analysis: "METRICS" },
  { alphabet: "DECIMAL", digits: 10, size: "1000000", analysis: "NONE" },
  { alphabet: "BASE24", digits: 8, size: "100000", analysis: "METRICS" },
];
const LARGE: Order = { alphabet: "UPPER_EPCG30", digits: 12, size: "60000000", analysis: "METRICS" };

const dataDir = mkdtempSync(join(tmpdir(), "tokenworks-screenshots-"));
const service = spawn(process.execPath, ["bin/tokenworks.js", "serve"], {
  cwd: ROOT,
  env: { PORT: "0", DATA_DIR: dataDir, FIRST_API_KEY: API_KEY, LOG_LEVEL: "warn" },
  stdio: ["ignore", "pipe", "inherit"],
});
const browser = await startBrowser();
try {
  const url = await addressOf(service.stdout);
  mkdirSync(FOLDER, { recursive: true });
  await photograph(browser, url);
} finally {
  await browser.close();
  service.kill("SIGTERM");
  await new Promise((resolve) => service.once("exit", resolve));
  rmSync(dataDir, { recursive: true, force: true });
}

async function photograph(from: Browser, url: string): Promise<void> {
  const signIn = await (await from.newContext({ viewport: WIDE, locale: "en-GB" })).newPage();
  await signIn.goto(url);
  await signIn.getByRole("heading", { name: "Sign in" }).waitFor();
  await save(signIn, "sign-in");

  const { key } = await ask<{ key: string }>(url, 'mutation { openSession(note: "Vouchers of spring") { key } }', {
    "Api-Key": API_KEY,
  });
  await ask(url, 'mutation { openSession(note: "Serial numbers, plant 2") { key } }', { "Api-Key": API_KEY });
  await ask(url, 'mutation { addAlphabet(input: { name: "TICKETS", chars: "ACDEFGHJKLMNPQRTUVWXY3479" }) { name } }', {
    "Session-Key": key,
  });
  const ids: string[] = [];
  for (const order of ORDERS) ids.push(await ordered(url, key, order));
  const page = await enter(from, url, { key, theme: "light", viewport: WIDE });
  await page
    .getByText(/^(?:Finished|Analysed)$/)
    .nth(ORDERS.length)
    .waitFor();
  await ordered(url, key, LARGE);
  await page.getByText(/ left$/).waitFor();
  await save(page, "lines");
  const dark = await enter(from, url, { key, theme: "dark", viewport: WIDE });
  await dark.getByRole("gridcell").first().waitFor();
  await save(dark, "lines-dark");

  await visit(page, `${url}/new`, "Made up, to show how they look", "new-line");
  await visit(page, `${url}/lines/${ids.at(-1) ?? ""}`, "These tokens look as random as they should.", "line");
  await page.evaluate(
    "{ const main = document.getElementById('main'); main.scrollTop = document.querySelector('.analysis').offsetTop - 120; }",
  );
  await save(page, "analysis");
  await visit(page, `${url}/alphabets`, "TICKETS", "alphabets");
  await visit(page, `${url}/sessions`, "you are here", "sessions");
  await visit(page, `${url}/account`, "May be held at a time", "account");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").waitFor();
  await save(page, "palette");
  const narrow = await enter(from, url, { key, theme: "light", viewport: NARROW });
  await narrow.getByRole("gridcell").first().waitFor();
  await save(narrow, "lines-narrow");
}

interface Entering {
  readonly key: string;
  readonly theme: "light" | "dark";
  readonly viewport: { readonly width: number; readonly height: number };
}

async function enter(from: Browser, url: string, { key, theme, viewport }: Entering): Promise<Page> {
  const page = await (await from.newContext({ viewport, colorScheme: theme, locale: "en-GB" })).newPage();
  const kept = JSON.stringify(JSON.stringify({ apiKey: API_KEY, sessionKey: key }));
  await page.addInitScript({ content: `sessionStorage.setItem("tokenworks:/", ${kept})` });
  await page.goto(url);
  await page.getByText("Live", { exact: true }).waitFor();
  return page;
}

async function visit(page: Page, address: string, text: string, name: string): Promise<void> {
  await page.goto(address);
  await page.getByText(text).first().waitFor();
  await page.getByText("Live", { exact: true }).waitFor();
  await save(page, name);
}

/** As WebP, a third of a PNG; after two frames, in which plots are drawn. */
async function save(page: Page, name: string): Promise<void> {
  await page.evaluate(
    "new Promise((resolve) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(resolve)), 300))",
  );
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 90 });
  writeFileSync(join(FOLDER, `${name}.webp`), Buffer.from(data, "base64"));
  process.stdout.write(`${name}.webp\n`);
}

async function ordered(url: string, key: string, input: Order): Promise<string> {
  const mutation = "mutation ($input: RequestTokensInput!) { requestTokens(input: $input) { id } }";
  return (await ask<{ id: string }>(url, mutation, { "Session-Key": key }, { input })).id;
}

/** The only field of the answer. */
async function ask<Field>(url: string, query: string, headers: Record<string, string>, variables = {}): Promise<Field> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: Record<string, Field>; errors?: { message: string }[] }; // GraphQL's shape
  const [field] = Object.values(data);
  if (errors?.[0] || field === undefined) throw new Error(errors?.[0]?.message ?? "There is no answer.");
  return field;
}

async function addressOf(output: NodeJS.ReadableStream): Promise<string> {
  let text = "";
  for await (const piece of output) {
    text += String(piece);
    const [, url] = /GraphQL +(\S+)\/graphql/.exec(text) ?? [];
    if (url !== undefined) return url;
  }
  throw new Error(`The service did not start: ${text}`);
}
