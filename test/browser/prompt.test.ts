import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { graphql } from "../support/graphql.ts";
import { newServer } from "../support/server.ts";
import { sharedServer } from "../support/shared.ts";
import { enter, newPage, openSession, order } from "./support/browser.ts";
import { sharedBrowser } from "./support/shared-browser.ts";

const browser = sharedBrowser();
const server = sharedServer("sqlite");

describe("before the service has answered", () => {
  it("says that a line is being cancelled, and that it goes on where that is refused", async () => {
    const key = await openSession(server, "Cancel");
    await using opened = await newPage(browser);
    const { page } = opened;
    await enter(page, server, key);
    const id = await order(server, key, { alphabet: "UPPER_EPCG30", digits: 12, size: "60000000" });
    const release = await hold(page, "CancelTokens");
    const row = page.locator('.row[aria-rowindex="2"]');
    await row.getByText(/Waiting|Running/).waitFor();
    await row.getByRole("button").click();
    await page.getByRole("button", { name: "Cancel", exact: true }).click();
    await row.getByText("Cancelling").waitFor();
    await finished(key, id); // now it is too late
    await row.getByText("Cancelling").waitFor();
    release();
    await page.getByText(/^The production goes on: /).waitFor();
    await row.getByText("Finished").waitFor();
  });

  it("shows a line as cancelled once it is", async () => {
    const key = await openSession(server, "Cancelled");
    await using opened = await newPage(browser);
    const { page } = opened;
    await enter(page, server, key);
    await order(server, key, { alphabet: "UPPER_EPCG30", digits: 12, size: "900000000" });
    const row = page.locator('.row[aria-rowindex="2"]');
    await row.getByText(/Waiting|Running/).waitFor();
    await row.getByRole("button").click();
    await page.getByRole("button", { name: "Cancel", exact: true }).click();
    await page.getByText("The production is cancelled. Its payment is free again.").waitFor();
    await row.getByText("Cancelled").waitFor();
  });

  it("lists an alphabet that is added and leaves out one that is removed; what is refused comes back to be mended", async () => {
    const key = await openSession(server, "Alphabets");
    await using opened = await newPage(browser);
    const { page } = opened;
    await enter(page, server, key, "alphabets");
    const own = page.locator("section", { has: page.getByRole("heading", { name: /^Your own/ }) });
    const added = await hold(page, "AddAlphabet");
    await page.getByRole("button", { name: "New alphabet" }).click();
    await page.getByLabel("Name").fill("TICKETS");
    await page.getByLabel("Characters, in their order").fill("23456789");
    await page.keyboard.press("Enter");
    await own.getByText("TICKETS", { exact: true }).waitFor();
    await page.getByLabel("Name").waitFor({ state: "hidden" });
    added();
    await page.getByText("TICKETS is added.").waitFor();

    // Somebody else is faster: the service refuses the name, and what was typed is there again.
    const refused = await hold(page, "AddAlphabet");
    await page.getByRole("button", { name: "New alphabet" }).click();
    await page.getByLabel("Name").fill("LABELS");
    await page.getByLabel("Characters, in their order").fill("2345");
    await page.keyboard.press("Enter");
    await page.getByLabel("Name").waitFor({ state: "hidden" });
    const add = 'mutation { addAlphabet(input: { name: "LABELS", chars: "6789" }) { name } }';
    await graphql(server.url, add, { headers: { "Session-Key": key } });
    refused();
    await page.getByRole("alert").waitFor();
    expect(await page.getByLabel("Characters, in their order").inputValue()).toBe("2345");
    await page.getByRole("button", { name: "Not now" }).click();

    const removed = await hold(page, "RemoveAlphabet");
    await own.getByText("TICKETS", { exact: true }).click();
    await page.getByRole("button", { name: "Remove" }).click();
    await own.getByText("TICKETS", { exact: true }).waitFor({ state: "detached" });
    removed();
    await page.getByText("TICKETS is removed. Lines that use it keep its characters.").waitFor();
    await page.reload();
    await own.getByText("LABELS", { exact: true }).waitFor();
    expect(await own.getByText("TICKETS", { exact: true }).count()).toBe(0);
  });
});

it("leads on to the oldest of more than 200 sessions, closes one there, and counts all for the account", async () => {
  await using crowded = await newServer("sqlite");
  const oldest = await openSession(crowded, "The oldest of all");
  for (let at = 0; at < 203; at += 1) await openSession(crowded, `Session ${at}`);
  const key = await openSession(crowded, "The newest");
  await using opened = await newPage(browser);
  const { page } = opened;
  await enter(page, crowded, key, "sessions");
  await page.getByText("you are here").waitFor();
  expect(await page.locator(".session").count()).toBe(200);
  await page.getByRole("button", { name: "Show more" }).click();
  const last = page.locator(".session").nth(204);
  await last.getByText("The oldest of all").waitFor();
  await page.getByRole("button", { name: "Show more" }).waitFor({ state: "detached" });

  const release = await hold(page, "CloseSession");
  await last.getByRole("button", { name: "Close …" }).click();
  await page.getByLabel(/Type .* to confirm/).fill(oldest.slice(0, 8));
  await page.keyboard.press("Enter");
  await last.getByText("closing", { exact: true }).waitFor();
  release();
  await page.getByText("The session is closed.").waitFor();
  await last.getByText(/, closed just now$/).waitFor();
  expect(await page.locator(".session").count()).toBe(205);

  await page.getByRole("link", { name: "Account" }).click();
  await page.getByText("204 of 10,000").waitFor();
  await page.getByText("0 of 100,000").waitFor(); // lines
});

it("leads to the explorer from the side, the palette and the keyboard, and tells of it", async () => {
  const key = await openSession(server, "To the explorer");
  await using opened = await newPage(browser);
  const { page } = opened;
  const back = async () => {
    await page.waitForURL(`${server.url}/graphiql`);
    await page.getByRole("button", { name: "Run" }).waitFor();
    await page.goBack();
    await page.getByText("Live", { exact: true }).waitFor();
  };
  await enter(page, server, key);
  await page.getByRole("link", { name: "Explorer" }).click();
  await back();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("explorer");
  await page.keyboard.press("Enter");
  await back();
  await page.keyboard.press("?");
  await page.getByText("Go to the explorer").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("heading", { name: "Keys" }).waitFor({ state: "hidden" });
  await page.keyboard.press("g");
  await page.keyboard.press("e");
  await back();
});

/** Keeps a mutation's request from leaving until it is released. */
async function hold(page: Page, operation: string): Promise<() => void> {
  let open: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    open = resolve;
  });
  await page.route("**/graphql", async (route) => {
    if (route.request().postData()?.includes(`mutation ${operation}`) === true) await released;
    await route.fallback();
  });
  return open;
}

async function finished(key: string, id: string): Promise<void> {
  await expect
    .poll(
      async () => {
        const query = "query ($id: ID!) { tokens(id: $id) { status { status } } }";
        const { data } = await graphql(server.url, query, { headers: { "Session-Key": key }, variables: { id } });
        return JSON.stringify(data);
      },
      { timeout: 60_000, interval: 250 },
    )
    .toContain("FINISHED");
}
