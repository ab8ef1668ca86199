import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";

const BUILT = fileURLToPath(new URL("../../dist/console/", import.meta.url));
const FIRST_PAGE_BYTES = 100 * 1_024;
const ALL_BYTES = 150 * 1_024;

const sizeOf = (path: string) => gzipSync(readFileSync(BUILT + path), { level: 9 }).length;

it("loads at most 100 KB for its first page, and 150 KB in all, gzipped", () => {
  const page = readFileSync(`${BUILT}index.html`, "utf8");
  const first = ["index.html", ...[...page.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, path = ""]) => path)];
  expect(first.filter((path) => /\.(?:js|css)$/.test(path)).length).toBeGreaterThanOrEqual(2);
  const all = readdirSync(BUILT, { recursive: true, encoding: "utf8" }).filter((path) => /\.\w+$/.test(path));
  const sum = (paths: readonly string[]) => paths.reduce((bytes, path) => bytes + sizeOf(path), 0);
  expect(sum(first)).toBeLessThanOrEqual(FIRST_PAGE_BYTES);
  expect(sum(all)).toBeLessThanOrEqual(ALL_BYTES);
});

it("asks no other host, and has nothing inline that its policy would refuse", () => {
  const page = readFileSync(`${BUILT}index.html`, "utf8");
  expect(page).not.toMatch(/<style|style="|<script(?![^>]*src=)|\bon\w+="/);
  const scripts = readdirSync(`${BUILT}assets`).filter((name) => name.endsWith(".js"));
  for (const name of scripts) {
    const hosts = [...readFileSync(`${BUILT}assets/${name}`, "utf8").matchAll(/https?:\/\/([\w.-]+)/g)].map(
      ([, host]) => host,
    );
    expect(
      hosts.filter((host) => host !== "www.w3.org"),
      name,
    ).toEqual([]);
  }
});
