import { type ExecutionArgs, GraphQLInt, GraphQLObjectType, GraphQLSchema, parse } from "graphql";
import { beforeEach, describe, expect, it } from "vitest";
import { executeShared } from "../../src/http/shared-results.ts";

describe("the results of an event", () => {
  const document = parse("subscription { told }");
  let executed = 0;
  let fault: Error | null = null;
  const fields = {
    told: {
      type: GraphQLInt,
      resolve: async () => {
        executed += 1;
        await Promise.resolve();
        if (fault !== null) throw fault;
        return executed;
      },
    },
  };
  const schema = new GraphQLSchema({
    query: new GraphQLObjectType({ name: "Query", fields }),
    subscription: new GraphQLObjectType({ name: "Subscription", fields }),
  });
  const asked = (sessionKey: string, variableValues = {}, baseUrl = "http://127.0.0.1"): ExecutionArgs => ({
    schema,
    document,
    variableValues,
    contextValue: { requestId: String(Math.random()), baseUrl, caller: { sessionKey, client: String(Math.random()) } },
  });
  beforeEach(() => {
    executed = 0;
    fault = null;
  });

  it("are executed once for all who ask the same with the same credentials at the same time", async () => {
    const event = {};
    const results = await Promise.all(Array.from({ length: 100 }, () => executeShared(asked("one"), event)));
    expect(results.map(({ data }) => data?.["told"])).toEqual(Array.from({ length: 100 }, () => 1));
  });

  it("are executed again for other credentials, other variables, another address of the service, another event, and later", async () => {
    const event = {};
    await Promise.all([
      executeShared(asked("one"), event),
      executeShared(asked("two"), event),
      executeShared(asked("one", { of: 1 }), event),
      executeShared(asked("one", {}, "http://127.0.0.2"), event),
      executeShared(asked("one"), {}),
    ]);
    expect(executed).toBe(5);
    await new Promise((resolve) => setImmediate(resolve));
    await executeShared(asked("one"), event);
    expect(executed).toBe(6);
  });

  it("are each one's own where they have errors, and for what is no event", async () => {
    fault = new Error("It fails.");
    const [first, second] = await Promise.all([
      executeShared(asked("one"), document),
      executeShared(asked("one"), document),
    ]);
    expect(first.errors).toHaveLength(1);
    expect(second.errors?.[0]).not.toBe(first.errors?.[0]);
    expect(executed).toBe(2);
    await Promise.all([executeShared(asked("one"), undefined), executeShared(asked("one"), undefined)]);
    expect(executed).toBe(4);
  });
});
