-- Files that update: which empty cells clear what is known, whose a customer is, and who entered a record when.
alter table app.staged_party
  add column owner text,
  add column owner_id uuid,
  add column author text,
  add column author_id uuid,
  add column entered text,
  add column cleared text[] not null default '{}';

comment on table app.staged_party is 'dist:tenant. Customers, suppliers and carriers named by an import. key: "c:" and the folded code, or "n:" and the name as given. row_no null: named by an order alone. cleared: columns that empty cells clear. entered: the day or moment of entry as the file says it.';

alter table app.staged_contact add column cleared text[] not null default '{}';

alter table app.staged_record
  add column author text,
  add column entered text;

alter table app.dyad add column author_id uuid;

comment on column app.dyad.author_id is 'Who entered the relation; null where an import brought it and its file names nobody.';
