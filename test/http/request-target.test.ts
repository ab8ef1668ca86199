import { expect, it } from "vitest";
import { ownTarget } from "../../src/http/request-target.ts";

it("leaves every target as it is where nothing stands before the service's paths", () => {
  for (const target of ["/", "/api/tokens?x=/prefix/api", "//api/tokens", "/api//tokens", "/%2Fapi", "*"])
    expect(ownTarget(target, "")).toBe(target === "*" ? "/*" : target);
});

it("takes the path that the outside knows, and the one that a proxy has stripped", () => {
  for (const path of [
    "/api/tokens?a=1",
    "/graphql",
    "/graphiql",
    "/graphql?query={x}",
    "/livez",
    "/readyz",
    "/.well-known/tokenworks.json",
    "/webhooks/stripe",
    "/",
    "/?x=1",
    "/new",
    "/lines/8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3a",
    "/assets/index-B6N8EVwD.js",
    "/sign-in",
  ]) {
    expect(ownTarget(path, "/shop/tokens")).toBe(path);
    expect(ownTarget(`/shop/tokens${path}`, "/shop/tokens")).toBe(path);
  }
  for (const path of ["/shop/tokensapi/x", "/shop/token/api", "/shop", "/shop/tokens/other", "/shop/tokens/newer"])
    expect(ownTarget(path, "/shop/tokens")).toBe(path);
});

it("takes the outside's path without a slash at its end for the first page", () => {
  expect(ownTarget("/shop/tokens", "/shop/tokens")).toBe("/");
});

it("tells a path of its own from one with a prefix that looks alike", () => {
  expect(ownTarget("/api/tokens", "/api")).toBe("/api/tokens");
  expect(ownTarget("/api/api/tokens", "/api")).toBe("/api/tokens");
  expect(ownTarget("/api/graphql", "/api")).toBe("/graphql");
});

it("reads the absolute form, of whatever host", () => {
  expect(ownTarget("http://example.com/api/tokens?x=1", "")).toBe("/api/tokens?x=1");
  expect(ownTarget("HTTPS://[::1]:80/shop/api/tokens", "/shop")).toBe("/api/tokens");
  expect(ownTarget("http://example.com", "")).toBe("/");
  expect(ownTarget("http://example.com?x=1", "")).toBe("/?x=1");
});
