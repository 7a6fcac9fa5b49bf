-- Rows of files of opportunities, agreements, concerns and activities before they are published.
create unlogged table app.staged_record (
  tenant_id uuid not null,
  import_id uuid not null,
  file_no smallint not null,
  row_no bigint not null,
  kind text not null check (kind in ('opportunity', 'agreement', 'concern', 'activity')),
  customer_key text not null,
  customer text,
  owner text,
  stage text,
  fields jsonb not null,
  dyad_id uuid,
  record_id uuid,
  status text not null default 'new',
  primary key (tenant_id, import_id, file_no, row_no)
);

comment on table app.staged_record is 'dist:tenant. fields: columns of the record''s table with what the row says; empty cells are not among them.';

alter table app.staged_record enable row level security;

create policy tenant_isolation on app.staged_record using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.staged_record to {{runtime}};
