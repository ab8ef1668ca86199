import { beforeAll, describe, it } from "vitest";
import { buildSchema } from "../../src/graphql/build-schema.ts";
import { RESOLVERS } from "../../src/resolvers.ts";
import { sharedServer } from "../support/shared.ts";
import { FACES, type Tried, tryFace } from "./support/faces.ts";
import { newKnown } from "./support/known.ts";

/** The same cases in every run; `npm run fuzz` tries others. */
const SEED = 20_261_126;
const CASES = 80;

describe("whatever is sent by", () => {
  const server = sharedServer("sqlite");
  let tried: Tried;
  beforeAll(async () => {
    let known = await newKnown(server.url);
    tried = {
      url: server.url,
      schema: await buildSchema([...RESOLVERS]),
      known: () => known,
      logged: () => server.logged.filter(({ level }) => Number(level) >= 50).map((line) => JSON.stringify(line)),
      renew: async () => void (known = await newKnown(server.url)),
    };
  });

  it.each(Object.entries(FACES))(
    "%s is answered in the documented shape, at once, and logs no error",
    { timeout: 120_000 },
    async (_name, face) => {
      await tried.renew();
      await tryFace(face, tried, { seed: SEED, cases: CASES });
    },
  );
});
