/**
 * What a text may be as it stands, the likeliest first: itself, and its composed form (NFC). Systems on a token's way may take characters apart
 * and no alphabet has such parts, so both are the same token.
 */
export function standingForms(text: string): readonly string[] {
  const composed = text.normalize("NFC");
  return composed === text ? [text] : [text, composed];
}
