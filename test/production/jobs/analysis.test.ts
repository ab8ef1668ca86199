import { createHash, createHmac } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { Client } from "../../support/graphql-client.ts";
import { DIALECTS, newDatabase } from "../../support/databases.ts";
import { newServer } from "../../support/server.ts";
import { sharedClient, sharedServer } from "../../support/shared.ts";
import { rest } from "../../support/rest.ts";
import { storageOf } from "../../support/storage.ts";

const SEED = "11111111-2222-4333-8444-555555555555";
const FACES = Array.from("⚀⚁⚂⚃⚄⚅");
const ANALYSIS = `query ($id: ID!) { tokens(id: $id) {
  analysisLevel
  parts { number analysis { level } }
  analysis {
    level verdict significance
    score { minimum maximum mean median var std hurst } delta { minimum maximum mean median var std hurst }
    data { minimum maximum checksum }
    tests { name position statistic expected degreesOfFreedom pValue verdict reason }
    histogram { minimum count } points { scores { indexes values } deltas { indexes values } walk { indexes values } }
  }
} }`;

describe.each(DIALECTS)("an analysed part, on %s", (dialect) => {
  const server = sharedServer(dialect);
  const client = sharedClient(server);
  let id: string;
  beforeAll(async () => {
    id = await client.ordered({ alphabet: "DICE", digits: 5, size: "7776", seed: SEED, analysis: "METRICS" });
    await client.reached(id, "analyzed");
  });

  const file = async (kind: string, query = "") => {
    const answer = await fetch(`${server.url}/api/tokens/${id}/${kind}${query}`, { headers: client.headers });
    expect(answer.status).toBe(200);
    return Buffer.from(await answer.arrayBuffer());
  };

  it("has the scores of its tokens, which are their ranks, and the differences of the scores", async () => {
    const tokens = (await file("data")).toString().split("\n");
    const scores = tokens.map((token) => Array.from(token).reduce((score, face) => 6 * score + FACES.indexOf(face), 0));
    expect((await file("score")).toString()).toBe(scores.join("\n"));
    expect((await file("delta")).toString()).toBe(
      scores
        .slice(1)
        .map((score, at) => score - (scores[at] ?? 0))
        .join("\n"),
    );
    const range = await fetch(`${server.url}/api/tokens/${id}/score`, {
      headers: { ...client.headers, Range: "bytes=30000-30009" },
    });
    expect([range.status, await range.text()]).toEqual([206, scores.join("\n").slice(30_000, 30_010)]);
  });

  it("tells sizes and hashes of all its files, from analyzed on", async () => {
    const { files } = (await client.status(id)) ?? { files: [] };
    expect(files.map(({ kind }) => kind).sort()).toEqual(["ANALYSIS", "DATA", "DATA_GZ", "DELTA", "SCORE"]);
    for (const { kind, size, hash, sha256 } of files.filter((each) => each.kind !== "DATA_GZ")) {
      const bytes = await file(kind.toLowerCase());
      expect({ size, hash, sha256 }).toEqual({
        size: String(bytes.length),
        hash: createHmac("sha256", SEED).update(bytes).digest("hex"),
        sha256: createHash("sha256").update(bytes).digest("hex"),
      });
    }
    expect((await client.status(id, "FINISHED"))?.files.map(({ kind }) => kind)).toEqual(["DATA", "DATA_GZ"]);
  });

  it("has the documented analysis file", async () => {
    const document = JSON.parse((await file("analysis")).toString()) as {
      data: { attributes: { score: { hurst: number }; delta: unknown; filesizes: { delta: number } } };
    };
    const { score } = document.data.attributes;
    expect(document).toMatchObject({
      links: {
        self: `/api/tokens/${id}/analysis`,
        data: `/api/tokens/${id}/data`,
        score: `/api/tokens/${id}/score`,
        delta: `/api/tokens/${id}/delta`,
      },
      data: {
        type: "analysis",
        id,
        attributes: {
          level: "metrics",
          score: { minimum: 0, maximum: 7775, mean: 3888, median: 3888, var: 5_039_496, std: 2245 },
          data: { minimum: "⚀⚀⚀⚀⚀", maximum: "⚅⚅⚅⚅⚅", checksum: "0".repeat(70) },
          filesizes: { data: 124_415, score: 37_769, delta: (await file("delta")).length },
          filehashes: {
            data: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
            score: expect.any(String) as string,
            delta: expect.any(String) as string,
          },
        },
      },
    });
    expect(Math.abs(score.hurst - 0.5)).toBeLessThan(0.05);
  });

  it("shows the same to GraphQL, unrounded, with a verdict and what plots need", async () => {
    const { tokens } = await client.ask<{ tokens: { analysis: Record<string, never> } }>(ANALYSIS, { id });
    expect(tokens).toMatchObject({
      analysisLevel: "METRICS",
      parts: [{ number: 1, analysis: { level: "METRICS" } }],
      analysis: {
        verdict: "PASS",
        significance: 0.001,
        score: { minimum: "0", maximum: "7775", mean: 3887.5, median: 3887.5, var: 5_039_496 },
        data: { minimum: "⚀⚀⚀⚀⚀", maximum: "⚅⚅⚅⚅⚅" },
      },
    });
    const { tests, histogram, points } = tokens.analysis as unknown as {
      tests: { name: string; verdict: string }[];
      histogram: { count: string }[];
      points: Record<string, { indexes: number[]; values: number[] }>;
    };
    expect(tests.map(({ name }) => name)).toEqual([
      ...Array<string>(6).fill("FREQUENCY"),
      "SERIAL_CORRELATION",
      "RUNS_UP_AND_DOWN",
      "GAP",
    ]);
    expect(histogram.reduce((sum, { count }) => sum + Number(count), 0)).toBe(7_776);
    for (const { indexes, values } of Object.values(points))
      expect([indexes.length === values.length, indexes.length > 1_000, indexes.length <= 4_000]).toEqual([
        true,
        true,
        true,
      ]);
  });

  it("is shown over REST as documented, and refused for less than 100 tokens", async () => {
    const { body } = await rest(server.url, "GET", `/api/tokens/${id}`, { headers: client.headers });
    expect(body).toMatchObject({
      links: {
        data: `/api/tokens/${id}/data`,
        analysis: `/api/tokens/${id}/analysis`,
        score: `/api/tokens/${id}/score`,
        delta: `/api/tokens/${id}/delta`,
      },
      data: {
        attributes: {
          status: "analyzed",
          analysis: "metrics",
          filesizes: { data: 124_415, score: 37_769 },
          timestamps: { analyzed: expect.any(String) as string },
        },
      },
    });
    expect((await client.order({ size: "99", analysis: "METRICS" })).errors).toMatchObject([
      { extensions: { code: "ANALYSIS_TOO_SMALL", field: "analysis" } },
    ]);
    const quote = await client.ask(
      `{ quote(input: { shape: { plain: { alphabet: "DICE", digits: 5 } }, size: 99, analysis: METRICS }) { refusals { code } } }`,
    );
    expect(quote).toEqual({ quote: { refusals: [{ code: "ANALYSIS_TOO_SMALL" }] } });
  });

  it("is of the newest part, and goes with its line", async () => {
    const line = await client.ordered({ alphabet: "UPPER_EPCG30", digits: 20, size: "1000", analysis: "METRICS" });
    expect((await client.reached(line, "analyzed")).files.map(({ kind }) => kind).sort()).toEqual([
      "ANALYSIS",
      "DATA",
      "DATA_GZ",
      "DELTA",
      "SCORE",
      "SNAPSHOT",
    ]);
    await client.ask(
      `mutation ($id: ID!) { continueTokens(input: { id: $id, size: 500, analysis: METRICS }) { id } }`,
      { id: line },
    );
    await client.reached(line, "analyzed");
    const { tokens } = await client.ask<{
      tokens: { analysis: { score: { minimum: string } }; parts: { analysis: { score: { minimum: string } } }[] };
    }>(
      `query ($id: ID!) { tokens(id: $id) { analysis { score { minimum } } parts { analysis { score { minimum } } } } }`,
      { id: line },
    );
    const scores = await Promise.all(
      [1, 2].map(async (part) =>
        (await (await fetch(`${server.url}/api/tokens/${line}/score?part=${part}`, { headers: client.headers })).text())
          .split("\n")
          .map(BigInt),
      ),
    );
    const least = scores.map((numbers) => String(numbers.reduce((a, b) => (a < b ? a : b))));
    expect(tokens.parts.map(({ analysis }) => analysis.score.minimum)).toEqual(least);
    expect(tokens.analysis.score.minimum).toBe(least[1]);
    await client.delete(line);
    await using storage = await storageOf(server.place);
    expect(await storage.keptFiles(line)).toEqual([]);
    expect(await storage.findings(line)).toBe(0);
  });

  it("stops its analysis when its line is deleted", async () => {
    const line = await client.ordered({ alphabet: "LOWER_LATIN", digits: 12, size: "20000000", analysis: "METRICS" });
    await client.shows(line, ({ status }) => status === "FINISHED");
    expect((await client.delete(line)).errors).toEqual([]);
    const next = await client.ordered({ alphabet: "DICE", digits: 5, size: "1000", analysis: "METRICS" });
    expect(await client.reached(next, "analyzed")).toMatchObject({ status: "ANALYZED" });
  });
});

it("is taken up again by the next start", async () => {
  await using place = await newDatabase("sqlite");
  const first = await newServer("sqlite", { place });
  const client = await Client.open(first.url);
  const id = await client.ordered({ alphabet: "LOWER_LATIN", digits: 12, size: "1000000", analysis: "METRICS" });
  await client.shows(id, ({ status }) => status === "FINISHED");
  await first[Symbol.asyncDispose]();
  await using second = await newServer("sqlite", { place });
  const again = Client.of(second.url, client.sessionKey);
  expect(await again.status(id)).toMatchObject({ status: "FINISHED" });
  expect((await again.reached(id, "analyzed")).timestamps).toMatchObject({
    finished: expect.any(String) as string,
    analyzed: expect.any(String) as string,
  });
});
