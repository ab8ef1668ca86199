/** What a line is called: by its alphabet. One that is written by a format has none. */
export function lineName({ alphabet }: { readonly alphabet: { readonly name: string } | null }): string {
  return alphabet?.name ?? "By a format";
}
