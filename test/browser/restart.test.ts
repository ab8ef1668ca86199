import { expect, it } from "vitest";
import { newDatabase } from "../support/databases.ts";
import { newServer } from "../support/server.ts";
import { enter, newPage, openSession, order } from "./support/browser.ts";
import { sharedBrowser } from "./support/shared-browser.ts";

const browser = sharedBrowser();

it("tells of a lost connection, heals by itself, and loses nothing when the service is started again under the page", async () => {
  await using place = await newDatabase("sqlite");
  const first = await newServer("sqlite", { place });
  const environment = { PORT: new URL(first.url).port };
  const key = await openSession(first, "Restart");
  await order(first, key, { alphabet: "DNA", digits: 12, size: "1000" });
  await using opened = await newPage(browser);
  const { page } = opened;
  await enter(page, first, key);
  await page.getByRole("gridcell").getByText("Finished").waitFor();
  await page.getByLabel("Search by alphabet or id").fill("dna");

  await first.stop();
  await page.getByText("Connection lost, trying again …").waitFor();
  expect(await page.getByRole("link", { name: "DNA" }).isVisible()).toBe(true);

  await using second = await newServer("sqlite", { place, environment });
  await page.getByText("Live", { exact: true }).waitFor();
  await page.locator("footer").getByText("One node").waitFor();
  expect(await page.getByLabel("Search by alphabet or id").inputValue()).toBe("dna");
  await page.getByLabel("Search by alphabet or id").fill("");
  await order(second, key, { alphabet: "OCTAL", digits: 12, size: "1000" });
  await page.getByRole("link", { name: "OCTAL" }).waitFor();
  await page.getByText("Finished").nth(2).waitFor();
});
