import type { Context } from "koa";
import type { RequestContext } from "../graphql/request-context.ts";
import { DESCRIPTION_PATH } from "../jsonapi/document.ts";
import { headerRefs, type Json, NOT_MODIFIED, openApi, REFUSALS } from "../jsonapi/openapi.ts";
import { sendTagged } from "../jsonapi/respond.ts";
import { refusalIn } from "../lib/passing-fault.ts";
import { EVENTS_PATH, FOLLOW_LINE } from "./events-path.ts";
import { filePaths } from "./file-paths.ts";
import { refuseAnywhere } from "./refuse.ts";
import { ROUTES } from "./rest-routes.ts";
import type { Serve } from "./router.ts";

/** What a restart with another version has changed is known everywhere after this many seconds. */
const MAX_AGE_S = 300;

const HEADERS = { "Cache-Control": `public, max-age=${MAX_AGE_S}`, "Content-Type": "application/json" } as const;

export interface Described {
  readonly version: string;
  /** What paths begin with where the outside reaches the service. */
  readonly publicPath: string;
}

export interface DescriptionRouteDeps extends Described {
  readonly contextOf: (ctx: Context) => RequestContext;
}

/** Tells anybody what there is under `/api`, as OpenAPI describes it. */
export function descriptionRoute({ contextOf, ...described }: DescriptionRouteDeps): Serve {
  const text = JSON.stringify(apiDescription(described));
  return async (ctx) => {
    try {
      ctx.set(HEADERS);
      ctx.status = 200;
      await sendTagged(ctx, text);
    } catch (thrown) {
      const refusal = refusalIn(thrown);
      if (refusal === null) throw thrown;
      refuseAnywhere(ctx, refusal, { title: "Description not sent", context: contextOf(ctx) });
    }
  };
}

export function apiDescription(described: Described): Json {
  return openApi({
    ...described,
    routes: ROUTES,
    others: { ...filePaths(), [EVENTS_PATH]: { get: FOLLOW_LINE }, [DESCRIPTION_PATH]: { get: ITSELF } },
  });
}

const ITSELF: Json = {
  operationId: "getDescription",
  summary: "Sends this description.",
  security: [],
  responses: {
    "200": {
      description: "The description.",
      headers: headerRefs("ETag"),
      content: { "application/json": { schema: { type: "object" } } },
    },
    ...NOT_MODIFIED,
    ...REFUSALS,
  },
};
