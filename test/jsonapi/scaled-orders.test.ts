import { SCALED_ORDERS } from "./audits/ordering.ts";
import { audit } from "./support/audit.ts";

audit({ AGREEMENT: "basic", OVERSIZE: "scale" }, { "REST section 4, orders that are scaled": SCALED_ORDERS });
