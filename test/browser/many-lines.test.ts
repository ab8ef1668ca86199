import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { sharedServer } from "../support/shared.ts";
import { enter, newPage, openSession } from "./support/browser.ts";
import { sharedBrowser } from "./support/shared-browser.ts";
import { fillLines } from "../support/fill-lines.ts";

const LINES = 10_000;

const browser = sharedBrowser();
const server = sharedServer("sqlite");

it("scrolls through 10,000 lines with at most 100 rows in the document", async () => {
  const key = await openSession(server, "Many");
  const ids = await fillLines(server, key, LINES);
  await using opened = await newPage(browser, { width: 2_560, height: 1_440 });
  const { page } = opened;
  await enter(page, server, key);
  await page.getByRole("heading", { name: "Lines 10,000" }).waitFor();
  for (const share of [0, 0.1, 0.5, 0.9, 1]) {
    await scrollTo(page, share);
    const rows = await rowsOf(page);
    expect(rows).toBeGreaterThan(20);
    expect(rows).toBeLessThanOrEqual(100);
  }
  // The oldest stands last.
  expect(await page.locator(`.row[aria-rowindex="${LINES + 1}"] code`).textContent()).toBe(ids[0]?.slice(0, 8));

  await page.getByLabel("Search by alphabet or id").fill(ids[4_321] ?? "");
  await page.getByText("1 of 10,000").waitFor();
  expect(await rowsOf(page)).toBe(1);

  // Where nothing was found the table is gone; the one that comes back is scrolled like the first.
  await page.getByLabel("Search by alphabet or id").fill("nowhere");
  await page.getByRole("button", { name: "Show all lines" }).click();
  await scrollTo(page, 0.5);
});

/** Scrolls until that share of the lines is above, and waits for the row that stands there. */
async function scrollTo(page: Page, share: number): Promise<void> {
  await page.evaluate(
    `{ const rows = document.querySelector(".rows"); rows.scrollTop = rows.scrollHeight * ${share}; }`,
  );
  await page.locator(`.row:not(.loading)[aria-rowindex="${Math.max(2, Math.floor(LINES * share))}"]`).waitFor();
}

async function rowsOf(page: Page): Promise<number> {
  return page.locator(".row").count();
}
