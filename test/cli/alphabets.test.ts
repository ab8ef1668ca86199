import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { PRESETS } from "../../src/alphabet/presets.ts";
import { presetRow } from "../../src/cli/alphabets.ts";
import { command } from "../support/service.ts";

describe("tokenworks alphabets", () => {
  it("lists all presets with their length, their width and what they are for", async () => {
    const { code, stdout, stderr } = await command(["alphabets"], {});
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const rows = stdout.trimEnd().split("\n");
    expect(rows.map((row) => row.split(/ {2,}/)).slice(1)).toEqual(PRESETS.map(presetRow));
    expect(rows).toContainEqual(expect.stringMatching(/^DICE +6 +3 +what dice show$/));
    expect(PRESETS.filter(({ purpose }) => purpose.length < 4)).toEqual([]);
  });

  it("prints the characters of one, and answers a mistyped name with the nearest", async () => {
    expect(await command(["alphabets", "Z_BASE_32"], {})).toMatchObject({
      stdout: "ybndrfg8ejkmcpqxot1uwisza345h769\n",
    });
    expect(await command(["alphabets", "z_base32"], {})).toEqual({
      code: 2,
      stdout: "",
      stderr: 'There is no preset named "z_base32"; did you mean Z_BASE_32?\n',
    });
    expect(await command(["alphabets", "KLINGON"], {})).toMatchObject({
      stderr: 'There is no preset named "KLINGON": tokenworks alphabets lists them.\n',
    });
  });

  it("are on their page as they are", () => {
    const page = readFileSync(new URL("../../docs/alphabets.md", import.meta.url), "utf8");
    const table = page.slice(page.indexOf("<!-- presets -->"), page.indexOf("<!-- /presets -->"));
    const rows = table.split("\n").filter((row) => row.startsWith("| `"));
    const cells = rows.map((row) =>
      row
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim()),
    );
    const expected = PRESETS.map((preset) => {
      const [id, length, bytes, purpose] = presetRow(preset);
      return [`\`${id}\``, length, bytes, `\`${preset.alphabet.chars}\``, purpose];
    });
    expect(cells).toEqual(expected);
    expect(page).toMatch(/Application Identifier \(21\).*`UPPER_EPCG30`.*`BASE62`/);
  });
});
