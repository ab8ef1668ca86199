/** The file `worker` beside a module that starts threads: TypeScript in the sources, JavaScript once built. */
export function workerFile(self: string): string {
  return new URL(self.endsWith(".ts") ? "./worker.ts" : "./worker.js", self).href;
}
