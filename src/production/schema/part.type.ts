import { Field, ID, Int, ObjectType } from "type-graphql";
import { NodeType } from "../../graphql/node.type.ts";
import { BigIntScalar } from "../../graphql/scalars.ts";
import type { Part } from "../records/part.entity.ts";

@ObjectType("Part", { implements: NodeType, description: "A range of a line's tokens that was ordered at once." })
export class PartType {
  constructor(readonly part: Part) {}

  @Field(() => ID, { description: "The id of the part." })
  get id(): string {
    return this.part.id;
  }

  @Field(() => Int, { description: "The number of the part in its line, counted from 1." })
  get number(): number {
    return this.part.number;
  }

  @Field(() => BigIntScalar, { description: "The index of the part's first token in the line, counted from 0." })
  get firstIndex(): bigint {
    return this.part.firstIndex;
  }

  @Field(() => BigIntScalar, { description: "The number of tokens in the part." })
  get size(): bigint {
    return this.part.size;
  }
}
