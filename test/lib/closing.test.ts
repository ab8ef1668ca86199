import { expect, it } from "vitest";
import { closing } from "../../src/lib/closing.ts";

it("closes in the reverse order, one after the other, and each once", async () => {
  const closed: string[] = [];
  const opened = closing();
  for (const name of ["a", "b", "c"]) {
    opened.add(async () => {
      await Promise.resolve();
      closed.push(name);
    });
  }
  await Promise.all([opened.close(), opened.close()]);
  await opened.close();
  expect(closed).toEqual(["c", "b", "a"]);
});

it("closes the rest when one part fails to, and then says so", async () => {
  const closed: string[] = [];
  const opened = closing();
  opened.add(() => void closed.push("first"));
  opened.add(() => Promise.reject(new Error("stuck")));
  await expect(opened.close()).rejects.toThrow("stuck");
  expect(closed).toEqual(["first"]);
});
