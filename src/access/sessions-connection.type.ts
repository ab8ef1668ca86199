import { Field, ObjectType } from "type-graphql";
import { costs } from "../graphql/field-cost.ts";
import { PageInfoType } from "../graphql/page-info.type.ts";
import { SessionType } from "./session.type.ts";

@ObjectType("SessionEdge", { description: "A session on a page, with its cursor." })
export class SessionEdgeType {
  @Field(() => SessionType, { description: "The session." })
  node!: SessionType;

  @Field(() => String, { description: "The cursor of the session, for `after`." })
  cursor!: string;
}

@ObjectType("SessionConnection", { description: "A page of sessions, newest first." })
export class SessionConnectionType {
  @Field(() => [SessionEdgeType], { description: "The sessions of the page, each with its cursor." })
  @costs({ times: 1 }) // the whole connection is counted as often as the page has sessions
  edges!: SessionEdgeType[];

  @Field(() => PageInfoType, { description: "Where the page begins and ends, and whether there are more." })
  pageInfo!: PageInfoType;
}
