import { accessSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Debian's Chromium, without a window. */
export function startBrowser(): Promise<Browser> {
  const executablePath = process.env["CHROMIUM"] ?? PLACES.find(isThere);
  if (executablePath === undefined)
    throw new Error("There is no Chromium: install it (apt-get install chromium), or name one by CHROMIUM.");
  return chromium.launch({ executablePath, args: ["--no-sandbox"] }); // containers seldom allow it
}

function isThere(path: string): boolean {
  try {
    accessSync(path);
    return true;
  } catch {
    return false;
  }
}
