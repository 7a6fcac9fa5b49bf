-- Who owns a customer, who works along, what waits in a public pool, and which fields a role may see (DOMAIN section 5).
create table app.customer_pool (
  tenant_id uuid not null references app.tenant,
  pool_id uuid not null,
  name text not null,
  note text,
  is_open boolean not null default true,
  is_default boolean not null default false,
  daily_limit integer not null default 20 check (daily_limit between 1 and 10000),
  capacity integer not null default 200 check (capacity between 1 and 1000000),
  cooldown_days integer not null default 15 check (cooldown_days between 0 and 3650),
  recycle_days jsonb not null,
  warning_days integer[] not null default '{7,1}',
  deleted_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, pool_id)
);

comment on table app.customer_pool is 'dist:tenant. A public pool: customers without an owner that its members may claim. is_open: everyone of the firm is a member. capacity: customers that one member may own out of pools. recycle_days: days without follow-up by customer type, null = never.';

alter table app.customer_pool enable row level security;

create policy tenant_isolation on app.customer_pool using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.customer_pool to {{runtime}};


create table app.pool_member (
  tenant_id uuid not null,
  pool_id uuid not null,
  member_kind text not null check (member_kind in ('department', 'user')),
  member_id uuid not null,
  primary key (tenant_id, pool_id, member_kind, member_id),
  foreign key (tenant_id, pool_id) references app.customer_pool (tenant_id, pool_id) on delete cascade
);

comment on table app.pool_member is 'dist:tenant. Who may see and claim what lies in a pool that is not open: a department with all below it, or a person.';

alter table app.pool_member enable row level security;

create policy tenant_isolation on app.pool_member using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.pool_member to {{runtime}};


alter table app.dyad
  add column pool_id uuid,
  add column pooled_at timestamptz,
  add column claimed_at timestamptz,
  add column recycle_at timestamptz,
  add column is_locked boolean not null default false,
  add column lock_reason text,
  add foreign key (tenant_id, pool_id) references app.customer_pool (tenant_id, pool_id);

create index dyad_pool on app.dyad (tenant_id, pool_id, pooled_at desc, dyad_id) where pool_id is not null;

create index dyad_recycle on app.dyad (tenant_id, recycle_at, dyad_id) where recycle_at is not null;

create table app.dyad_collaborator (
  tenant_id uuid not null,
  dyad_id uuid not null,
  user_id uuid not null,
  may_write boolean not null default true,
  author_id uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, dyad_id, user_id),
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id) on delete cascade
);

comment on table app.dyad_collaborator is 'dist:dyad. People who work on a customer beside its owner: they see it whatever their data scope.';

create index dyad_collaborator_user on app.dyad_collaborator (tenant_id, user_id, dyad_id);

alter table app.dyad_collaborator enable row level security;

create policy tenant_isolation on app.dyad_collaborator using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.dyad_collaborator to {{runtime}};


create table app.ownership_entry (
  tenant_id uuid not null,
  dyad_id uuid not null,
  entry_id uuid not null,
  kind text not null check (kind in ('assigned', 'claimed', 'released', 'recycled', 'transferred', 'locked', 'unlocked')),
  from_owner_id uuid,
  to_owner_id uuid,
  pool_id uuid,
  reason text,
  author_id uuid,
  at timestamptz not null default now(),
  primary key (tenant_id, dyad_id, entry_id),
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id) on delete cascade
);

comment on table app.ownership_entry is 'dist:dyad. Every change of hands of a customer, kept: who owned it when, and why no longer.';

create index ownership_entry_from on app.ownership_entry (tenant_id, from_owner_id, at desc) where from_owner_id is not null;

alter table app.ownership_entry enable row level security;

create policy tenant_isolation on app.ownership_entry using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert on app.ownership_entry to {{runtime}};


create table app.pool_claim_day (
  tenant_id uuid not null references app.tenant,
  user_id uuid not null,
  pool_id uuid not null,
  day date not null,
  claims integer not null,
  primary key (tenant_id, user_id, pool_id, day),
  foreign key (tenant_id, pool_id) references app.customer_pool (tenant_id, pool_id) on delete cascade
);

comment on table app.pool_claim_day is 'dist:tenant. How many customers a person has claimed from a pool on a day of the firm''s zone.';

alter table app.pool_claim_day enable row level security;

create policy tenant_isolation on app.pool_claim_day using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.pool_claim_day to {{runtime}};


create table app.field_rule (
  tenant_id uuid not null references app.tenant,
  entity text not null,
  field text not null,
  role text not null check (role in ('administrator', 'manager', 'account_manager', 'service', 'marketing', 'planner', 'analyst', 'viewer')),
  applies text not null check (applies in ('always', 'not_mine', 'unclaimed')),
  level text not null check (level in ('hidden', 'masked', 'read_only', 'editable')),
  author_id uuid,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, entity, field, role, applies)
);

comment on table app.field_rule is 'dist:tenant. What a role may do with a field, always or where the customer is not theirs or has no owner; the strictest rule that applies holds. A firm without rows works with the defaults of core/platform/field-policy.ts.';

alter table app.field_rule enable row level security;

create policy tenant_isolation on app.field_rule using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.field_rule to {{runtime}};

