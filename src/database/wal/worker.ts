/** What runs in the thread for checkpoints. Node loads this file as it is, so it and all that it imports keep to erasable TypeScript. */
export { runCheckpoint } from "./run-checkpoint.ts";
