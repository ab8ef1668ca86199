import { describe, expect, it } from "vitest";
import { JSON_API, namesJsonApi, refuseOtherAccept, refuseOtherContent } from "../../src/jsonapi/media-type.ts";

const PROFILE = `${JSON_API}; profile="http://example.com/a,b;c=d"`;

describe("Content-Type", () => {
  it.each([JSON_API, "Application/VND.api+JSON", ` ${JSON_API} `, PROFILE, `${JSON_API};`])("takes %s", (type) => {
    expect(() => {
      refuseOtherContent(type);
    }).not.toThrow();
  });

  it.each([
    undefined,
    "",
    "application/json",
    "text/plain",
    `${JSON_API}x`,
    `${JSON_API}; charset=utf-8`,
    `${JSON_API}; ext="http://example.com/x"`,
    `${PROFILE}; charset=utf-8`,
    "*/*",
  ])("refuses %s", (type) => {
    expect(() => {
      refuseOtherContent(type);
    }).toThrow(expect.objectContaining({ code: "MEDIA_TYPE_UNSUPPORTED", field: "Content-Type" }) as Error);
  });
});

describe("Accept", () => {
  it.each([
    undefined,
    "",
    JSON_API,
    "APPLICATION/vnd.api+json",
    "*/*",
    "application/*",
    "text/html, */*;q=0.1",
    PROFILE,
    `${JSON_API};q=0.5`,
    `${JSON_API}; charset=utf-8, ${JSON_API}`,
    `${JSON_API}; ext="http://example.com/x", ${JSON_API}`,
    `application/*;q=0, ${JSON_API}`,
    `*/*;q=0, ${JSON_API}`,
  ])("allows JSON:API by %s", (accept) => {
    expect(() => {
      refuseOtherAccept(accept);
    }).not.toThrow();
  });

  it.each([
    "application/json",
    "text/*",
    `${JSON_API}; charset=utf-8`,
    `${JSON_API}; ext="http://example.com/x"`,
    `${JSON_API};q=0`,
    `${JSON_API};q=0.000`,
    `${JSON_API};q=0, */*`,
    `${JSON_API};q=0, application/*`,
    "application/*;q=0, */*",
    "*/*;q=0",
    `${JSON_API}; charset=utf-8, */*`,
    `text/plain; note="${JSON_API}, */*"`,
  ])("does not by %s", (accept) => {
    expect(() => {
      refuseOtherAccept(accept);
    }).toThrow(expect.objectContaining({ code: "NOT_ACCEPTABLE", field: "Accept" }) as Error);
  });

  it.each([
    [JSON_API, true],
    [`text/plain, ${JSON_API};q=0.1`, true],
    [`${JSON_API};q=0, */*`, false],
    ["*/*", false],
    [undefined, false],
  ])("names JSON:API in %s: %s", (accept, names) => {
    expect(namesJsonApi(accept)).toBe(names);
  });
});
