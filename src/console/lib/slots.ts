/**
 * Which drawn row shows what, when a list is scrolled: what is still shown keeps its row, with the focus that may be in
 * it, and what is new takes a row that is free. Changing a row's texts costs a fraction of making one.
 *
 * @returns a row's number for each name, in the order of the names.
 */
export function slotsAfter(before: ReadonlyMap<string, number>, names: readonly string[]): Map<string, number> {
  const wanted = new Set(names);
  const free = [...before].filter(([name]) => !wanted.has(name)).map(([, slot]) => slot);
  const taken = new Set(before.values());
  let next = 0;
  const take = () => {
    const slot = free.shift();
    if (slot !== undefined) return slot;
    while (taken.has(next)) next += 1;
    taken.add(next);
    return next;
  };
  return new Map(names.map((name) => [name, before.get(name) ?? take()]));
}
