import { buildKernel } from "../../scripts/build-kernel.ts";

/** Compiles the generator's kernels before the first test, unless that is done. */
export default buildKernel;
