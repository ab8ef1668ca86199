import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import type { Access } from "../../access/access.ts";
import type { SignedLinks } from "../../access/signed-links.ts";
import type { RequestContext } from "../../graphql/request-context.ts";
import { DownloadLinkType, LINK_MINUTES } from "./download-link.type.ts";
import { FileType } from "./production-status.type.ts";

@Resolver(() => FileType)
export class FileResolver {
  constructor(
    private readonly access: Access,
    private readonly links: SignedLinks,
  ) {}

  @FieldResolver(() => DownloadLinkType, {
    description: "A link that a person can click. It is of no use once the session is closed or the line deleted.",
  })
  async download(
    @Root() { path }: FileType,
    @Arg("minutes", () => Int, LINK_MINUTES) minutes: number,
    @Ctx() context: RequestContext,
  ): Promise<DownloadLinkType> {
    const { session } = await this.access.session(context);
    return this.links.sign(path, session, { minutes, baseUrl: context.baseUrl });
  }
}
