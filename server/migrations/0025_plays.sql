-- Playbooks: what is done with customers of a kind, what was done with which customer, and whether the basic duties are kept (DOMAIN sections 4 and 8).
create table app.play (
  tenant_id uuid not null references app.tenant,
  play_id uuid not null,
  version integer not null check (version > 0),
  key text not null check (key <> ''),
  is_current boolean not null default true,
  name_zh text not null check (name_zh <> ''),
  name_en text not null check (name_en <> ''),
  about_zh text not null default '',
  about_en text not null default '',
  kind text not null default 'motivator' check (kind in ('duty', 'motivator')),
  need text not null default 'motivator' check (need in ('hygiene', 'motivator')),
  strategy_group text check (strategy_group in ('retain', 'grow', 'activate', 'rescue', 'minimum')),
  customer_types text[] not null default '{}',
  bond_level smallint check (bond_level between 1 and 3),
  care text check (care in ('service', 'gift', 'discount')),
  money_minor bigint not null default 0 check (money_minor >= 0),
  hours numeric(8, 2) not null default 0 check (hours >= 0),
  rest_days integer not null default 0 check (rest_days between 0 and 3650),
  start_condition jsonb not null default '{"all": []}',
  steps jsonb not null default '[]',
  effect jsonb not null,
  holdout_share numeric(4, 3) not null default 0.1 check (holdout_share between 0 and 0.5),
  note text,
  author_id uuid,
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, play_id, version),
  unique (tenant_id, key, version),
  check ((kind = 'duty') = (need = 'hygiene')),
  check (kind = 'motivator' or holdout_share = 0),
  check (strategy_group is distinct from 'minimum' or kind = 'duty')
);

comment on table app.play is 'dist:tenant. What may be done with a customer, one row a version; a version never changes once written but for is_current and deleted_at. strategy_group null: every group; customer_types empty: every type of the group. money_minor (base currency) and hours: what one run costs. care: shown in the care calendar. start_condition, steps, effect: core/strategy/play.ts. note: why this version was written. The plays of core/strategy/default-plays.ts are copied into a firm when its playbooks are first needed.';

create unique index play_current on app.play (tenant_id, play_id) where is_current;

alter table app.play enable row level security;

create policy tenant_isolation on app.play using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update on app.play to {{runtime}};


create table app.play_run (
  tenant_id uuid not null,
  dyad_id uuid not null,
  play_run_id uuid not null,
  play_id uuid not null,
  play_version integer not null,
  state text not null default 'planned' check (state in ('planned', 'running', 'done', 'stopped')),
  source text not null check (source in ('plan', 'case', 'manual')),
  source_id uuid,
  customer_type text check (customer_type in ('pioneering', 'star', 'gold', 'activatable', 'promising', 'mature', 'release', 'endangered', 'overmature')),
  started_on date not null,
  ended_on date,
  planned_money_minor bigint not null check (planned_money_minor >= 0),
  planned_hours numeric(8, 2) not null check (planned_hours >= 0),
  money_minor bigint check (money_minor >= 0),
  hours numeric(8, 2) check (hours >= 0),
  owner_id uuid,
  author_id uuid,
  note text,
  outcome text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, dyad_id, play_run_id),
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id) on delete cascade,
  foreign key (tenant_id, play_id, play_version) references app.play (tenant_id, play_id, version),
  check ((state in ('done', 'stopped')) = (ended_on is not null))
);

comment on table app.play_run is 'dist:dyad. A play at work with a customer, under the version that it was started with. source: whose choice it was, source_id: that plan or case. customer_type: as it was when it started. planned_*: what the play costs; money_minor and hours: what it did cost, null until it is known. Its steps are rows of task with this run as their source.';

create unique index play_run_open on app.play_run (tenant_id, dyad_id, play_id) where state in ('planned', 'running');

create index play_run_newest on app.play_run (tenant_id, started_on desc, play_run_id);

create index play_run_play on app.play_run (tenant_id, play_id, started_on desc);

create index play_run_source on app.play_run (tenant_id, source_id) where source_id is not null;

alter table app.play_run enable row level security;

create policy tenant_isolation on app.play_run using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.play_run to {{runtime}};


create table app.hygiene_check (
  tenant_id uuid not null,
  dyad_id uuid not null,
  check_id uuid not null,
  duty text not null check (duty in ('delivered', 'order_right', 'invoice_right', 'complaints', 'quality', 'open_price', 'data_safe')),
  is_kept boolean not null,
  checked_on date not null,
  checked_by uuid not null,
  note text,
  withdrawn_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, dyad_id, check_id),
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id) on delete cascade
);

comment on table app.hygiene_check is 'dist:dyad. A named person''s dated answer whether a basic duty is kept with a customer: the source of the price and data duties, and what stands in for a measured duty that is unknown. The newest that is not withdrawn counts.';

create index hygiene_check_newest on app.hygiene_check (tenant_id, dyad_id, duty, checked_on desc);

alter table app.hygiene_check enable row level security;

create policy tenant_isolation on app.hygiene_check using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.hygiene_check to {{runtime}};


create table app.care_budget (
  tenant_id uuid not null references app.tenant,
  year smallint not null check (year > 0),
  money_minor bigint not null check (money_minor >= 0),
  author_id uuid,
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, year)
);

comment on table app.care_budget is 'dist:tenant. What a firm means to spend on care of its customers in a year, base currency.';

alter table app.care_budget enable row level security;

create policy tenant_isolation on app.care_budget using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.care_budget to {{runtime}};


-- A task that something else brought about: the run of a play, a case.
alter table app.task add column source text, add column source_id uuid, add column source_step smallint;

comment on column app.task.source is 'What brought the task about: play_run, or another room''s noun; source_id is its id, source_step which of its steps (from 0). Null: a person wrote it down.';

create index task_source on app.task (tenant_id, source_id, source_step) where source_id is not null;
