import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PAGE = "docs/json-api.md";

/** The sections of JSON:API 1.1 in which a MUST, SHOULD or MAY stands. */
const SECTIONS = `
  media-type-parameter-rules extension-rules profile-rules content-negotiation-all content-negotiation-clients
  content-negotiation-servers document-structure document-top-level document-resource-objects
  document-resource-object-identification document-resource-object-fields document-resource-object-attributes
  document-resource-object-relationships document-resource-object-related-resource-links
  document-resource-object-linkage document-resource-object-links document-resource-identifier-objects
  document-compound-documents document-meta document-links document-links-link-object document-jsonapi-object
  document-member-names document-member-names-allowed-characters document-member-names-reserved-characters
  document-member-names-at-members extension-members fetching-resources fetching-resources-responses-200
  fetching-resources-responses-404 fetching-resources-responses-other fetching-relationships
  fetching-relationships-responses-200 fetching-relationships-responses-404
  fetching-relationships-responses-other fetching-includes fetching-sparse-fieldsets fetching-sorting
  fetching-pagination fetching-filtering crud crud-creating crud-creating-client-ids crud-creating-responses-201
  crud-creating-responses-202 crud-creating-responses-204 crud-creating-responses-403
  crud-creating-responses-404 crud-creating-responses-409 crud-creating-responses-other crud-updating
  crud-updating-resource-attributes crud-updating-resource-relationships crud-updating-responses-200
  crud-updating-responses-202 crud-updating-responses-204 crud-updating-relationship-responses-403
  crud-updating-responses-404 crud-updating-responses-409 crud-updating-responses-other
  crud-updating-to-one-relationships crud-updating-to-many-relationships
  crud-updating-relationship-responses-200 crud-updating-relationship-responses-202
  crud-updating-relationship-responses-204 crud-updating-relationship-responses-other
  crud-deleting-responses-200 crud-deleting-responses-202 crud-deleting-responses-204
  crud-deleting-responses-404 crud-deleting-responses-other extension-query-parameters query-parameters-custom
  errors-processing error-objects appendix appendix-query-details-square-brackets
`
  .trim()
  .split(/\s+/);

interface Row {
  readonly section: string;
  readonly statement: string;
  readonly here: string;
}

const TEXT = readFileSync(join(ROOT, PAGE), "utf8");
const ROWS = [
  ...TEXT.matchAll(/^\| \[([\w-]+)\]\(https:\/\/jsonapi\.org\/format\/1\.1\/#([\w-]+)\) +\| (.*?) +\| (.*?) +\|$/gm),
].map(([, name = "", anchor = "", statement = "", here = ""]) => ({
  section: name === anchor ? name : "",
  statement,
  here,
}));

describe("the page of JSON:API's statements", () => {
  it("has rows of one form alone, and one at least for each section", () => {
    const rows = TEXT.split("\n").filter((line) => line.startsWith("|") && !/^\| (?:section |---)/.test(line));
    expect(ROWS).toHaveLength(rows.length);
    expect(SECTIONS.filter((section) => !ROWS.some((row) => row.section === section))).toEqual([]);
    expect(ROWS.filter(({ section }) => !SECTIONS.includes(section))).toEqual([]);
  });

  it.each(ROWS)("says of $section what is made of it: $statement", ({ statement, here }: Row) => {
    expect(statement).toMatch(/^.{10,}\.$/);
    const [, kind, what = ""] =
      /^(shown|differs, as documented by the API it follows|does not apply): (.+)$/.exec(here) ?? [];
    expect(kind, here).toBeDefined();
    const links = [...what.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)].map(([, name = "", path = ""]) => ({ name, path }));
    if (kind === "shown") expect(links.map(({ name, path }) => `[${name}](${path})`).join(", ")).toBe(what);
    for (const { name, path } of links)
      expect(isTest(name, normalize(join(dirname(PAGE), path))), `${name} in ${path}`).toBe(true);
  });
});

/** Whether a file has an audit with that id, and a suite that runs it; or else a test whose title begins so. */
function isTest(name: string, file: string): boolean {
  const text = readFileSync(join(ROOT, file), "utf8");
  if (!file.includes("/audits/")) return text.includes(`it("${name}`);
  const suites = readdirSync(join(ROOT, dirname(dirname(file)))).filter((each) => each.endsWith(".test.ts"));
  const isRun = suites.some((suite) =>
    readFileSync(join(ROOT, dirname(dirname(file)), suite), "utf8").includes(file.slice(file.indexOf("audits/"))),
  );
  return isRun && text.includes(`id: "${name}",`);
}
