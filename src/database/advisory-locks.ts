/** PostgreSQL's advisory locks are numbers that all programs on a database share; these two are "Tokenworks" in ASCII, cut to eight bytes, and the next. */
export const SERVING_LOCK = String(0x546f6b656e776f72n);
/** For what only one of many may do at a time: bring tables up to date, make the first key, add the first customer. */
export const MIGRATION_LOCK = String(0x546f6b656e776f73n);
