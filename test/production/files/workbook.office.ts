import { execFile } from "node:child_process";
import { accessSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Client } from "../../support/graphql-client.ts";
import { newServer, type TestServer } from "../../support/server.ts";

const PLACES = ["/usr/bin/soffice", "/usr/bin/libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice"];
const office = process.env["SOFFICE"] ?? PLACES.find(isThere);

/** What spreadsheets make something else of, where they may. */
const ODD = "0123456789=+-/E<&_x";

if (office === undefined)
  process.stderr.write("There is no LibreOffice, so these tests are left out: install libreoffice-calc, or name one by SOFFICE.\n"); // prettier-ignore

describe.skipIf(office === undefined)("a workbook in LibreOffice", () => {
  let folder: string;
  let server: TestServer;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "tokenworks-office-"));
    server = await newServer("sqlite");
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  /** The rows of a sheet, as LibreOffice has read them. */
  async function converted(file: Uint8Array, sheet = 1): Promise<string[]> {
    await writeFile(join(folder, "codes.xlsx"), file);
    const profile = pathToFileURL(join(folder, "profile")).href;
    // Tabs between, no quotes, UTF-8, cells as they are stored, and one sheet of its number.
    const filter = `csv:Text - txt - csv (StarCalc):9,0,76,1,,0,false,false,false,false,false,${sheet}`;
    await promisify(execFile)(office ?? "", [
      `-env:UserInstallation=${profile}`,
      "--headless",
      "--convert-to",
      filter,
      "--outdir",
      folder,
      join(folder, "codes.xlsx"),
    ]);
    return (await readFile(join(folder, `codes-Tokens ${sheet}.csv`), "utf8")).trimEnd().split("\n");
  }

  it("has every token as it was issued, whatever a spreadsheet would guess of it", async () => {
    const client = await Client.open(server.url);
    const { requestTokens } = await client.ask<{ requestTokens: { id: string } }>(
      `mutation ($pattern: String!) { requestTokens(input: { format: { pattern: $pattern }, size: 2000 }) { id } }`,
      { pattern: `{[${ODD}]:6} {[${ODD}]:1}` },
    );
    await client.reached(requestTokens.id, "finished");
    const tokens = (await (await client.data(requestTokens.id)).text()).split("\n");
    const workbook = await client.data(requestTokens.id, "?format=xlsx");
    const rows = await converted(new Uint8Array(await workbook.arrayBuffer()));
    expect(rows).toEqual(["index\ttoken", ...tokens.map((token, at) => `${at}\t${token}`)]);
  });

  it("goes on in a second sheet", async () => {
    const client = await Client.open(server.url);
    const id = await client.ordered({ alphabet: "DECIMAL", digits: 8, size: 2 ** 20 + 10 });
    await client.reached(id, "finished");
    const tokens = (await (await client.data(id)).text()).split("\n");
    const workbook = await client.data(id, "?format=xlsx");
    const rows = await converted(new Uint8Array(await workbook.arrayBuffer()), 2);
    const start = 2 ** 20 - 1;
    expect(rows).toEqual(["index\ttoken", ...tokens.slice(start).map((token, at) => `${start + at}\t${token}`)]);
  });
});

function isThere(path: string): boolean {
  try {
    accessSync(path);
    return true;
  } catch {
    return false;
  }
}
