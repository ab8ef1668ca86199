import { mod37_36 } from "cdigit";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { program } from "../../src/cli/program.ts";
import { version } from "../../src/lib/version.ts";

const MAIN = fileURLToPath(new URL("../../dist/main.js", import.meta.url));
const BIN = fileURLToPath(new URL("../../bin/tokenworks.js", import.meta.url));

/** Has a process take its Node for an older one. */
const OLD_NODE =
  'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.1.0"}})';

/** Tells whether a shell is there; what needs one is left out where it is not. */
function isInstalled(name: string): boolean {
  return (process.env["PATH"] ?? "").split(delimiter).some((place) => existsSync(join(place, name)));
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tokenworks-command-line-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Runs a shell's words in the folder, in which `tokenworks` is the built program; answers what was printed, and `code` where it failed. */
async function shell(words: string, variables: Readonly<Record<string, string>> = {}): Promise<Printed> {
  const script = `tokenworks() { "${process.execPath}" "${MAIN}" "$@"; }; ${words}`;
  const env = { PATH: process.env["PATH"] ?? "", HOME: folder, ...variables };
  return promisify(execFile)("bash", ["-c", script], { cwd: folder, env }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: unknown) => error as Printed, // of a process that has ended with a code
  );
}

interface Printed {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

describe("the command line", () => {
  it("shows help without a command, its version, and what may have been meant", async () => {
    const [alone, told, mistyped, wrong, inner] = await Promise.all([
      shell("tokenworks"),
      shell("tokenworks --version"),
      shell("tokenworks key"),
      shell("tokenworks serve --payment cash"),
      shell("tokenworks customers"),
    ]);
    expect(alone).toMatchObject({ code: 0, stderr: "" });
    expect(alone.stdout).toMatch(/^Usage: tokenworks[^]*The service:\n[^]*Exit codes: /);
    expect(told).toEqual({ code: 0, stdout: `${version()}\n`, stderr: "" });
    expect(mistyped).toMatchObject({ code: 2, stdout: "", stderr: "error: unknown command 'key'\n(Did you mean keys?)\n" }); // prettier-ignore
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringMatching(/Allowed choices are none, sandbox, stripe\.\n$/) as string }); // prettier-ignore
    expect(inner).toMatchObject({ code: 2, stdout: "" });
  }, 60_000);

  it("refuses an older Node by the code of what could not be done", async () => {
    const refused = await shell(`"${process.execPath}" --import '${OLD_NODE}' "${BIN}" verify data certificate`);
    expect(refused).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^Tokenworks needs Node 22\.18 or newer, but this is 20\.1\.0\./) as string,
    });
  });

  it("has an example and a summary for every command", () => {
    const all = program().commands.flatMap((each) => (each.commands.length === 0 ? [each] : [...each.commands]));
    expect(all.length).toBeGreaterThan(15);
    for (const each of all) {
      let help = "";
      each.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
      expect(help, each.name()).toContain("tokenworks ");
      expect(each.summary(), each.name()).not.toBe("");
    }
  });

  it("ends quietly with the code of its work when its reader goes", async () => {
    const produced = "tokenworks produce --alphabet DICE --digits 12 --key-file k --workers 1";
    expect(await shell(`${produced} --size 3000000 | head -n 1; echo "\${PIPESTATUS[0]}"`)).toMatchObject({
      stdout: expect.stringMatching(/^[⚀-⚅]{12}\n141\n$/u) as string,
      stderr: expect.stringMatching(/^A new key is in k: .*\n$/) as string,
    });
    await shell(`${produced} --size 1000 --out t --certificate c --public-key p`);
    const verified = (words: string) => shell(`tokenworks verify ${words} | :; echo "\${PIPESTATUS[0]}"`);
    const codes = await Promise.all([verified("t c --keys p"), verified("t c"), verified("- c --allow-unknown-key < t"), verified("k c"), verified("none c"), verified("- c --keys p < .")]); // prettier-ignore
    expect(codes.map(({ stdout }) => stdout)).toEqual(["0\n", "1\n", "0\n", "1\n", "2\n", "2\n"]);
    for (const { stderr } of codes) expect(stderr).not.toMatch(/EPIPE|^ +at /m);
  }, 60_000);

  it("certifies tickets without some words, part by part, and finds what was changed in them", async () => {
    writeFileSync(join(folder, "words"), "wc\nbad\n2x\n");
    const produced = "tokenworks produce --pattern 'TCK-{BASE24:4}-{BASE24:4}-{check:mod37-36}' --without-words words --key-file ticket-key --workers 1 --size 2000"; // prettier-ignore
    await shell(`${produced} --out t1 --certificate c1 --public-key tp`);
    await shell(`${produced} --out t2.gz --gz --start 2000 --part 2 --certificate c2`);
    const whole = await shell("tokenworks verify t1 c1 t2.gz c2 --keys tp");
    expect(whole).toMatchObject({ code: 0, stdout: expect.stringMatching(/each is written by the format [0-9a-f]{16}/) as string }); // prettier-ignore
    const tokens = readFileSync(join(folder, "t1"), "utf8").split("\n");
    const verified = async (changed: string) => {
      writeFileSync(join(folder, "t3"), [...tokens.slice(0, 2), changed, ...tokens.slice(3)].join("\n"));
      return shell("tokenworks verify t3 c1 --keys tp");
    };
    const [, , third = ""] = tokens;
    const wrongCheck = third.slice(0, -1) + (third.endsWith("A") ? "B" : "A");
    expect(await verified(wrongCheck)).toMatchObject({ code: 1, stdout: expect.stringContaining("line 3 is not written as the format says, or has a wrong check") as string }); // prettier-ignore
    const forbidden = "2X22-2222";
    expect(await verified(`TCK-${forbidden}-${mod37_36.compute(forbidden.replace("-", ""))}`)).toMatchObject({ code: 1, stdout: expect.stringContaining("line 3 has what the format forbids") as string }); // prettier-ignore
  }, 60_000);

  it("takes settings from .env, before them the environment's, and before those the options", async () => {
    writeFileSync(join(folder, ".env"), "PORT=1\nWORKERS=2\nFIRST_API_KEY=0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d\n");
    const { stdout } = await shell("tokenworks config", { WORKERS: "3" });
    expect(stdout).toMatch(/^PORT=1$/m);
    expect(stdout).toMatch(/^WORKERS=3$/m);
    expect(stdout).toMatch(/^FIRST_API_KEY=\(hidden\)$/m);
    expect(JSON.parse((await shell("tokenworks config --json")).stdout)).toMatchObject({ PORT: "1", WORKERS: "2" });
    expect(await shell("tokenworks serve --port x --workers 0", { WORKERS: "3" })).toMatchObject({
      code: 2,
      stderr: "The configuration cannot be used:\n  PORT must be a whole number.\n  WORKERS must be from 1 to 1024.\n",
    });
    rmSync(join(folder, ".env"));
  }, 60_000);

  it("completes commands, options and values in bash", async () => {
    const completed = async (...words: string[]) => {
      const line = words.map((word) => `'${word}'`).join(" ");
      const { stdout } = await shell(`. ./completion; COMP_WORDS=(tokenworks ${line}); COMP_CWORD=${words.length}; _tokenworks; echo "\${COMPREPLY[*]}"`); // prettier-ignore
      return stdout.trim();
    };
    await shell("tokenworks completion bash > completion");
    expect(await completed("cu")).toBe("customers");
    expect(await completed("customers", "")).toBe("list add key set revoke --help");
    expect(await completed("serve", "--agreement", "")).toBe("basic unlimited");
    expect(await completed("completion", "z")).toBe("zsh");
    expect(await completed("verify", "file", "--allow")).toBe("--allow-unknown-key");
  }, 60_000);

  it.skipIf(!isInstalled("fish"))(
    "completes commands, options and values in fish",
    async () => {
      const completed = async (line: string) => {
        const { stdout } = await shell(`fish --no-config -c "source fish-completion; complete -C '${line}'"`);
        return stdout
          .trim()
          .split("\n")
          .map((row) => row.split("\t")[0]);
      };
      await shell("tokenworks completion fish > fish-completion");
      expect(await completed("tokenworks cu")).toEqual(["customers"]);
      expect(await completed("tokenworks keys ro")).toEqual(["rotate"]);
      expect(await completed("tokenworks serve --agreement ")).toEqual(["basic", "unlimited"]);
      expect(await completed("tokenworks verify file --allow")).toEqual(["--allow-unknown-key"]);
    },
    60_000,
  );

  it.skipIf(!isInstalled("zsh"))(
    "completes commands, options and values in zsh",
    async () => {
      const completed = async (...words: string[]) => {
        const line = words.map((word) => `'${word}'`).join(" ");
        const { stdout } = await shell(`zsh -f -c 'compadd() { print -r -- $found }; _files() { }; words=(tokenworks ${line.replaceAll("'", '"')}); CURRENT=${words.length + 1}; . ./zsh-completion'`); // prettier-ignore
        return stdout.trim();
      };
      await shell("tokenworks completion zsh > zsh-completion");
      expect(await completed("customers", "")).toBe("list add key set revoke --help");
      expect(await completed("serve", "--agreement", "")).toBe("basic unlimited");
      expect(await completed("keys", "rotate", "--")).toBe("--give-up --help");
    },
    60_000,
  );
});
