import { Field, ObjectType } from "type-graphql";

@ObjectType("PageInfo", { description: "Where a page begins and ends, and whether there are more." })
export class PageInfoType {
  @Field(() => Boolean, { description: "Whether more follows after the page." })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: "Whether something precedes the page." })
  hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: "The cursor of the page's first edge; null if the page is empty.",
  })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The cursor of the page's last edge; null if the page is empty.",
  })
  endCursor!: string | null;
}

/** Describes a page by its edges, and by what lies on either side. */
export function toPageInfo(
  edges: readonly { readonly cursor: string }[],
  sides: Pick<PageInfoType, "hasNextPage" | "hasPreviousPage">,
): PageInfoType {
  return { ...sides, startCursor: edges.at(0)?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null };
}
