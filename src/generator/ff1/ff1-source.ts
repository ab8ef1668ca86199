import type { KernelPlan } from "../kernel/kernel-plan.ts";
import { ff1Long, fitsLong } from "./ff1-long.ts";
import type { Ff1Shape } from "./ff1-shape.ts";
import { ff1Short, fitsShort } from "./ff1-short.ts";
import { ff1Wide } from "./ff1-wide.ts";
import type { Ff1Columns } from "./ff1-columns.ts";

/** The fastest of the kernels that are exact for the shape. */
export function ff1Source(key: Uint8Array, shape: Ff1Shape, plan: KernelPlan): Ff1Columns {
  if (fitsShort(shape)) return ff1Short(key, shape, plan);
  if (fitsLong(shape)) return ff1Long(key, shape, plan);
  return ff1Wide(key, shape, plan);
}
