import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";

const BUILT = fileURLToPath(new URL("../../dist/console/", import.meta.url));
const EXPLORER = fileURLToPath(new URL("../../dist/explorer/", import.meta.url));
const FIRST_PAGE_BYTES = 100 * 1_024;
const ALL_BYTES = 150 * 1_024;
const EXPLORER_BYTES = 250 * 1_024;

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.\w+$/.test(path))
    .map((path) => folder + path);
const sum = (paths: readonly string[]) =>
  paths.reduce((bytes, path) => bytes + gzipSync(readFileSync(path), { level: 9 }).length, 0);

it("loads at most 100 KB for its first page, and 150 KB in all, gzipped", () => {
  const page = readFileSync(`${BUILT}index.html`, "utf8");
  const first = ["index.html", ...[...page.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, path = ""]) => path)];
  expect(first.filter((path) => /\.(?:js|css)$/.test(path)).length).toBeGreaterThanOrEqual(2);
  expect(sum(first.map((path) => BUILT + path))).toBeLessThanOrEqual(FIRST_PAGE_BYTES);
  expect(sum(filesIn(BUILT))).toBeLessThanOrEqual(ALL_BYTES);
});

it("loads at most 250 KB for the explorer, gzipped, which whoever stays in the console never loads", () => {
  const bytes = sum(filesIn(EXPLORER));
  expect(bytes).toBeGreaterThan(100 * 1_024); // it is there
  expect(bytes).toBeLessThanOrEqual(EXPLORER_BYTES);
});

/** What their texts speak of: SVG's name space, and what graphql's descriptions and messages refer to. */
const NAMED = ["www.w3.org", "commonmark.org", "en.wikipedia.org", "yarnpkg.com"];

it.each([BUILT, EXPLORER])("asks no other host, and has nothing inline that its policy would refuse: %s", (folder) => {
  const page = readFileSync(`${folder}index.html`, "utf8");
  expect(page).not.toMatch(/<style|style="|<script(?![^>]*src=)|\bon\w+="/);
  const scripts = filesIn(`${folder}assets/`).filter((name) => name.endsWith(".js"));
  for (const name of scripts) {
    const hosts = [...readFileSync(name, "utf8").matchAll(/https?:\/\/([\w.-]+)/g)].map(([, host]) => host);
    expect(
      hosts.filter((host = "") => !NAMED.includes(host)),
      name,
    ).toEqual([]);
  }
});
