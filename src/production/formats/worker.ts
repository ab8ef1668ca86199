/** What runs in the format compiler's threads. Node loads this file as it is, so it and all that it imports keep to erasable TypeScript. */
import { lowerPriority } from "../../lib/worker-thread.ts";
import { compileFormat, describeFormat } from "./compile-format.ts";

lowerPriority();

export { compileFormat, describeFormat };
