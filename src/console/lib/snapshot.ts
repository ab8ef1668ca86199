/** What every snapshot begins with. */
const MAGIC = "TWSNAP";
/** The largest that the service makes, with room. */
const MOST_BYTES = 2 ** 20;

export async function isSnapshot(file: File): Promise<boolean> {
  return file.size <= MOST_BYTES && (await file.slice(0, MAGIC.length).text()) === MAGIC;
}

export async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(text);
}
