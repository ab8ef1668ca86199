import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

it("names on the page about reliability the commands that are there, and every group of faults", () => {
  const page = read("docs/reliability.md");
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  for (const name of ["fuzz", "faults"]) {
    expect(scripts[name]).toBeDefined();
    expect(page).toContain(`npm run ${name}`);
  }
  const groups = [...read("scripts/faults.ts").matchAll(/^ {2}(\w+): (?:\(\) => )?\w+Rows/gm)].map(
    ([, group]) => group ?? "",
  );
  expect(groups).toHaveLength(7);
  for (const group of groups) expect(page).toMatch(new RegExp(`^\\| ${group} +\\|`, "m"));
});
