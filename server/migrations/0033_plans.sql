-- Plans of a quarter: which play each customer gets under money, hours and caps, and what came of it (DOMAIN section 4, budget).
create table app.plan (
  tenant_id uuid not null references app.tenant,
  plan_id uuid not null,
  name text not null check (name <> ''),
  starts_on date not null,
  ends_on date not null,
  money_minor bigint not null check (money_minor >= 0),
  hours numeric(10, 2) not null check (hours >= 0),
  caps jsonb not null default '[]',
  must_serve uuid[] not null default '{}',
  state text not null default 'computing' check (state in ('computing', 'draft', 'failed', 'accepting', 'accepted')),
  job_id uuid,
  answer jsonb,
  as_of date,
  generation integer,
  department_id uuid,
  author_id uuid,
  accepted_by uuid,
  accepted_at timestamptz,
  deleted_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, plan_id),
  check (ends_on >= starts_on),
  check ((state in ('accepting', 'accepted')) = (accepted_at is not null))
);

comment on table app.plan is 'dist:tenant. Which play each customer of a department gets in a quarter. money_minor (base currency) and hours: what may be spent; caps: [{key, moneyMinor}] for groups and layers; must_serve: customers that get a play whatever it brings. It is computed by a job over the customers that its author sees; answer: what came of it (core/strategy/plan-answer.ts), from the values of generation as of as_of. department_id: its author''s, whose people see it. accepting: its plays are being started.';

create index plan_newest on app.plan (tenant_id, created_at desc, plan_id);

alter table app.plan enable row level security;

create policy tenant_isolation on app.plan using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.plan to {{runtime}};


create table app.plan_choice (
  tenant_id uuid not null,
  dyad_id uuid not null,
  plan_id uuid not null,
  standing text not null check (standing in ('chosen', 'unpaid', 'unserved')),
  play_id uuid,
  play_version integer,
  customer_type text check (customer_type in ('pioneering', 'star', 'gold', 'activatable', 'promising', 'mature', 'release', 'endangered', 'overmature')),
  tier text check (tier in ('mvc', 'mgc', 'ordinary', 'bzc')),
  contribution_minor bigint,
  money_minor bigint not null default 0 check (money_minor >= 0),
  hours numeric(8, 2) not null default 0 check (hours >= 0),
  worth_minor bigint not null default 0,
  is_duty boolean not null default false,
  is_must boolean not null default false,
  needs_check boolean not null default false,
  options jsonb not null default '[]',
  reason text,
  play_run_id uuid,
  refusal jsonb,
  primary key (tenant_id, dyad_id, plan_id),
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id) on delete cascade,
  check ((standing = 'chosen') = (play_id is not null and play_version is not null))
);

comment on table app.plan_choice is 'dist:dyad. What a plan chose for a customer, or that a broken duty cannot be paid for or a customer that must be served cannot be. contribution_minor: what the expected worth was reckoned from; worth_minor: expected to be added, before money_minor is taken off. options: all plays that could start, as they were weighed. needs_check: unknown duties are to be checked by a person first. reason: why it is unpaid or unserved. play_run_id: the run that accepting the plan started; refusal: why it did not start, in both languages.';

create index plan_choice_worth on app.plan_choice (tenant_id, plan_id, worth_minor desc, dyad_id);

alter table app.plan_choice enable row level security;

create policy tenant_isolation on app.plan_choice using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.plan_choice to {{runtime}};
