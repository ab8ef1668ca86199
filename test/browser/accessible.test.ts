import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Locator, Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { API_KEY } from "../support/server.ts";
import { sharedServer } from "../support/shared.ts";
import { enter, newPage, openSession, order } from "./support/browser.ts";
import { sharedBrowser } from "./support/shared-browser.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const browser = sharedBrowser();
const server = sharedServer("sqlite");
let key: string;
let id: string;
beforeAll(async () => {
  key = await openSession(server, "Accessible");
  id = await order(server, key, { alphabet: "BASE24", digits: 8, size: "20000", analysis: "METRICS" });
});

describe.each(["light", "dark"] as const)("axe, in the %s theme", (theme) => {
  it.each([1_280, 360])("finds nothing to complain of on any page, %i pixels wide", async (width) => {
    await using opened = await newPage(browser, { theme, width });
    const { page } = opened;
    await page.goto(server.url);
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(await violations(page), "sign in").toEqual([]);
    await enter(page, server, key);
    const pages = { "": "Lines", new: "New line", alphabets: "Alphabets", sessions: "Sessions", account: "Account" };
    for (const [path, heading] of Object.entries(pages)) {
      await page.goto(`${server.url}/${path}`);
      await page.getByRole("heading", { name: heading, level: 1 }).waitFor();
      await page.getByText("Live", { exact: true }).waitFor();
      expect(await violations(page), path).toEqual([]);
    }
    await page.goto(`${server.url}/lines/${id}`);
    await page.getByText("These tokens look as random as they should.").waitFor();
    expect(await violations(page), "line").toEqual([]);
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").waitFor();
    expect(await violations(page), "palette").toEqual([]);
  });
});

it.each([320, 1_440, 3_840])(
  "has nothing on the line's page that is wider than its place, %i pixels wide",
  async (width) => {
    await using opened = await newPage(browser, { width });
    const { page } = opened;
    await enter(page, server, key, `lines/${id}`);
    await page.getByText("These tokens look as random as they should.").waitFor();
    expect(await tooWide(page)).toEqual([]);
  },
);

it("does the day by the keyboard alone", async () => {
  await using opened = await newPage(browser);
  const { page } = opened;
  await page.goto(server.url);
  await page.getByLabel("Api-Key or Session-Key").waitFor();
  await page.keyboard.type(API_KEY); // the field has the focus
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Accessible" }).waitFor();
  await tabTo(page, "Accessible");
  await page.keyboard.press("Enter");
  await page.getByRole("gridcell").getByText("BASE24").waitFor();
  await page.keyboard.press("n");
  await page.getByRole("heading", { name: "New line" }).waitFor();
  await tabTo(page, "UPPER_EPCG30");
  await page.keyboard.press("ArrowUp");
  await tabTo(page, "Digits of a token");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("14");
  await tabTo(page, "Tokens");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("2000");
  await page.getByRole("button", { name: "Order 2,000 tokens" }).waitFor();
  await tabTo(page, "Order 2,000 tokens");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Part 1" }).waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Search and commands" }).waitFor();
  await page.keyboard.type("base24");
  await page.getByRole("option", { name: "Sign out" }).waitFor({ state: "hidden" });
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "BASE24" }).waitFor();
  await page.keyboard.press("?");
  await page.getByRole("heading", { name: "Keys" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("heading", { name: "Keys" }).waitFor({ state: "hidden" });
  await pressUntil(page, ["g", "l"], page.getByRole("grid"));
  await page.getByRole("grid").focus();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "BASE24", level: 1 }).waitFor();
});

/** Presses keys again until they have shown something: a dialog that has just been left may still swallow the first. */
async function pressUntil(page: Page, keys: readonly string[], shown: Locator): Promise<void> {
  for (let attempts = 0; attempts < 20; attempts += 1) {
    for (const key of keys) await page.keyboard.press(key);
    if (
      await shown.waitFor({ timeout: 1_000 }).then(
        () => true,
        () => false,
      )
    )
      return;
  }
  throw new Error(`${keys.join(" ")} shows nothing.`);
}

/** Moves the focus forward until what has it is called so. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let steps = 0; steps < 60; steps += 1) {
    await page.keyboard.press("Tab");
    const text = await page.evaluate<string>(
      "{ const on = document.activeElement; on?.matches('a, button, input') ? [on.getAttribute('aria-label'), on.labels?.[0]?.textContent, on.textContent].join(' ') : '' }",
    );
    if (text.includes(name)) return;
  }
  throw new Error(`The keyboard does not lead to ${name}.`);
}

/** Elements that reach beyond what they stand in, where that neither scrolls nor cuts. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`Array.from(document.querySelectorAll("body *"))
    .filter((element) => element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1)
    .filter((element) => getComputedStyle(element).overflowX === "visible" && !element.closest(".unseen"))
    .map((element) => element.tagName + "." + element.className)`);
}

async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  return page.evaluate<string[]>(
    "axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`)))",
  );
}
