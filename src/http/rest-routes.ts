import { REST_ACTIONS } from "../jsonapi/facade.ts";
import type { RestAction, Route } from "../jsonapi/rest-action.ts";
import { AREAS } from "./addresses.ts";

type RestName = keyof typeof REST_ACTIONS;

/** What REST does at each of its addresses, in their order. */
export const ROUTES: readonly (Route & { readonly name: RestName })[] = AREAS.flatMap(({ rows }) => rows).flatMap(
  ([methods, path, name]) => {
    if (!isRest(name)) return [];
    const action: RestAction = REST_ACTIONS[name];
    return [{ ...action, method: methods === "GET, HEAD" ? "GET" : (methods as Route["method"]), path, name }]; // addresses.ts has no others for REST
  },
);

function isRest(name: string): name is RestName {
  return name in REST_ACTIONS;
}
