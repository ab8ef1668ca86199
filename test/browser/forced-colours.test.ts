import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { sharedServer } from "../support/shared.ts";
import { enter, newPage, openSession, order } from "./support/browser.ts";
import { sharedBrowser } from "./support/shared-browser.ts";

const browser = sharedBrowser();
const server = sharedServer("sqlite");
let key: string;
let id: string;
beforeAll(async () => {
  key = await openSession(server, "Forced colours");
  id = await order(server, key, { alphabet: "BASE24", digits: 8, size: "20000", analysis: "METRICS" });
});

/** Whether most of what is drawn of each plot has the colour of text: a band that has hides what it is drawn over. */
const COLOURS = `{
  const paint = document.createElement("canvas").getContext("2d");
  paint.fillStyle = "CanvasText";
  paint.fillRect(0, 0, 1, 1);
  const text = paint.getImageData(0, 0, 1, 1).data.join();
  [...document.querySelectorAll(".plot canvas")].map((canvas) => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const counts = new Map();
    for (let at = 0; at < data.length; at += 4) {
      const colour = data.slice(at, at + 4).join();
      if (data[at + 3] === 255) counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
    const [[most]] = [...counts].sort(([, one], [, other]) => other - one);
    return most === text;
  });
}`;

it.each(["light", "dark"] as const)("draws plots whose band does not hide the curve, in forced %s", async (theme) => {
  await using opened = await newPage(browser, { theme, isForced: true });
  const { page } = opened;
  await enter(page, server, key, `lines/${id}`);
  await page.getByText("These tokens look as random as they should.").waitFor();
  await page.locator(".plot canvas").nth(5).waitFor();
  expect(await page.evaluate<boolean[]>(COLOURS)).toEqual(Array.from({ length: 6 }, () => false));
});

it("shows in forced colours what the keyboard is at in a menu, and how full a quota is", async () => {
  await using opened = await newPage(browser, { isForced: true });
  const { page } = opened;
  await enter(page, server, key);
  await page.getByRole("button", { name: "Actions of BASE24" }).focus();
  await page.keyboard.press("Enter");
  await page.locator(".menu-list button:focus").waitFor();
  expect(await styleOf(page, ".menu-list button:focus", "outlineStyle")).toBe("solid");
  await page.goto(`${server.url}/account`);
  await page.locator("meter").first().waitFor();
  expect(await styleOf(page, "meter", "borderTopWidth")).toBe("1px");
  expect(await styleOf(page, "meter", "forcedColorAdjust")).toBe("none");
});

function styleOf(page: Page, selector: string, property: string): Promise<string> {
  return page.evaluate<string>(`getComputedStyle(document.querySelector("${selector}")).${property}`);
}
