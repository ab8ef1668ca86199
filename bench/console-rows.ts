import type { Browser, Page } from "playwright-core";
import { enter, newPage, openSession } from "../test/browser/support/browser.ts";
import { startBrowser } from "../test/browser/support/start-browser.ts";
import { fillLines } from "../test/support/fill-lines.ts";
import { newServer, type TestServer } from "../test/support/server.ts";
import { median } from "./measure.ts";
import { atMost, type Row } from "./row.ts";

const VIEW = { width: 1_280, height: 800 };
const FRAMES = 240;
const ROUNDS = 3;
/** Longer than this is a hitch (W3C, Long Tasks). */
const HITCH_MS = 50;

/** A page of as many bare rows as one sees, each new at every frame: the least that a list which is scrolled must do. */
const BARE = `<style>.rows { height: 760px; overflow: auto } .row { height: 44px }</style>
  <div class="rows" tabindex="0"><div class="space" style="height: ${44 * 10_000}px; position: relative"></div></div>
  <script>
    const rows = document.querySelector(".rows"), space = document.querySelector(".space");
    rows.onscroll = () => {
      const first = Math.floor(rows.scrollTop / 44);
      space.replaceChildren(...Array.from({ length: 20 }, (_, at) => {
        const row = document.createElement("div");
        row.className = "row";
        row.style = "position: absolute; top: " + (first + at) * 44 + "px";
        row.textContent = "Row " + (first + at);
        return row;
      }));
    };
  </script>`;

/** How evenly the console's table scrolls through so many lines, beside a bare list in the same browser. */
export async function consoleRows(count = 10_000): Promise<Row[]> {
  const browser = await startBrowser();
  const server = await newServer("sqlite");
  try {
    const key = await openSession(server, "Bench");
    await fillLines(server, key, count);
    return await measure(browser, server, key, count);
  } finally {
    await browser.close();
    await server[Symbol.asyncDispose]();
  }
}

async function measure(browser: Browser, server: TestServer, key: string, count: number): Promise<Row[]> {
  await using console = await newPage(browser, VIEW);
  await using bare = await newPage(browser, VIEW);
  const startedMs = performance.now();
  await enter(console.page, server, key);
  await console.page.locator('.row:not(.loading)[aria-rowindex="2"]').waitFor();
  const shownMs = performance.now() - startedMs;
  await bare.page.setContent(BARE);
  const rounds: { console: Scroll; bare: Scroll }[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    rounds.push({ bare: await scrolled(bare.page), console: await scrolled(console.page) });
  const p95 = median(rounds.map((round) => round.console.p95Ms));
  const bareP95 = median(rounds.map((round) => round.bare.p95Ms));
  const hitches = median(rounds.map((round) => round.console.hitches));
  const bareHitches = median(rounds.map((round) => round.bare.hitches));
  return [
    {
      what: `a frame while ${count} lines are scrolled through in ${FRAMES} frames`,
      figure: `${p95.toFixed(1)} ms at p95`,
      against: `a bare list at ${bareP95.toFixed(1)} ms: ratio`,
      ...atMost(median(rounds.map((round) => round.console.p95Ms / round.bare.p95Ms)), 1.5),
    },
    {
      what: `frames of more than ${HITCH_MS} ms among them`,
      figure: `${hitches}`,
      against: `a bare list's ${bareHitches}: more than that`,
      ...atMost(hitches - bareHitches, 2),
    },
    {
      what: `from the address to the first of ${count} lines on the screen`,
      figure: `${shownMs.toFixed(0)} ms`,
      against: "milliseconds",
      ...atMost(shownMs, 2_000),
    },
  ];
}

interface Scroll {
  readonly p95Ms: number;
  readonly hitches: number;
}

/** Scrolls from the top to the end, a step each frame. */
async function scrolled(page: Page): Promise<Scroll> {
  const frames = await page.evaluate<number[]>(`new Promise((done) => {
    const rows = document.querySelector(".rows");
    const step = (rows.scrollHeight - rows.clientHeight) / ${FRAMES};
    const frames = [];
    let before;
    rows.scrollTop = 0;
    requestAnimationFrame(function next(now) {
      if (before !== undefined) frames.push(now - before);
      before = now;
      if (frames.length === ${FRAMES}) return done(frames);
      rows.scrollTop += step;
      requestAnimationFrame(next);
    });
  })`);
  const sorted = frames.toSorted((one, other) => one - other);
  return {
    p95Ms: sorted[Math.floor(FRAMES * 0.95)] ?? NaN,
    hitches: frames.filter((ms) => ms > HITCH_MS).length,
  };
}
