import { expect, it } from "vitest";
import { AREAS } from "../../src/http/addresses.ts";
import { EVENTS_PATH } from "../../src/http/events-path.ts";
import { KINDS } from "../../src/http/file-route.ts";
import { ROUTES } from "../../src/http/rest-routes.ts";
import { DESCRIPTION_PATH } from "../../src/jsonapi/document.ts";
import { REST_ACTIONS } from "../../src/jsonapi/facade.ts";

const PATHS = AREAS.flatMap(({ rows }) => rows.map(([, path]) => path));

it("has each action of REST at one address, and each file and the documented paths at theirs", () => {
  expect(ROUTES.map(({ name }) => name).toSorted()).toEqual(Object.keys(REST_ACTIONS).toSorted());
  for (const path of [
    ...KINDS.map((kind) => `/api/tokens/:id/${kind}`),
    EVENTS_PATH.replace("{id}", ":id"),
    DESCRIPTION_PATH,
  ])
    expect(PATHS, path).toContain(path);
});

it("names a method of a path once, and a path in one area alone", () => {
  const rows = AREAS.flatMap((area) =>
    area.rows.map(([methods, path]) => ({ methods: methods.split(", "), path, area })),
  );
  const asked = rows.flatMap(({ methods, path }) => methods.map((method) => `${method} ${path}`));
  expect(asked.toSorted()).toEqual([...new Set(asked)].toSorted());
  for (const [path, same] of Map.groupBy(rows, (row) => row.path))
    expect(new Set(same.map(({ area }) => area)).size, path).toBe(1);
});

it("has what serves anything below a path after all that it would hide", () => {
  for (const { rows } of AREAS) {
    const paths = rows.map(([, path]) => path);
    const wide = paths.findIndex((path) => path.includes("*"));
    expect(paths.slice(wide === -1 ? paths.length : wide).every((path) => /[*{]/.test(path))).toBe(true);
  }
});
