-- Chances to sell, what was agreed, and what customers raise (DOMAIN sections 1, 4 and 8); and the files that lists are exported to.
create table app.opportunity (
  tenant_id uuid not null,
  dyad_id uuid not null,
  opportunity_id uuid not null,
  number text,
  title text not null,
  stage text not null,
  state text not null default 'open' check (state in ('open', 'won', 'lost')),
  probability smallint not null check (probability between 0 and 100),
  amount_minor bigint check (amount_minor >= 0),
  currency text not null,
  base_minor bigint check (base_minor >= 0),
  expected_on date,
  opened_on date not null,
  closed_on date,
  reason_code text,
  reason text,
  channel text,
  channel_note text,
  acquisition_minor bigint check (acquisition_minor >= 0),
  contact_id uuid,
  owner_id uuid,
  author_id uuid,
  note text,
  tags text[] not null default '{}',
  custom jsonb not null default '{}',
  import_id uuid,
  deleted_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  stage_since timestamptz not null default now(),
  primary key (tenant_id, dyad_id, opportunity_id),
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id) on delete cascade,
  check ((state = 'open') = (closed_on is null))
);

comment on table app.opportunity is 'dist:dyad. A chance to sell to a customer. stage: a key of the firm''s stages. probability: of winning, in percent. amount_minor in currency, base_minor the same in the firm''s; without tax, a year''s or the deal''s. acquisition_minor: what winning it has cost, in the firm''s currency.';

create index opportunity_newest on app.opportunity (tenant_id, dyad_id, created_at desc, opportunity_id);

create index opportunity_created on app.opportunity (tenant_id, created_at desc, opportunity_id) where deleted_at is null;

create index opportunity_expected on app.opportunity (tenant_id, expected_on, opportunity_id) where state = 'open' and deleted_at is null;

create index opportunity_owner on app.opportunity (tenant_id, owner_id, expected_on, opportunity_id) where deleted_at is null;

create index opportunity_stage on app.opportunity (tenant_id, stage, expected_on, opportunity_id) where state = 'open' and deleted_at is null;

create index opportunity_number on app.opportunity (tenant_id, number) where number is not null;

create index opportunity_import on app.opportunity (tenant_id, import_id) where import_id is not null;

alter table app.opportunity enable row level security;

create policy tenant_isolation on app.opportunity using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.opportunity to {{runtime}};


create table app.opportunity_settings (
  tenant_id uuid not null references app.tenant,
  version integer not null check (version > 0),
  stages jsonb not null,
  note text,
  author_id uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, version)
);

comment on table app.opportunity_settings is 'dist:tenant. The stages of a firm''s opportunities in their order, each with its name and probability. A version never changes once written; a firm without a row works with the defaults of core/sales/opportunity.ts, version 0.';

alter table app.opportunity_settings enable row level security;

create policy tenant_isolation on app.opportunity_settings using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert on app.opportunity_settings to {{runtime}};


create table app.agreement (
  tenant_id uuid not null,
  dyad_id uuid not null,
  agreement_id uuid not null,
  kind text not null check (kind in ('frame', 'price', 'service_level', 'confidentiality', 'other')),
  number text,
  title text not null,
  state text not null default 'active' check (state in ('draft', 'active', 'ended')),
  starts_on date,
  ends_on date,
  signed_on date,
  notice_days smallint check (notice_days between 0 and 1095),
  renews boolean not null default false,
  amount_minor bigint check (amount_minor >= 0),
  currency text,
  terms text,
  owner_id uuid,
  author_id uuid,
  note text,
  tags text[] not null default '{}',
  custom jsonb not null default '{}',
  import_id uuid,
  deleted_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  act_by date generated always as (case when state = 'active' then ends_on - coalesce(notice_days, 0) end) stored,
  primary key (tenant_id, dyad_id, agreement_id),
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id) on delete cascade,
  check (ends_on is null or starts_on is null or ends_on >= starts_on)
);

comment on table app.agreement is 'dist:dyad. What was agreed with a customer or supplier. notice_days: how long before its end it must be renewed or given notice of; act_by: the last day for that. renews: goes on by itself unless notice is given.';

create index agreement_newest on app.agreement (tenant_id, dyad_id, created_at desc, agreement_id);

create index agreement_created on app.agreement (tenant_id, created_at desc, agreement_id) where deleted_at is null;

create index agreement_act_by on app.agreement (tenant_id, act_by, agreement_id) where deleted_at is null;

create index agreement_ends on app.agreement (tenant_id, ends_on, agreement_id) where deleted_at is null;

create index agreement_number on app.agreement (tenant_id, number) where number is not null;

create index agreement_import on app.agreement (tenant_id, import_id) where import_id is not null;

alter table app.agreement enable row level security;

create policy tenant_isolation on app.agreement using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.agreement to {{runtime}};


create table app.concern (
  tenant_id uuid not null,
  dyad_id uuid not null,
  concern_id uuid not null,
  kind text not null check (kind in ('complaint', 'question', 'return', 'dispute')),
  number text,
  title text not null,
  severity text not null default 'normal' check (severity in ('low', 'normal', 'high', 'critical')),
  channel text,
  received_at timestamptz not null,
  received_on date not null,
  description text,
  contact_id uuid,
  first_response_by timestamptz,
  first_responded_at timestamptz,
  resolved_by timestamptz,
  resolved_at timestamptz,
  resolution text,
  cause text,
  cause_note text,
  department_id uuid,
  owner_id uuid,
  author_id uuid,
  order_number text,
  delivery_number text,
  settings_version integer not null default 0,
  tags text[] not null default '{}',
  custom jsonb not null default '{}',
  import_id uuid,
  deleted_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  due_at timestamptz generated always as (
    case when resolved_at is not null then null when first_responded_at is null then least(first_response_by, resolved_by) else resolved_by end
  ) stored,
  primary key (tenant_id, dyad_id, concern_id),
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id) on delete cascade,
  foreign key (tenant_id, department_id) references app.department (tenant_id, department_id)
);

comment on table app.concern is 'dist:dyad. What a customer raises: a complaint, question, return or dispute. received_on: the day of received_at in the firm''s zone. first_response_by and resolved_by: promised under the service times of settings_version. due_at: the next of them that is still to be kept, null once resolved. Complaints are counted in dyad_day.';

create index concern_newest on app.concern (tenant_id, dyad_id, received_at desc, concern_id);

create index concern_due on app.concern (tenant_id, due_at, concern_id) where deleted_at is null;

create index concern_received on app.concern (tenant_id, received_at desc, concern_id) where deleted_at is null;

create index concern_owner on app.concern (tenant_id, owner_id, due_at, concern_id) where deleted_at is null;

create index concern_open_dispute on app.concern (tenant_id, dyad_id) where kind = 'dispute' and resolved_at is null and deleted_at is null;

create index concern_number on app.concern (tenant_id, number) where number is not null;

create index concern_import on app.concern (tenant_id, import_id) where import_id is not null;

alter table app.concern enable row level security;

create policy tenant_isolation on app.concern using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.concern to {{runtime}};


create table app.service_settings (
  tenant_id uuid not null references app.tenant,
  version integer not null check (version > 0),
  times jsonb not null,
  note text,
  author_id uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, version)
);

comment on table app.service_settings is 'dist:tenant. Within how many hours concerns are answered and resolved, by kind, and by customer type where that differs. A version never changes once written; a firm without a row works with the defaults of core/service/service-times.ts, version 0.';

alter table app.service_settings enable row level security;

create policy tenant_isolation on app.service_settings using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert on app.service_settings to {{runtime}};


create table app.export_file (
  tenant_id uuid not null references app.tenant,
  export_id uuid not null,
  job_id uuid,
  list text not null,
  format text not null check (format in ('csv', 'xlsx')),
  query jsonb not null,
  columns jsonb not null,
  language text not null,
  filename text not null,
  author_id uuid not null,
  row_count integer,
  byte_count bigint,
  file_hash text,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  expires_at timestamptz not null,
  removed_at timestamptz,
  primary key (tenant_id, export_id)
);

comment on table app.export_file is 'dist:tenant. A list that somebody had written to a file. The file lies in the data folder until expires_at or until its author removes it; this row stays.';

create index export_file_mine on app.export_file (tenant_id, author_id, created_at desc, export_id);

create index export_file_expiry on app.export_file (tenant_id, expires_at) where removed_at is null;

alter table app.export_file enable row level security;

create policy tenant_isolation on app.export_file using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update on app.export_file to {{runtime}};


-- Complaints cost (DOMAIN section 8).
alter table app.dyad_day add column complaints integer not null default 0;
