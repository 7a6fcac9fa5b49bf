-- Who may come in, and to which firm. identity: global (better-auth's tables and the directory of tenants). app: one firm's facts, behind row security.
create schema identity;

create schema app;

create table identity.tenant (
  tenant_id uuid primary key,
  is_demo boolean not null default false,
  created_at timestamptz not null default now()
);

create table identity."user" (
  id uuid primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  language text check (language in ('zh-CN', 'en')),
  theme text check (theme in ('light', 'dark', 'system')),
  density text check (density in ('comfortable', 'compact')),
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table identity.session (
  id uuid primary key,
  user_id uuid not null references identity."user" on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  active_tenant_id uuid references identity.tenant on delete cascade,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create index session_of_user on identity.session (user_id);

create table identity.account (
  id uuid primary key,
  user_id uuid not null references identity."user" on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);

create index account_of_user on identity.account (user_id);

create table identity.verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create index verification_identifier on identity.verification (identifier);

grant usage on schema identity, app to {{runtime}};

grant select, insert, update, delete on all tables in schema identity to {{runtime}};

create table app.migration (
  step text primary key,
  applied_at timestamptz not null default now()
);

comment on table app.migration is 'dist:local';

grant select on app.migration to {{runtime}};

create table app.tenant (
  tenant_id uuid primary key,
  name text not null,
  name_en text,
  base_currency text not null check (base_currency ~ '^[A-Z]{3}$'),
  time_zone text not null default 'Asia/Shanghai',
  own_party_id uuid,
  version integer not null default 1,
  created_at timestamptz not null default now()
);

comment on table app.tenant is 'dist:tenant. A firm that uses the product.';

alter table app.tenant enable row level security;

create policy tenant_isolation on app.tenant using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update on app.tenant to {{runtime}};


create table app.department (
  tenant_id uuid not null references app.tenant,
  department_id uuid not null,
  parent_id uuid,
  name text not null,
  name_en text,
  created_at timestamptz not null default now(),
  primary key (tenant_id, department_id),
  foreign key (tenant_id, parent_id) references app.department (tenant_id, department_id) on delete restrict
);

comment on table app.department is 'dist:tenant';

alter table app.department enable row level security;

create policy tenant_isolation on app.department using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.department to {{runtime}};


create table app.membership (
  tenant_id uuid not null references app.tenant,
  user_id uuid not null,
  role text not null check (role in ('administrator', 'manager', 'account_manager', 'service', 'marketing', 'planner', 'analyst', 'viewer')),
  data_scope text not null check (data_scope in ('own', 'department', 'department_tree', 'all')),
  department_id uuid,
  title text,
  disabled_at timestamptz,
  last_seen_at timestamptz,
  previous_seen_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (tenant_id, user_id),
  foreign key (tenant_id, department_id) references app.department (tenant_id, department_id) on delete restrict
);

comment on table app.membership is 'dist:tenant. One person may belong to several firms; at sign-in they see their own memberships before a firm is chosen.';

create index membership_user on app.membership (user_id);

alter table app.membership enable row level security;

create policy tenant_isolation on app.membership
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

create policy own_memberships on app.membership for select
  using (user_id = nullif(current_setting('app.user_id', true), '')::uuid);

grant select, insert, update on app.membership to {{runtime}};

create table app.audit_entry (
  tenant_id uuid not null references app.tenant,
  audit_id uuid not null,
  at timestamptz not null default now(),
  user_id uuid,
  action text not null,
  entity text not null,
  entity_id text,
  dyad_id uuid,
  before jsonb,
  after jsonb,
  rows_affected bigint,
  file_hash text,
  ip_address text,
  user_agent text,
  request_id text,
  primary key (tenant_id, audit_id)
);

comment on table app.audit_entry is 'dist:tenant. Append-only for the run-time role; audit_id is a UUIDv7, so its order is the order of time.';

create index audit_entry_entity on app.audit_entry (tenant_id, entity, entity_id, audit_id desc);

create index audit_entry_user on app.audit_entry (tenant_id, user_id, audit_id desc);

alter table app.audit_entry enable row level security;

create policy tenant_isolation on app.audit_entry using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert on app.audit_entry to {{runtime}};


create table app.job (
  tenant_id uuid not null references app.tenant,
  job_id uuid not null,
  kind text not null,
  subject jsonb not null default '{}',
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  progress jsonb not null default '{}',
  result jsonb,
  error jsonb,
  cancel_requested boolean not null default false,
  created_by uuid,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  primary key (tenant_id, job_id)
);

comment on table app.job is 'dist:tenant. What a user sees of a background job; the queue itself is pg-boss in schema job.';

alter table app.job enable row level security;

create policy tenant_isolation on app.job using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.job to {{runtime}};


create table app.saved_view (
  tenant_id uuid not null references app.tenant,
  view_id uuid not null,
  list text not null,
  name text not null,
  owner_id uuid not null,
  is_shared boolean not null default false,
  state jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, view_id)
);

comment on table app.saved_view is 'dist:tenant. Filters, sorting and columns of a list under a name.';

create index saved_view_list on app.saved_view (tenant_id, list, owner_id);

alter table app.saved_view enable row level security;

create policy tenant_isolation on app.saved_view using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.saved_view to {{runtime}};


create table app.preference (
  tenant_id uuid not null references app.tenant,
  user_id uuid not null,
  name text not null,
  value jsonb not null,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, user_id, name)
);

comment on table app.preference is 'dist:tenant. What one person chose for one place: column order, density, the last view.';

alter table app.preference enable row level security;

create policy tenant_isolation on app.preference using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.preference to {{runtime}};

