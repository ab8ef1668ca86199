import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import type { Access } from "../../access/access.ts";
import type { SignedLinks } from "../../access/signed-links.ts";
import type { RequestContext } from "../../graphql/request-context.ts";
import { DownloadLinkType, LINK_MINUTES } from "./download-link.type.ts";
import { TokensType } from "./tokens.type.ts";

@Resolver(() => TokensType)
export class EventsLinkResolver {
  constructor(
    private readonly access: Access,
    private readonly links: SignedLinks,
  ) {}

  @FieldResolver(() => DownloadLinkType, {
    description:
      "A signed address of the line's events, for a browser's EventSource, which can send no header. It is of no use once the session is closed or the line deleted.",
  })
  async eventsLink(
    @Root() { line }: TokensType,
    @Arg("minutes", () => Int, LINK_MINUTES) minutes: number,
    @Ctx() context: RequestContext,
  ): Promise<DownloadLinkType> {
    const { session } = await this.access.session(context);
    return this.links.sign(`/api/tokens/${line.id}/events`, session, { minutes, baseUrl: context.baseUrl });
  }
}
