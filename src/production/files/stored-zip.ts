/** A file in a zip archive. */
export interface ZipEntry {
  /** A path of ASCII characters. */
  readonly name: string;
  /** Bytes, below 2^32. */
  readonly size: number;
  readonly crc: number;
  readonly bytes: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** An archive is below 4 GiB: above, it would take the extension Zip64, which not every reader of workbooks knows. */
export const MAX_ZIP_BYTES = 2 ** 32 - 1;

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;

/** Version 1.0: files that are stored as they are. */
const VERSION = 10;
/** 1 January 1980, the first day that the format knows, so that the same files are the same archive. */
const DAY = (1 << 5) | 1;

/**
 * Writes a zip archive whose files are stored uncompressed. As their sizes and CRCs are known before, they stand in front of each file, where every
 * reader finds them, and the archive's size is known, too.
 *
 * Source: PKWARE's APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.
 */
export async function* storedZip(entries: readonly ZipEntry[]): AsyncGenerator<Uint8Array, void, undefined> {
  const central: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const local = localHeader(entry);
    central.push(centralHeader(entry, offset));
    yield local;
    yield* entry.bytes();
    offset += local.length + entry.size;
  }
  const directory = Buffer.concat(central);
  yield directory;
  yield endRecord({ files: entries.length, directoryBytes: directory.length, offset });
}

/** Bytes of the archive. */
export function storedZipSize(entries: readonly Pick<ZipEntry, "name" | "size">[]): number {
  return entries.reduce((sum, { name, size }) => sum + LOCAL_BYTES + CENTRAL_BYTES + 2 * name.length + size, END_BYTES);
}

function localHeader({ name, size, crc }: ZipEntry): Buffer {
  const header = Buffer.alloc(LOCAL_BYTES);
  header.writeUInt32LE(LOCAL, 0);
  header.writeUInt16LE(VERSION, 4);
  header.writeUInt16LE(DAY, 12);
  writeSizes(header, 14, { size, crc });
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, Buffer.from(name)]);
}

function centralHeader({ name, size, crc }: ZipEntry, offset: number): Buffer {
  const header = Buffer.alloc(CENTRAL_BYTES);
  header.writeUInt32LE(CENTRAL, 0);
  header.writeUInt16LE(VERSION, 4);
  header.writeUInt16LE(VERSION, 6);
  header.writeUInt16LE(DAY, 14);
  writeSizes(header, 16, { size, crc });
  header.writeUInt16LE(name.length, 28);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, Buffer.from(name)]);
}

/** CRC-32, and the size compressed and uncompressed, which is the same. */
function writeSizes(header: Buffer, at: number, { size, crc }: Pick<ZipEntry, "size" | "crc">): void {
  header.writeUInt32LE(crc, at);
  header.writeUInt32LE(size, at + 4);
  header.writeUInt32LE(size, at + 8);
}

interface Ending {
  readonly files: number;
  readonly directoryBytes: number;
  readonly offset: number;
}

function endRecord({ files, directoryBytes, offset }: Ending): Buffer {
  const record = Buffer.alloc(END_BYTES);
  record.writeUInt32LE(END, 0);
  record.writeUInt16LE(files, 8);
  record.writeUInt16LE(files, 10);
  record.writeUInt32LE(directoryBytes, 12);
  record.writeUInt32LE(offset, 16);
  return record;
}
