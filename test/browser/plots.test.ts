import { expect, it } from "vitest";
import { graphql } from "../support/graphql.ts";
import type { TestServer } from "../support/server.ts";
import { until } from "../support/until.ts";
import { sharedServer } from "../support/shared.ts";
import { enter, newPage, openSession, order } from "./support/browser.ts";
import { sharedBrowser } from "./support/shared-browser.ts";

interface Points {
  readonly indexes: readonly number[];
  readonly values: readonly number[];
}

interface Analysis {
  readonly points: { readonly scores: Points; readonly deltas: Points; readonly walk: Points };
  readonly histogram: readonly { readonly count: string }[];
  readonly frequencies: readonly { readonly counts: readonly string[] }[];
}

const QUERY =
  "query ($id: ID!) { tokens(id: $id) { analysis { histogram { count } frequencies { counts } points { scores { indexes values } deltas { indexes values } walk { indexes values } } } } }";

const browser = sharedBrowser();
const server = sharedServer("sqlite");

it("plots what the analysis has found: as many points, between the same bounds", async () => {
  const key = await openSession(server, "Plots");
  const id = await order(server, key, { alphabet: "BASE24", digits: 8, size: "30000", analysis: "METRICS" });
  const { points, histogram, frequencies } = await until(() => analysisOf(server, key, id));
  await using opened = await newPage(browser);
  await enter(opened.page, server, key, `lines/${id}`);
  const labelOf = (title: string) =>
    opened.page
      .getByRole("img", { name: `${title}.` })
      .first()
      .getAttribute("aria-label");
  await opened.page.getByRole("img", { name: "Walk." }).waitFor();

  expect(await labelOf("Scores")).toContain(summaryOf(points.scores.values));
  expect(await labelOf("Deltas")).toContain(summaryOf(points.deltas.values));
  expect(await labelOf("Walk")).toContain(summaryOf(points.walk.values));
  expect(await labelOf("Histogram")).toContain(summaryOf(histogram.map(({ count }) => Number(count))));
  const counts = frequencies.map((each) => each.counts.map(Number));
  expect(counts.map((row) => row.reduce((sum, count) => sum + count))).toEqual(new Array(8).fill(30_000));
  // 30,000 of 24^8 tokens: as good as drawn with replacement.
  const deviations = counts.flat().map((count) => (count - 1250) / Math.sqrt(1250 * (23 / 24)));
  const label = (await labelOf("Characters at each position")) ?? "";
  expect(label).toContain("192 points");
  expect(Number(/from (-?[\d.]+)/.exec(label)?.[1])).toBeCloseTo(Math.min(...deviations), 3);
  const canvases = opened.page.locator(".plot canvas");
  expect(await canvases.count()).toBe(6);
});

async function analysisOf({ url }: TestServer, key: string, id: string): Promise<Analysis | null> {
  const { data } = await graphql(url, QUERY, { headers: { "Session-Key": key }, variables: { id } });
  return (data as unknown as { tokens: { analysis: Analysis | null } }).tokens.analysis;
}

/** As the page's own words have it, for a British reader. */
function summaryOf(values: readonly number[]): string {
  const shown = (value: number) => {
    const format = new Intl.NumberFormat("en-GB", { maximumSignificantDigits: 6 });
    if (value === 0 || Math.abs(value) >= 1e-4) return format.format(value);
    const [mantissa = "", power = ""] = value.toExponential(5).split("e");
    return `${format.format(Number(mantissa))} × 10${[...power].map((digit) => (digit === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)])).join("")}`;
  };
  return `${values.length.toLocaleString("en-GB")} points, from ${shown(Math.min(...values))} to ${shown(Math.max(...values))}.`;
}
