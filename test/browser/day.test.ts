import readXlsxFile from "read-excel-file/node";
import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { API_KEY, newServer } from "../support/server.ts";
import { sharedServer } from "../support/shared.ts";
import { enter, newPage, openSession, order } from "./support/browser.ts";
import { sharedBrowser } from "./support/shared-browser.ts";

describe("the console", () => {
  const browser = sharedBrowser();
  const server = sharedServer("sqlite");

  it("leads through the whole day, from the Api-Key to a second part", async () => {
    await using opened = await newPage(browser);
    const { page, complaints } = opened;
    await page.goto(server.url);
    await page.getByLabel("Api-Key or Session-Key").fill("00000000-0000-4000-8000-000000000000");
    await page.keyboard.press("Enter");
    await page.getByText("The service knows no such Api-Key").waitFor();
    await page.getByLabel("Api-Key or Session-Key").fill(API_KEY);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "No lines yet" }).waitFor();

    await page.getByRole("link", { name: "Order the first one" }).click();
    await page.getByRole("radio", { name: "DICE" }).check();
    await page.getByLabel("Digits of a token").fill("6");
    await page.getByLabel("Tokens", { exact: true }).fill("1m");
    await page.getByText("Only 46,656 tokens can be written like this.").first().waitFor();
    expect(await page.getByRole("button", { name: /^Order/ }).isDisabled()).toBe(true);
    await page.getByLabel("Tokens", { exact: true }).fill("20 000");
    await page.getByRole("button", { name: "Order 20,000 tokens" }).click();

    await page.getByText("These tokens look as random as they should.").waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Certificate", exact: true }).click(),
    ]);
    const certificate = JSON.parse(await readFile(await download.path(), "utf8")) as Record<string, string>;
    expect(certificate["payloadType"]).toBe("application/vnd.tokenworks.certificate+json");
    const { data } = JSON.parse(Buffer.from(certificate["payload"] ?? "", "base64").toString()) as {
      data: { merkleRoot: string };
    };
    await page.getByText(`Merkle ${data.merkleRoot.slice(0, 8)}…`).waitFor();

    const [tokens] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Tokens", exact: true }).click(),
    ]);
    expect((await readFile(await tokens.path(), "utf8")).split("\n")).toHaveLength(20_000);

    const [workbook] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Tokens for Excel" }).click(),
    ]);
    expect(workbook.suggestedFilename()).toMatch(/\.xlsx$/);
    const [sheet] = await readXlsxFile(await workbook.path());
    expect(sheet?.data).toHaveLength(20_001);

    await page.getByRole("button", { name: "Continue …" }).click();
    await page.getByLabel("Further tokens").fill("26 656");
    await page.getByRole("button", { name: "Order the part" }).click();
    await page.getByRole("heading", { name: "Part 2" }).waitFor();
    await page.getByRole("heading", { name: "Part 1" }).waitFor();
    await page.getByRole("link", { name: "Lines" }).first().click();
    await page.getByText("complete").waitFor();
    expect(complaints.filter((text) => !text.includes("400"))).toEqual([]);
  });

  it("signs in once by the link that the first start has printed, which leaves no trace in the address", async () => {
    await using fresh = await newServer("sqlite", { environment: { FIRST_API_KEY: "" } });
    await using opened = await newPage(browser);
    const { page } = opened;
    const link = `${fresh.url}/#sign-in=${fresh.signInSecret ?? ""}`;
    await page.goto(link);
    await page.getByRole("heading", { name: "No lines yet" }).waitFor();
    expect(page.url()).toBe(`${fresh.url}/`);
    await using other = await newPage(browser);
    await other.page.goto(link);
    await other.page.getByText("The link was used already, or is older than 15 minutes.").waitFor();
    await other.page.getByRole("heading", { name: "Sign in" }).waitFor();
  });

  it("orders tickets by a pattern, and says first what is to be known of them", async () => {
    const key = await openSession(server, "Tickets");
    await using opened = await newPage(browser);
    const { page } = opened;
    await enter(page, server, key, "new");
    await page.getByLabel("Write tokens by a pattern").check();
    await page.getByLabel("Pattern", { exact: true }).fill("TCK-{BASE25:4}");
    await page.getByText("did you mean BASE24?").first().waitFor();
    await page.getByLabel("Pattern", { exact: true }).fill("TCK-{BASE24:4}-{BASE24:4}-{check:mod37-36}");
    await page.getByLabel("Without these words").fill("wc, tv");
    await page.getByLabel("Tokens", { exact: true }).fill("1000");
    await page.getByText(/which the groups do not have/).waitFor();
    await page
      .getByText(/^TCK-[2-9B-Y]{4}-[2-9B-Y]{4}-[0-9A-Z]$/)
      .first()
      .waitFor();
    await page.getByRole("button", { name: "Order 1,000 tokens" }).click();
    await page.getByRole("heading", { name: "Is a code genuine?" }).waitFor();
  });

  it("says of pasted codes and of a dropped file whether they are genuine", async () => {
    const key = await openSession(server, "Genuine");
    const id = await order(server, key, { alphabet: "BASE24", digits: 8, size: "1000" });
    await using opened = await newPage(browser);
    const { page } = opened;
    await enter(page, server, key, `lines/${id}`);
    await page.getByRole("heading", { name: "Is a file genuine?" }).waitFor();
    const data = await (await fetch(`${server.url}/api/tokens/${id}/data`, { headers: { "Session-Key": key } })).text();
    const third = data.split("\n")[2] ?? "";

    await page.getByLabel("Codes").fill(`${third}\nnot-one`);
    await page.getByRole("button", { name: "Check", exact: true }).click();
    await page.getByText("1 of 2 genuine").waitFor();
    await page.getByText("part 1, row 3 of its file").waitFor();
    const typed = `${third.slice(0, 4).toLowerCase()}-${third.slice(4)}`;
    await page.getByLabel("Codes").fill(typed);
    await page.getByRole("button", { name: "Check", exact: true }).click();
    await page.getByText("1 of 1 genuine").waitFor();
    await page.getByText(third, { exact: true }).waitFor();
    await page.getByText(`it was typed as ${typed}`).waitFor();

    const file = page.locator("[data-takes-files] input");
    await file.setInputFiles({ name: "tokens.txt", mimeType: "text/plain", buffer: Buffer.from(data) });
    await page.getByText("tokens.txt is genuine").waitFor();
    await page.getByText(/signed by the service’s key/).waitFor();
    await file.setInputFiles({ name: "ended.txt", mimeType: "text/plain", buffer: Buffer.from(`${data}\n`) });
    await page.getByText("ended.txt is genuine").waitFor();
    await file.setInputFiles({
      name: "forged.txt",
      mimeType: "text/plain",
      buffer: Buffer.from(data.replace(third, "22222222")),
    });
    await page.getByText("forged.txt is NOT genuine").waitFor();
  });

  it("shows a line that is ordered elsewhere, and its progress, without a reload", async () => {
    const key = await openSession(server, "Live");
    await using opened = await newPage(browser);
    const { page } = opened;
    await enter(page, server, key);
    await page.getByRole("heading", { name: "No lines yet" }).waitFor();
    await page.evaluate("document.body.dataset.loaded = 'once'");
    await order(server, key, { alphabet: "UPPER_EPCG30", digits: 12, size: "100000000" });
    await page.getByRole("progressbar").waitFor();
    await page.getByText(/^[1-9]\d? %/).waitFor();
    await page.getByText("Finished").last().waitFor();
    expect(await page.evaluate("document.body.dataset.loaded")).toBe("once");
  });

  it("takes a snapshot that is dropped anywhere, and asks for a typed word before it deletes what was shown", async () => {
    const key = await openSession(server, "Snapshot");
    const id = await order(server, key, { alphabet: "BASE24", digits: 8, size: "1000" });
    await using opened = await newPage(browser);
    const { page } = opened;
    await enter(page, server, key);
    await page.getByRole("gridcell").getByText("Finished").waitFor();
    const snapshot = await (
      await fetch(`${server.url}/api/tokens/${id}/snapshot`, { headers: { "Session-Key": key } })
    ).arrayBuffer();
    const bytes = JSON.stringify([...new Uint8Array(snapshot)]);
    const dropped = await page.evaluateHandle(`{
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(${bytes})], "${id}-part-1.snapshot"));
      transfer;
    }`);
    await page.dispatchEvent("main", "drop", { dataTransfer: dropped });
    await page.getByRole("heading", { name: "Continue a line" }).waitFor();
    await page.getByLabel("Further tokens").fill("500");
    await page.getByRole("button", { name: "Order the part" }).click();
    await page.getByRole("heading", { name: "Part 2" }).waitFor();

    await page.getByRole("button", { name: "Delete …" }).click();
    const deletes = page.getByRole("button", { name: "Delete the line" });
    expect(await deletes.isDisabled()).toBe(true);
    await page.getByLabel(/Type .* to confirm/).fill(id.slice(0, 8));
    await deletes.click();
    await page.getByRole("banner").or(page.getByText("Deleted")).first().waitFor();
    await page.getByText("The line is deleted: its key is destroyed.").waitFor();
  });
});
