import { ArgsType, Field, Int, ObjectType } from "type-graphql";
import { costs } from "../../graphql/field-cost.ts";
import { PageInfoType, toPageInfo } from "../../graphql/page-info.type.ts";
import { cursorOf, type Page, type PageRequest } from "../lines/list-lines.ts";
import { StatusEnum } from "./production-status.type.ts";
import type { Status } from "../records/status.ts";
import { TokensType } from "./tokens.type.ts";

@ObjectType("TokensEdge", { description: "A production line on a page, with its cursor." })
export class TokensEdgeType {
  @Field(() => TokensType, { description: "The production line." })
  node!: TokensType;

  @Field(() => String, { description: "The cursor of the line, for `after` and `before`." })
  cursor!: string;
}

@ObjectType("TokensConnection", { description: "A page of production lines, newest first." })
export class TokensConnectionType {
  constructor(private readonly page: Page) {}

  @Field(() => [TokensEdgeType], { description: "The lines of the page, each with its cursor." })
  @costs({ times: 1 }) // the whole connection is counted as often as the page has lines
  get edges(): TokensEdgeType[] {
    return this.page.lines.map((line) => ({ node: new TokensType(line), cursor: cursorOf(line) }));
  }

  @Field(() => PageInfoType, { description: "Where the page begins and ends, and whether there are more." })
  get pageInfo(): PageInfoType {
    const { hasNextPage, hasPreviousPage } = this.page;
    return toPageInfo(this.edges, { hasNextPage, hasPreviousPage });
  }

  @Field(() => Int, { description: "The number of lines on all pages." })
  get totalCount(): number {
    return this.page.totalCount;
  }
}

@ArgsType()
export class ProductionLinesArgs implements PageRequest {
  @Field(() => Int, { nullable: true, description: "Show this many lines from the beginning." })
  first?: number | null;

  @Field(() => String, { nullable: true, description: "Show lines after this cursor." })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: "Show this many lines from the end." })
  last?: number | null;

  @Field(() => String, { nullable: true, description: "Show lines before this cursor." })
  before?: string | null;

  @Field(() => StatusEnum, { nullable: true, description: "Show only lines whose newest part has this status." })
  status?: Status | null;
}
