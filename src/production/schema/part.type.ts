import { Field, Int, ObjectType } from "type-graphql";
import { BigIntScalar } from "../../graphql/scalars.ts";
import type { Part } from "../records/part.entity.ts";

@ObjectType("Part", { description: "A range of a line's tokens that was ordered at once." })
export class PartType {
  constructor(readonly part: Part) {}

  @Field(() => Int, { description: "1 for the line's first part." })
  get number(): number {
    return this.part.number;
  }

  @Field(() => BigIntScalar)
  get firstIndex(): bigint {
    return this.part.firstIndex;
  }

  @Field(() => BigIntScalar, { description: "Tokens." })
  get size(): bigint {
    return this.part.size;
  }
}
