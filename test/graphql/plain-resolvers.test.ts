import "reflect-metadata";
import { graphql } from "graphql";
import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from "type-graphql";
import { expect, it } from "vitest";
import { buildSchema } from "../../src/graphql/build-schema.ts";
import type { RequestContext } from "../../src/graphql/request-context.ts";
import { resolverContainer } from "../../src/graphql/resolver-container.ts";

@ObjectType("Box")
class BoxType {
  constructor(readonly size = 0) {}

  @Field(() => Int)
  get doubled(): number {
    return this.size * 2;
  }
}

@InputType()
class BoxInput {
  @Field(() => Int)
  size!: number;

  get half(): number {
    return this.size / 2;
  }
}

@Resolver(() => BoxType)
class BoxResolver {
  readonly asked: string[] = [];

  @Query(() => BoxType, { nullable: true })
  box(
    @Ctx() { requestId }: RequestContext,
    @Arg("id", () => ID) id: string,
    @Arg("size", () => Int, { nullable: true }) size?: number,
  ) {
    this.asked.push(`${requestId} ${id}`);
    return new BoxType(size);
  }

  @Query(() => [Int])
  halves(@Arg("boxes", () => [BoxInput]) boxes: BoxInput[]): number[] {
    return boxes.map(({ half }) => half);
  }

  @Mutation(() => Int)
  fail(@Arg("how", () => String) how: string): number {
    throw new Error(how);
  }

  @FieldResolver(() => String)
  told(@Arg("times", () => Int, { defaultValue: 2 }) times: number, @Root() box: BoxType): string {
    return `${box.doubled} `.repeat(times).trim();
  }
}

const boxes = new BoxResolver();
const contextValue = { requestId: "r1", container: resolverContainer([boxes]) };

it.each([
  [
    "takes parameters in the order of the method",
    '{ box(id: "7", size: 4) { doubled told } }',
    { box: { doubled: 8, told: "8 8" } },
  ],
  ["makes inputs instances of their classes", "{ halves(boxes: [{ size: 8 }, { size: 4 }]) }", { halves: [4, 2] }],
])("%s", async (_what, source, data) => {
  const schema = await buildSchema([BoxResolver]);
  expect(JSON.parse(JSON.stringify(await graphql({ schema, source, contextValue })))).toEqual({ data });
});

it("passes the context on, and what a method throws", async () => {
  const schema = await buildSchema([BoxResolver]);
  await graphql({ schema, source: '{ box(id: "9", size: 4) { told } }', contextValue });
  expect(boxes.asked.at(-1)).toBe("r1 9");
  const { errors } = await graphql({ schema, source: 'mutation { fail(how: "so") }', contextValue });
  expect(errors?.map(({ message }) => message)).toEqual(["so"]);
});
