import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { Audit } from "../support/audit.ts";
import { customerOf, newPayment, orderOf } from "../../support/rest-client.ts";

/** The response body of the manual's page “Get 2nd requested info”, as it is there. */
const SEED_PAGE = new URL("../fixtures/get-2nd-requested-info.json", import.meta.url);
/** The contract's page, whose examples are what the manual shows. */
const CONTRACT = new URL("../../../docs/rest-contract.md", import.meta.url);

const SEED = "11111111-2222-4333-8444-555555555555";

/** Bodies as text: ids, times and whatever chance or the machine decides are put out, and nothing else. */
const MASKS: readonly (readonly [RegExp, string])[] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|<uuid>|X{8}-X{4}-X{4}-X{4}-X{12}/g, "<uuid>"],
  [/pi_[0-9a-zX]+/g, "<ident>"],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, "<time>"],
  [/"rate":\d+/g, '"rate":<rate>'],
  [/"(?:[0-9a-f]{64}|…)"/g, '"<hash>"'],
  [/"hurst":0\.\d+/g, '"hurst":<hurst>'],
  [/"(client|agent)":"[^"]*"/g, '"$1":"<caller>"'],
];

export const AS_DOCUMENTED: readonly Audit[] = [
  {
    id: "R5.30",
    must: "MUST send the very text of the seed's page for the requested view of a second part",
    check: async (client) => {
      await client.addAlphabet("UPPER_VOWELS", "AEIOU");
      const order = { alphabet: "UPPER_VOWELS", digits: "100", size: "1000", seed: SEED };
      const { id } = (await client.produce({ ...order, payment: newPayment() })).document.data;
      const snapshot = await client.snapshot(id);
      const made = await client.continue(id, { ...order, payment: newPayment() }, snapshot);
      const { bytes } = await client.get(`/api/tokens/${id}/requested`);
      expect(masked(bytes.toString())).toBe(masked(compact(readFileSync(SEED_PAGE, "utf8"))));
      expect(made.bytes.equals(bytes)).toBe(true);
    },
  },
  {
    id: "R5.31",
    must: "MUST send the contract's text for a second part that has exhausted its line",
    check: async (client) => {
      const order = { alphabet: "LOWER_LATIN", digits: "3", size: "8788", seed: SEED };
      const { id } = (await client.produce({ ...order, payment: newPayment() })).document.data;
      await client.continue(id, { ...order, payment: newPayment() }, await client.snapshot(id));
      const { bytes } = await client.reached(id, "finished");
      expect(masked(bytes.toString())).toBe(masked(example('"rate": 3651')));
    },
  },
  {
    id: "R2.30",
    must: "MUST send the contract's text for a session, and floats with their point for the customer's prices",
    check: async (client) => {
      const customer = customerOf(client.server);
      const note = { data: { type: "session", attributes: { note: "A session note" } } };
      const { bytes, document } = await customer.send("POST", "/api/sessions", {
        headers: { "User-Agent": "HTTP.jl/1.8.5" },
        body: note,
      });
      expect(masked(bytes.toString())).toBe(masked(example('"agent": "HTTP.jl/1.8.5"')));
      const list = (await customer.get(`/api/sessions/${document.data.id}`)).bytes.toString();
      expect(list).toContain('"price":{"job":5.0,"digit":0.0009,"metrics":1.0,"rebate":0.0}');
      const { relationships } = JSON.parse(list) as { relationships: { customer: { data: { attributes: object } } } };
      expect(namesIn(relationships.customer.data.attributes)).toEqual([
        "company",
        "email",
        "phone",
        "status",
        "usage",
        "agreement",
        "address",
        ["postalCode", "city", "country", "streetAndNumber", "secondaryAddress"],
        "price",
        ["job", "digit", "metrics", "rebate"],
      ]);
    },
  },
  {
    id: "R3.30",
    must: "MUST send an alphabet's members in the contract's order",
    check: async (client) => {
      const { bytes } = await client.get("/api/alphabets/DICE/5");
      expect(bytes.toString()).toBe(
        '{"links":{"self":"/api/alphabets/DICE/5"},"data":{"type":"alphabet","id":"DICE","attributes":{"ascii":false,' +
          '"length":6,"bytes":18,"parity":0,"chars":"⚀⚁⚂⚃⚄⚅","digits":"5","reachable":"7776","available":"7776"}}}',
      );
    },
  },
  {
    id: "R7.30",
    must: "MUST send the contract's text for the analysis of all tokens of five dice, spelled as there",
    check: async (client) => {
      const body = orderOf({ alphabet: "DICE", digits: "5", size: "7776", seed: SEED });
      const { id } = (await client.post("/api/tokens?analysis=metrics", body)).document.data;
      await client.reached(id, "analyzed");
      const text = (await client.get(`/api/tokens/${id}/analysis`)).bytes.toString();
      const shown = '"mean":3888.0,"median":3888.0,"var":5.039496e6,"std":2245.0,"hurst":';
      expect(text).toContain(`"score":{"minimum":0,"maximum":7775,${shown}`);
      expect(namesIn(JSON.parse(text) as object)).toEqual(namesIn(analysisExample()));
      expect(text).toContain('"data":{"minimum":"⚀⚀⚀⚀⚀","maximum":"⚅⚅⚅⚅⚅","checksum":"0000');
      expect(text).toMatch(/"filesizes":\{"data":124415,"score":37769,"delta":\d{5}\}/);
    },
  },
  {
    id: "R8.30",
    must: "MUST send the contract's text for a refusal, and add its own members behind",
    check: async (client) => {
      const { bytes } = await client.order({ alphabet: "DICE", digits: 20, size: String(6n ** 20n + 1n) });
      const own = [
        /,"code":"SIZE_UNAVAILABLE","meta":\{"minimum":"\d+","maximum":"\d+"\}/,
        /,"meta":\{"requestId":"[^"]*"\}/,
      ];
      const text = own.reduce((rest, member) => rest.replace(member, ""), bytes.toString());
      expect(text).toBe(compact(example('"detail": "Out of range."')));
    },
  },
];

function compact(json: string): string {
  return JSON.stringify(JSON.parse(json));
}

/** The body of the contract that has a text in it. */
function example(text: string): string {
  const blocks = [...readFileSync(CONTRACT, "utf8").matchAll(/```json\n([^`]*)```/g)].map(([, block = ""]) => block);
  const found = blocks.filter((block) => block.includes(text));
  if (found.length !== 1) throw new Error(`The contract has ${found.length} examples with ${text}.`);
  return compact(found[0] ?? "");
}

/** The contract leaves out what `delta` has in common with `score`. */
function analysisExample(): object {
  const document = JSON.parse(example('"hurst"')) as { data: { attributes: Record<string, unknown> } };
  document.data.attributes["delta"] = document.data.attributes["score"];
  return document;
}

function masked(json: string): string {
  return MASKS.reduce((text, [pattern, mask]) => text.replaceAll(pattern, mask), json);
}

/** The names of all members in their order. */
function namesIn(members: object): unknown[] {
  return Object.entries(members).flatMap(([name, value]: [string, unknown]) =>
    typeof value === "object" && value !== null ? [name, namesIn(value)] : [name],
  );
}
