import { describe, expect, it } from "vitest";
import { DIALECTS } from "../support/databases.ts";
import { type Client, newClient } from "../support/rest-client.ts";
import { shared, sharedServer } from "../support/shared.ts";
import { form, part } from "../support/forms.ts";

const FORMAT = { pattern: "A-{BASE24:6}{check:mod37-36}", without: { words: ["wc"], maxRun: 2 } };

function orderOf(attributes: object) {
  return { data: { type: "tokens", attributes: { size: "1000", ...attributes } } };
}

describe.each(DIALECTS)("an order of a format over REST on %s", (dialect) => {
  const server = sharedServer(dialect);
  const client = shared<Client & Partial<AsyncDisposable>>(() => newClient(server));

  it("is answered with its pattern in the place of an alphabet, and goes on by its snapshot", async () => {
    const { status, document } = await client.post("/api/tokens", orderOf(FORMAT));
    expect(status).toBe(201);
    const { id, attributes } = document.data;
    expect(attributes).toMatchObject({ size: "1000", digits: "6", pattern: FORMAT.pattern });
    expect(attributes["without"]).toEqual({
      words: ["wc"],
      ignoreCase: true,
      digitsForLetters: false,
      maxRun: 2,
      atLeastOneLetter: false,
      atLeastOneDigit: false,
    });
    expect(attributes).not.toHaveProperty("alphabet");
    await client.reached(id, "finished");
    const first = (await client.data(id)).toString().split("\n");
    const info = part("info.json", JSON.stringify(orderOf(FORMAT)), "Content-Type: application/json");
    const snapshot = part("snapshot.blob", await client.snapshot(id));
    expect((await client.sendForm(id, form([info, snapshot]))).status).toBe(201);
    await client.reached(id, "finished");
    const second = (await client.data(id)).toString().split("\n");
    expect(new Set([...first, ...second]).size).toBe(2_000);
    for (const token of first) expect(token).toMatch(/^A-[2-9B-Y]{6}[0-9A-Z]$/);
  });

  it.each([
    [{ pattern: "{BASE24:6" }, 422, "FORMAT_INVALID", "/data/attributes/pattern"],
    [{ pattern: "{BASE25:6}" }, 404, "ALPHABET_UNKNOWN", "/data/attributes/pattern"],
    [{ pattern: 5 }, 422, "BODY_INVALID", "/data/attributes/pattern"],
    [{ pattern: "{BASE24:6}", digits: "6" }, 422, "DIGITS_INVALID", "/data/attributes/digits"],
    [{ pattern: "{BASE24:6}", alphabet: "DICE" }, 422, "BODY_INVALID", "/data/attributes/alphabet"],
    [{ pattern: "{BASE24:6}", without: { word: ["a"] } }, 422, "BODY_INVALID", "/data/attributes/without"],
    [{ pattern: "{BASE24:6}", without: { words: [""] } }, 422, "FORMAT_INVALID", "/data/attributes/without/words"],
    [{ pattern: "{[AB]:1}", without: { words: ["a", "b"] } }, 422, "FORMAT_EMPTY", "/data/attributes/without"],
  ])("with %j is refused with %i and %s at %s", async (attributes, status, code, pointer) => {
    const answer = await client.post("/api/tokens", orderOf(attributes));
    expect(answer.status).toBe(status);
    const [error] = (answer.document as unknown as { errors: object[] }).errors;
    expect(error).toMatchObject({ code, source: { pointer } });
  });
});
