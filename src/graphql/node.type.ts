import { Field, ID, InterfaceType } from "type-graphql";

@InterfaceType("Node", {
  description: "Whatever has an id that nothing else has, of any type: caches may keep it under its id alone.",
})
export abstract class NodeType {
  @Field(() => ID, { description: "An id that nothing else has, of any type." })
  readonly id!: string;
}
