-- Where a claimed customer goes back to, and handing over all customers of a person or a department at once.
alter table app.dyad
  add column home_pool_id uuid,
  add foreign key (tenant_id, home_pool_id) references app.customer_pool (tenant_id, pool_id);

comment on column app.dyad.home_pool_id is 'The pool that an owned customer came from: its rules say how long it may rest, and it goes back there unless the department has a pool of its own.';

create index dyad_home_pool on app.dyad (tenant_id, owner_id, home_pool_id) where home_pool_id is not null;


create table app.ownership_transfer (
  tenant_id uuid not null references app.tenant,
  transfer_id uuid not null,
  from_user_id uuid,
  from_department_id uuid,
  plan jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'failed', 'undoing', 'undone')),
  customers integer not null default 0,
  value_minor bigint not null default 0,
  returned integer,
  reason text,
  author_id uuid,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  undone_at timestamptz,
  primary key (tenant_id, transfer_id),
  check (num_nonnulls(from_user_id, from_department_id) = 1)
);

comment on table app.ownership_transfer is 'dist:tenant. All customers of a person or a department handed over at once; what each was before stands in its ownership_entry, so that it can be taken back.';

create index ownership_transfer_recent on app.ownership_transfer (tenant_id, created_at desc, transfer_id);

alter table app.ownership_transfer enable row level security;

create policy tenant_isolation on app.ownership_transfer using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update on app.ownership_transfer to {{runtime}};


alter table app.ownership_entry
  add column transfer_id uuid,
  add column before jsonb;

comment on column app.ownership_entry.before is 'Department, home pool and dates of the customer before a transfer: what taking it back restores.';

create index ownership_entry_transfer on app.ownership_entry (tenant_id, transfer_id, dyad_id) where transfer_id is not null;
