-- Views that departments share, and changes of many customers at once that can be taken back (DOMAIN section 7).
alter table app.saved_view add column department_ids uuid[] not null default '{}';

create table app.batch_change (
  tenant_id uuid not null references app.tenant,
  batch_id uuid not null,
  change jsonb not null,
  state text not null check (state in ('running', 'done', 'failed', 'undoing', 'undone')),
  changed integer not null default 0,
  unchanged integer not null default 0,
  refused integer not null default 0,
  put_back integer not null default 0,
  author_id uuid not null,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  undone_at timestamptz,
  primary key (tenant_id, batch_id)
);

comment on table app.batch_change is 'dist:tenant. A change of many customers at once: what was changed, how many, by whom. changed, unchanged, refused: customers that it changed, that were so already, that its author may not change. put_back: customers that taking it back restored.';

create index batch_change_author on app.batch_change (tenant_id, author_id, created_at desc);

alter table app.batch_change enable row level security;

create policy tenant_isolation on app.batch_change using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.batch_change to {{runtime}};


create table app.batch_change_row (
  tenant_id uuid not null,
  dyad_id uuid not null,
  batch_id uuid not null,
  before jsonb not null,
  after jsonb not null,
  primary key (tenant_id, dyad_id, batch_id),
  foreign key (tenant_id, batch_id) references app.batch_change (tenant_id, batch_id) on delete cascade,
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id) on delete cascade
);

comment on table app.batch_change_row is 'dist:dyad. What a change of many customers changed of one: the fields before and after, for taking it back.';

create index batch_change_row_batch on app.batch_change_row (tenant_id, batch_id, dyad_id);

alter table app.batch_change_row enable row level security;

create policy tenant_isolation on app.batch_change_row using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.batch_change_row to {{runtime}};
