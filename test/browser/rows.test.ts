import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { fillLines } from "../support/fill-lines.ts";
import { sharedServer } from "../support/shared.ts";
import { enter, newPage, openSession, order } from "./support/browser.ts";
import { sharedBrowser } from "./support/shared-browser.ts";

const LINES = 600;

const browser = sharedBrowser();
const server = sharedServer("sqlite");
let key: string;
let ids: readonly string[];
beforeAll(async () => {
  key = await openSession(server, "Rows");
  ids = await fillLines(server, key, LINES);
});

it.each([360, 820, 1_440, 3_840])("puts each row directly below the one before, %i pixels wide", async (width) => {
  await using opened = await newPage(browser, { width });
  const { page } = opened;
  await enter(page, server, key);
  await page.locator('.row:not(.loading)[aria-rowindex="4"]').waitFor();
  const gaps = await page.evaluate<number[]>(`{
    const boxes = [2, 3, 4].map((at) => document.querySelector('.row[aria-rowindex="' + at + '"]').getBoundingClientRect());
    [boxes[1].top - boxes[0].bottom, boxes[2].top - boxes[1].bottom];
  }`);
  expect(gaps).toEqual([0, 0]);
});

it("scrolls without making rows: the same elements show other lines, and the focus in one goes to the table", async () => {
  await using opened = await newPage(browser);
  const { page } = opened;
  await enter(page, server, key);
  await page.locator('.row:not(.loading)[aria-rowindex="20"]').waitFor();
  await page.evaluate("for (const row of document.querySelectorAll('.row')) row.wasMade = true");
  await page.locator('.row[aria-rowindex="3"] a').focus();
  await scrollTo(page, 20);
  // 20 pixels further the line is still there, with the focus.
  expect(await focused(page)).toBe("A");
  await scrollTo(page, 20_000);
  await page.locator('.row:not(.loading)[aria-rowindex="390"]').waitFor();
  expect(await focused(page)).toBe("grid");
  const fresh = await page.evaluate<number>(
    "[...document.querySelectorAll('.row')].filter((row) => row.wasMade === undefined).length",
  );
  expect(fresh).toBeLessThanOrEqual(10); // those above the table's first row were not drawn at its top
  expect(await page.locator('.row[aria-rowindex="390"] code').textContent()).toBe(ids.at(-389)?.slice(0, 8));
});

it("opens one menu for all rows, beside the one whose button was pressed, with its line's files", async () => {
  const id = await order(server, key, { alphabet: "BASE24", digits: 8, size: "1000" });
  await using opened = await newPage(browser);
  const { page } = opened;
  await enter(page, server, key);
  await page.locator('.row[aria-rowindex="2"]').getByText("Finished").waitFor();
  const button = (row: number) => page.locator(`.row[aria-rowindex="${row}"]`).getByRole("button");
  await button(6).click();
  await page.getByRole("button", { name: "Delete …" }).waitFor();
  const there = await page.locator(".menu-list").boundingBox();
  await button(2).click({ force: true });
  await page.getByRole("button", { name: "Snapshot" }).waitFor();
  const here = await page.locator(".menu-list").boundingBox();
  expect(here?.y).toBeLessThan(there?.y ?? 0);
  await page.getByRole("button", { name: "Delete …" }).click();
  await page.getByRole("heading", { name: /Delete/ }).waitFor();
  expect(await page.locator("dialog").textContent()).toContain(id.slice(0, 8));
  await page.keyboard.press("Escape");
  await button(4).click();
  await page.getByRole("button", { name: "Delete …" }).waitFor();
  await scrollTo(page, 300);
  await page.getByRole("button", { name: "Delete …" }).waitFor({ state: "hidden" });
});

async function scrollTo(page: Page, top: number): Promise<void> {
  await page.evaluate(
    `new Promise((done) => { document.querySelector(".rows").scrollTop = ${top}; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))); })`,
  );
}

async function focused(page: Page): Promise<string> {
  return page.evaluate<string>("document.activeElement.getAttribute('role') ?? document.activeElement.tagName");
}
