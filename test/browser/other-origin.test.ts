import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { API_KEY, newServer } from "../support/server.ts";
import { newPage, openSession } from "./support/browser.ts";
import { sharedBrowser } from "./support/shared-browser.ts";

const EXAMPLES = fileURLToPath(new URL("../../examples/", import.meta.url));
const TOKENS = 1_000_000;
const BYTES = TOKENS * 13 - 1;

const browser = sharedBrowser();

describe("the frontend in one file, from another origin", () => {
  it("signs in, orders a million tokens, watches, and finds them in the download folder after a click", async () => {
    await using site = await servePages();
    await using server = await newServer("sqlite", { environment: { CORS_ORIGINS: site.url } });
    await using opened = await newPage(browser);
    const { page, complaints } = opened;
    await page.goto(`${site.url}/frontend.html`);
    await page.getByLabel("Service").fill(server.url);
    await page.getByLabel("Api-Key or Session-Key").fill(API_KEY);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByLabel("Tokens").fill(String(TOKENS));
    await page.getByRole("button", { name: "Order" }).click();
    const line = page.getByRole("listitem");
    await line.getByText(/^(?:requested|started|ended)$/).waitFor();
    await line.getByText("finished").waitFor();

    const folder = await mkdtemp(join(tmpdir(), "downloads-"));
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link").click()]);
    const path = join(folder, basename(download.suggestedFilename()));
    await download.saveAs(path);
    expect(download.suggestedFilename()).toMatch(/\.txt$/);
    expect((await stat(path)).size).toBe(BYTES);
    const text = await readFile(path, "utf8");
    expect(new Set(text.split("\n")).size).toBe(TOKENS);
    expect(createHash("sha256").update(text).digest("hex")).toBe(await toldHash(server, new URL(download.url()), page));
    expect(complaints).toEqual([]);
    await rm(folder, { recursive: true });
  });

  it("takes a Session-Key as well, and tells what is refused", async () => {
    await using site = await servePages();
    await using server = await newServer("sqlite", { environment: { CORS_ORIGINS: site.url } });
    const key = await openSession(server, "Other origin");
    await using opened = await newPage(browser);
    const { page } = opened;
    await page.goto(`${site.url}/frontend.html`);
    await page.getByLabel("Service").fill(server.url);
    await page.getByLabel("Api-Key or Session-Key").fill("00000000-0000-4000-8000-000000000000");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").getByText("Session-Key").waitFor();
    await page.getByLabel("Api-Key or Session-Key").fill(key);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByLabel("Digits", { exact: true }).and(page.locator("input")).fill("2");
    await page.getByRole("button", { name: "Order" }).click();
    await page.getByRole("alert").getByText("At most 900.").waitFor();
  });

  it("gets nothing where its origin is not allowed", async () => {
    await using site = await servePages();
    await using server = await newServer("sqlite");
    await using opened = await newPage(browser);
    const { page } = opened;
    await page.goto(`${site.url}/frontend.html`);
    await page.getByLabel("Service").fill(server.url);
    await page.getByLabel("Api-Key or Session-Key").fill(API_KEY);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("The service cannot be reached from this page.").waitFor();
  });
});

/** What the service says of the file that a link leads to. */
async function toldHash(server: { readonly url: string }, link: URL, page: { evaluate<T>(text: string): Promise<T> }) {
  expect(link.origin).toBe(new URL(server.url).origin);
  const answer = await page.evaluate<string>(
    `fetch(${JSON.stringify(link.href)}).then(({ headers }) => headers.get("ETag"))`,
  );
  return answer.replaceAll('"', "");
}

/** The folder of examples, on a port of its own. */
async function servePages() {
  const server = createServer((request, response) => {
    void readFile(EXAMPLES + basename(request.url ?? "")).then((body) =>
      response.setHeader("Content-Type", "text/html; charset=utf-8").end(body),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
