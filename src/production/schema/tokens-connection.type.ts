import { ArgsType, Field, Int, ObjectType } from "type-graphql";
import { costs } from "../../graphql/field-cost.ts";
import { cursorOf, type Page, type PageRequest } from "../lines/list-lines.ts";
import { StatusEnum } from "./production-status.type.ts";
import type { Status } from "../records/status.ts";
import { TokensType } from "./tokens.type.ts";

@ObjectType("PageInfo")
export class PageInfoType {
  @Field(() => Boolean)
  hasNextPage!: boolean;

  @Field(() => Boolean)
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true })
  startCursor!: string | null;

  @Field(() => String, { nullable: true })
  endCursor!: string | null;
}

@ObjectType("TokensEdge")
export class TokensEdgeType {
  @Field(() => TokensType)
  node!: TokensType;

  @Field(() => String)
  cursor!: string;
}

@ObjectType("TokensConnection", { description: "A page of production lines, newest first." })
export class TokensConnectionType {
  constructor(private readonly page: Page) {}

  @Field(() => [TokensEdgeType])
  @costs({ times: 1 }) // the whole connection is counted as often as the page has lines
  get edges(): TokensEdgeType[] {
    return this.page.lines.map((line) => ({ node: new TokensType(line), cursor: cursorOf(line) }));
  }

  @Field(() => PageInfoType)
  get pageInfo(): PageInfoType {
    const { lines, hasNextPage, hasPreviousPage } = this.page;
    const [first, last] = [lines.at(0), lines.at(-1)];
    return {
      hasNextPage,
      hasPreviousPage,
      startCursor: first ? cursorOf(first) : null,
      endCursor: last ? cursorOf(last) : null,
    };
  }

  @Field(() => Int, { description: "Lines on all pages." })
  get totalCount(): number {
    return this.page.totalCount;
  }
}

@ArgsType()
export class ProductionLinesArgs implements PageRequest {
  @Field(() => Int, { nullable: true })
  first?: number | null;

  @Field(() => String, { nullable: true })
  after?: string | null;

  @Field(() => Int, { nullable: true })
  last?: number | null;

  @Field(() => String, { nullable: true })
  before?: string | null;

  @Field(() => StatusEnum, { nullable: true, description: "Of the newest part." })
  status?: Status | null;
}
