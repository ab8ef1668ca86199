import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { buildSchema } from "../src/graphql/build-schema.ts";
import { RESOLVERS } from "../src/resolvers.ts";
import { FACES, type Tried, tryFace } from "../test/fuzz/support/faces.ts";
import { newKnown } from "../test/fuzz/support/known.ts";
import { newPlace, serve } from "./faults/place.ts";

/** Sends the built service what nobody would, until the cases or the minutes are over; fails with the smallest case that was answered wrongly. */
const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "2" },
    cases: { type: "string", default: "20000" },
    seed: { type: "string" },
    face: { type: "string" },
  },
});
const BATCH = 100;
const firstSeed = Number(values.seed ?? randomInt(2 ** 31));
const endMs = performance.now() + Number(values.minutes) * 60_000;
const faces = Object.entries(FACES).filter(([name]) => values.face === undefined || name === values.face);
const casesOfFace = Math.ceil(Number(values.cases) / faces.length);

await using place = newPlace();
await using service = await serve(place);
let findings = 0;
say(`Seed ${firstSeed}, ${values.cases} cases or ${values.minutes} minutes.`);
const done = await Promise.all(faces.map(async ([name, face]) => ({ name, ...(await tryAll(name, face)) })));
for (const { name, cases, outcomes } of done) say(`${String(cases).padStart(6)} cases  ${name}: ${inWords(outcomes)}`);
say(`${done.reduce((sum, { cases }) => sum + cases, 0)} cases, ${findings} findings.`);
process.exitCode = findings === 0 ? 0 : 1;

/** Batch after batch, each with a seed of its own; answers how many cases there were, and how they were answered. */
async function tryAll(
  name: string,
  face: (typeof FACES)[string],
): Promise<{ cases: number; outcomes: Map<string, number> }> {
  const outcomes = new Map<string, number>();
  const tried = await newTried((outcome) => outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1));
  let cases = 0;
  for (let batch = 0; cases < casesOfFace && performance.now() < endMs; batch += 1) {
    const seed = (firstSeed + batch) % 2 ** 31;
    try {
      await tryFace(face, tried, { seed, cases: BATCH });
    } catch (error) {
      findings += 1;
      say(`${name}, --seed ${seed} --face "${name}":\n${String(error)}`);
      break;
    }
    cases += BATCH;
  }
  return { cases, outcomes };
}

async function newTried(onOutcome: (outcome: string) => void): Promise<Tried> {
  let known = await newKnown(service.url);
  return {
    onOutcome,
    url: service.url,
    schema: await buildSchema([...RESOLVERS]),
    known: () => known,
    logged: () =>
      service
        .printed()
        .stderr.split("\n")
        .filter((line) => line.includes(`"level":50`) || line.includes(`"level":60`)),
    renew: async () => void (known = await newKnown(service.url)),
  };
}

function inWords(outcomes: ReadonlyMap<string, number>): string {
  return [...outcomes]
    .toSorted()
    .map(([outcome, count]) => `${outcome} × ${count}`)
    .join(", ");
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
