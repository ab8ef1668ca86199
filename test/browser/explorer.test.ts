import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { API_KEY, newServer } from "../support/server.ts";
import { sharedServer } from "../support/shared.ts";
import { newPage, openSession, type PageOptions } from "./support/browser.ts";
import { sharedBrowser } from "./support/shared-browser.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const browser = sharedBrowser();
const server = sharedServer("sqlite");
let key: string;
beforeAll(async () => {
  key = await openSession(server, "Explorer");
});

describe("the explorer", () => {
  it("orders and follows by its examples, with the console's keys, and asks no other host", async () => {
    await using opened = await newPage(browser);
    const { page, complaints } = opened;
    const asked = new Set<string>();
    page.on("request", (request) => asked.add(new URL(request.url()).host));
    page.on("websocket", (socket) => asked.add(new URL(socket.url()).host));
    await visit(page, `${server.url}/graphql`);
    expect(page.url()).toBe(`${server.url}/graphiql`);
    await page.getByRole("button", { name: "Run" }).click();
    await page.getByText(/^200 · \d+ ms$/).waitFor();
    expect(await textOf(page, "Result")).toMatch(/"requestTokens": \{\s*"id": "[0-9a-f-]{36}"/);

    await page.getByRole("button", { name: "Follow live" }).click();
    await page.getByRole("button", { name: "Run" }).click();
    await page.getByText(/^Live · \d+ events?$/).waitFor();
    await page
      .getByText(/"status": "FINISHED"|"FINISHED"/)
      .first()
      .waitFor();
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByRole("button", { name: "Run" }).waitFor();

    await page.getByRole("button", { name: "Lines and links" }).click();
    await page.getByRole("button", { name: "Run" }).click();
    await page.getByText(/^200 · /).waitFor();
    expect(await textOf(page, "Result")).toContain(`"url": "${server.url}/api/tokens/`);
    expect([...asked]).toEqual([new URL(server.url).host]);
    expect(complaints).toEqual([]);
  });

  it("completes, marks what the schema does not know, and explains what it does", async () => {
    await using opened = await newPage(browser);
    const { page, complaints } = opened;
    await visit(page, `${server.url}/graphiql`);
    await page.getByRole("heading", { name: "Mutation", exact: true }).waitFor(); // the schema is there
    await write(page, "{ productionL");
    await page.getByRole("option", { name: /^productionLines/ }).waitFor();
    await page.keyboard.press("Escape");
    await write(page, "{ nobodyKnowsThis }");
    await page.locator(".cm-lintRange-error").waitFor();
    await page.getByLabel("Search the schema").fill("verifyTok");
    await page.getByRole("button", { name: "Query.verifyTokens" }).click();
    await page.getByText(/^Tells of up to 1,000 strings which are tokens that a line /).waitFor();
    await page.getByRole("button", { name: "TokenVerification", exact: true }).first().click();
    await page.getByRole("heading", { name: "TokenVerification" }).waitFor();
    expect(complaints).toEqual([]);
  });

  it("says why it sends nothing, and what the service refuses", async () => {
    await using opened = await newPage(browser);
    const { page } = opened;
    await visit(page, `${server.url}/graphiql`);
    await write(page, "{ session % }");
    await page.keyboard.press("Control+Enter");
    await page.getByText("Not sent").waitFor();
    expect(await textOf(page, "Result")).toContain("Syntax Error");
    await write(page, "query A { __typename } subscription B { productions { tokens { id } } }");
    await page.getByRole("tab", { name: "Headers" }).click();
    expect(await textOf(page, "Headers")).toContain(key);
    await page.getByRole("textbox", { name: "Headers" }).click();
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Delete");
    await page.getByRole("textbox", { name: "Query" }).click();
    await page.keyboard.press("Control+End");
    await page.keyboard.press("Control+Enter");
    await page.getByText("Ended").waitFor();
    expect(await textOf(page, "Result")).toContain("4403");
  });

  it("is reached by the keyboard, and left again", async () => {
    await using opened = await newPage(browser);
    const { page } = opened;
    await visit(page, `${server.url}/graphiql`);
    const reached: string[] = [];
    for (let steps = 0; steps < 14; steps += 1) {
      await page.keyboard.press("Tab");
      reached.push(await page.evaluate<string>(FOCUSED));
    }
    for (const name of ["Order tokens", "Run", "Query", "Variables", "Result", "Search the schema"])
      expect(reached.join("|")).toContain(name);
    await page.getByRole("tab", { name: "Variables" }).focus();
    await page.keyboard.press("ArrowRight");
    await page.getByRole("textbox", { name: "Headers" }).waitFor();
  });

  it.each(["light", "dark"] as const)("gives axe nothing to complain of, in the %s theme", async (theme) => {
    for (const width of [1_280, 360]) {
      await using opened = await newPage(browser, { theme, width } satisfies PageOptions);
      const { page } = opened;
      await visit(page, `${server.url}/graphiql`);
      await page.getByRole("button", { name: "Run" }).click();
      await page.getByText(/^200 · /).waitFor();
      await page.getByLabel("Search the schema").fill("token");
      expect(await violations(page), "search").toEqual([]);
      await page.getByRole("button", { name: "Tokens", exact: true }).click();
      await page.getByRole("heading", { name: /^Tokens/ }).waitFor();
      expect(await violations(page), "type").toEqual([]);
    }
  });
});

it("works under a path that a proxy puts before it", async () => {
  await using behind = await newServer("sqlite", { environment: { PUBLIC_URL: "http://127.0.0.1/tokens" } });
  const answer = await fetch(`${behind.url}/graphql`, { headers: { Accept: "text/html" }, redirect: "manual" });
  expect(answer.status).toBe(303);
  expect(answer.headers.get("Location")).toBe("/tokens/graphiql");
  await using opened = await newPage(browser);
  const { page, complaints } = opened;
  await page.goto(`${behind.url}/tokens/graphiql`);
  await page.getByRole("heading", { name: "Mutation", exact: true }).waitFor();
  await write(page, "{ __typename }");
  await page.keyboard.press("Control+Enter");
  await page.getByText(/^200 · /).waitFor();
  expect(complaints).toEqual([]);
});

const FOCUSED = `{
  let on = document.activeElement;
  while (on?.shadowRoot?.activeElement) on = on.shadowRoot.activeElement;
  on?.getAttribute("aria-label") ?? on?.textContent ?? "";
}`;

/** As somebody who is signed in to the console. */
async function visit(page: Page, url: string): Promise<void> {
  const kept = JSON.stringify(JSON.stringify({ apiKey: API_KEY, sessionKey: key }));
  await page.addInitScript({ content: `sessionStorage.setItem("tokenworks:/", ${kept})` });
  await page.goto(url);
  await page.getByRole("textbox", { name: "Query" }).waitFor();
}

/** Puts a query in the place of the one that stands there. */
async function write(page: Page, query: string): Promise<void> {
  await page.getByRole("textbox", { name: "Query" }).click();
  await page.keyboard.press("Control+a");
  await page.keyboard.type(query);
}

function textOf(page: Page, label: string): Promise<string> {
  return page.getByRole("textbox", { name: label }).innerText();
}

async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  return page.evaluate<string[]>(
    "axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`)))",
  );
}
