import { Arg, Args, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import type { Access } from "../../access/access.ts";
import type { SignedLinks } from "../../access/signed-links.ts";
import type { RequestContext } from "../../graphql/request-context.ts";
import { refuseChoice } from "../files/file-choice.ts";
import { DownloadLinkType, LINK_MINUTES } from "./download-link.type.ts";
import { FileChoiceArgs } from "./file-choice.args.ts";
import { FileType } from "./production-status.type.ts";

@Resolver(() => FileType)
export class FileResolver {
  constructor(
    private readonly access: Access,
    private readonly links: SignedLinks,
  ) {}

  @FieldResolver(() => String, {
    description:
      "The path of the file on this server, or of the same content written in another way; what a file has no choice of does not count for it.",
  })
  url(@Root() { url, kind }: FileType, @Args(() => FileChoiceArgs) choice: FileChoiceArgs): string {
    return chosen(url, kind, choice);
  }

  @FieldResolver(() => DownloadLinkType, {
    description: "A link that a person can click. It is of no use once the session is closed or the line deleted.",
  })
  async download(
    @Root() { path, kind }: FileType,
    @Arg("minutes", () => Int, LINK_MINUTES) minutes: number,
    @Args(() => FileChoiceArgs) choice: FileChoiceArgs,
    @Ctx() context: RequestContext,
  ): Promise<DownloadLinkType> {
    const { session } = await this.access.session(context);
    return this.links.sign(chosen(path, kind, choice), session, { minutes, baseUrl: context.baseUrl });
  }
}

/** Files that end with a newline where that is asked for. */
const TEXTS: readonly FileType["kind"][] = ["data", "data_gz", "score", "delta"];

/**
 * A file's path with what was chosen, as far as the file has a choice: one list of files may be asked for all of them at once.
 *
 * @throws {ServiceError} `INPUT_INVALID` for what no file is.
 */
function chosen(path: string, kind: FileType["kind"], choice: FileChoiceArgs): string {
  const { format = null, end, bom, guardFormulas } = choice;
  refuseChoice("data", { format, end: end === "newline" ? end : null, bom, guardFormulas }, "INPUT_INVALID");
  const query = [
    ...(kind === "data" && format !== null ? [`format=${format}`] : []),
    ...(TEXTS.includes(kind) && end === "newline" ? [`end=${end}`] : []),
    ...(kind === "data" && bom ? ["bom=true"] : []),
    ...(kind === "data" && guardFormulas ? ["guardFormulas=true"] : []),
  ].join("&");
  return query === "" ? path : `${path}${path.includes("?") ? "&" : "?"}${query}`;
}
