import { JSON_API_STATEMENTS } from "./audits/json-api.ts";
import { audit } from "./support/audit.ts";

audit({ AGREEMENT: "unlimited" }, { "JSON:API 1.1": JSON_API_STATEMENTS });
