import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import pg from "pg";
import { type Dialect, newDatabase, type TestDatabase } from "../../support/databases.ts";

const FOLDER = new URL("../fixtures/previous-version/", import.meta.url);

interface ToldFile {
  readonly kind: string;
  /** Null, as the hashes, where they were not known yet. */
  readonly size: string | null;
  readonly sha256: string | null;
  readonly hash: string | null;
}

interface ToldPart {
  readonly number: number;
  readonly firstIndex: string;
  readonly size: string;
  readonly certificate: string;
  readonly status: { readonly status: string; readonly checksum: string; readonly files: readonly ToldFile[] };
}

/** What the version before has told of its database, and the keys to it. */
export interface PreviousVersion {
  /** In base64: the second one has sealed until a restart with the first before it. */
  readonly masterKeys: readonly [string, string];
  readonly sessions: readonly {
    readonly id: string;
    readonly note: string;
    readonly timestamps: { readonly granted: string; readonly revoked: string | null };
  }[];
  readonly payment: { readonly id: string; readonly clientSecret: string; readonly sessionKey: string };
  readonly lines: readonly {
    readonly sessionKey: string;
    readonly id: string;
    /** Lower or upper case, as it was sent. */ readonly seedOfFirstPart: string;
    readonly seed: string | null;
    readonly digits: number;
    readonly alphabet: { readonly id: string };
    readonly parts: readonly ToldPart[];
  }[];
  /** The analysis file of the last line. */
  readonly analysis: string;
  readonly keySetOld: KeySet;
  readonly keySet: KeySet;
  /** Signed by the older master key. */
  readonly certificateOld: string;
  /** In base64. */
  readonly snapshots: {
    readonly overtaken: string;
    readonly newest: string;
    readonly ofDeleted: { readonly line: string; readonly bytes: string };
  };
}

export interface KeySet {
  readonly keys: readonly { readonly kid: string; readonly x: string; readonly exp?: number }[];
}

export function previousVersion(dialect: Dialect): PreviousVersion {
  return JSON.parse(readFileSync(new URL(`${dialect}.json`, FOLDER), "utf8")) as PreviousVersion; // written in this shape
}

/** A copy of its database. */
export async function previousDatabase(dialect: Dialect): Promise<TestDatabase> {
  const place = await newDatabase(dialect);
  if (place.databaseUrl === undefined)
    writeFileSync(join(place.dataDir, "tokenworks.db"), gunzipSync(readFileSync(new URL("tokenworks.db.gz", FOLDER))));
  else await execute(place.databaseUrl, readFileSync(new URL("tokenworks.sql", FOLDER), "utf8"));
  return place;
}

async function execute(connectionString: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
