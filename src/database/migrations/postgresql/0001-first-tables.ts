import { Migration } from "@mikro-orm/migrations";

export class FirstTables extends Migration {
  override up(): void {
    this.addSql("create table \"customer\" (\"id\" uuid not null, \"agreement\" text not null, \"status\" text not null, \"usage\" text not null, \"company\" text null, \"email\" text null, \"phone\" text null, \"postal_code\" text null, \"city\" text null, \"country\" text null, \"street_and_number\" text null, \"secondary_address\" text null, \"created_at\" timestamptz(3) not null, primary key (\"id\"))");
    this.addSql("create table \"api_key\" (\"digest\" text not null, \"customer_id\" uuid not null, \"created_at\" timestamptz(3) not null, primary key (\"digest\"))");
    this.addSql("create table \"ledger_entry\" (\"line_id\" uuid not null, \"next_index\" text not null, primary key (\"line_id\"))");
    this.addSql("create table \"master_key_use\" (\"key_id\" text not null, \"first_used_at\" timestamptz(3) not null, primary key (\"key_id\"))");
    this.addSql("create table \"payment\" (\"id\" uuid not null, \"transaction_id\" uuid not null, \"ident\" text not null, \"spent\" boolean not null, primary key (\"id\"))");
    this.addSql("create unique index \"payment_ident_spent\" on \"payment\" (\"ident\") where spent");
    this.addSql("create unique index \"payment_transaction_spent\" on \"payment\" (\"transaction_id\") where spent");
    this.addSql("create table \"session\" (\"id\" uuid not null, \"customer_id\" uuid not null, \"key_digest\" text not null, \"key_wrapped\" bytea not null, \"note\" text null, \"client\" text null, \"agent\" text null, \"granted_at\" timestamptz(3) not null, \"revoked_at\" timestamptz(3) null, primary key (\"id\"))");
    this.addSql("alter table \"session\" add constraint \"session_key_digest_unique\" unique (\"key_digest\")");
    this.addSql("create index \"session_customer_id_granted_at_index\" on \"session\" (\"customer_id\", \"granted_at\")");
    this.addSql("create table \"line\" (\"id\" uuid not null, \"session_id\" uuid not null, \"customer_id\" uuid not null, \"alphabet_id\" text not null, \"alphabet_chars\" text not null, \"digits\" int not null, \"generator_version\" int not null, \"key_wrapped\" bytea null, \"requested_at\" timestamptz(3) not null, \"deleted_at\" timestamptz(3) null, primary key (\"id\"))");
    this.addSql("create index \"line_session_id_requested_at_id_index\" on \"line\" (\"session_id\", \"requested_at\", \"id\")");
    this.addSql("create table \"part\" (\"id\" uuid not null, \"line_id\" uuid not null, \"number\" int not null, \"first_index\" text not null, \"size\" text not null, \"seed\" text null, \"analysis\" text not null, \"payment_id\" uuid null, \"status\" text not null, \"progress\" int not null, \"register\" bytea null, primary key (\"id\"))");
    this.addSql("alter table \"part\" add constraint \"part_payment_id_unique\" unique (\"payment_id\")");
    this.addSql("create index \"part_status_index\" on \"part\" (\"status\")");
    this.addSql("alter table \"part\" add constraint \"part_line_id_number_unique\" unique (\"line_id\", \"number\")");
    this.addSql("create table \"part_file\" (\"part_id\" uuid not null, \"kind\" text not null, \"since\" text not null, \"size\" text not null, \"sha256\" text not null, \"hash\" text null, \"checkpoints\" bytea null, primary key (\"part_id\", \"kind\"))");
    this.addSql("create table \"custom_alphabet\" (\"session_id\" uuid not null, \"id\" text not null, \"chars\" text not null, \"place\" int not null, primary key (\"session_id\", \"id\"))");
    this.addSql("create table \"status_record\" (\"part_id\" uuid not null, \"sequence\" int not null, \"status\" text not null, \"at\" timestamptz(3) not null, \"available\" text not null, \"reachable\" text not null, \"progress\" int not null, \"rate\" double precision null, \"partial\" boolean null, \"checksum\" text null, \"error_code\" text null, \"error_message\" text null, primary key (\"part_id\", \"sequence\"))");
    this.addSql("alter table \"api_key\" add constraint \"api_key_customer_id_foreign\" foreign key (\"customer_id\") references \"customer\" (\"id\")");
    this.addSql("alter table \"session\" add constraint \"session_customer_id_foreign\" foreign key (\"customer_id\") references \"customer\" (\"id\")");
    this.addSql("alter table \"line\" add constraint \"line_session_id_foreign\" foreign key (\"session_id\") references \"session\" (\"id\")");
    this.addSql("alter table \"line\" add constraint \"line_customer_id_foreign\" foreign key (\"customer_id\") references \"customer\" (\"id\")");
    this.addSql("alter table \"part\" add constraint \"part_line_id_foreign\" foreign key (\"line_id\") references \"line\" (\"id\")");
    this.addSql("alter table \"part\" add constraint \"part_payment_id_foreign\" foreign key (\"payment_id\") references \"payment\" (\"id\") on delete set null");
    this.addSql("alter table \"part_file\" add constraint \"part_file_part_id_foreign\" foreign key (\"part_id\") references \"part\" (\"id\")");
    this.addSql("alter table \"custom_alphabet\" add constraint \"custom_alphabet_session_id_foreign\" foreign key (\"session_id\") references \"session\" (\"id\")");
    this.addSql("alter table \"status_record\" add constraint \"status_record_part_id_foreign\" foreign key (\"part_id\") references \"part\" (\"id\")");
  }
}
