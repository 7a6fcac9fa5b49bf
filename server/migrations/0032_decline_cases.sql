-- Decline cases: why a customer falls, whether winning it back pays, what was decided and what came of it (DOMAIN section 4).
create table app.decline_case (
  tenant_id uuid not null,
  dyad_id uuid not null,
  case_id uuid not null,
  state text not null default 'open' check (state in ('open', 'deciding', 'acting', 'won', 'lost', 'let_go', 'closed')),
  trigger text not null check (trigger in ('map', 'warning', 'manual')),
  opened_on date not null,
  fallen_on date not null,
  turned_on date not null,
  from_type text check (from_type in ('pioneering', 'star', 'gold', 'activatable', 'promising', 'mature', 'release', 'endangered', 'overmature')),
  to_type text check (to_type in ('pioneering', 'star', 'gold', 'activatable', 'promising', 'mature', 'release', 'endangered', 'overmature')),
  warning text,
  at_stake_minor bigint not null default 0 check (at_stake_minor >= 0),
  cause text,
  cause_nature text check (cause_nature in ('subjective', 'objective')),
  loss_type text check (loss_type in ('fault', 'competitive', 'natural', 'malicious')),
  is_remedied boolean not null default false,
  is_by_price boolean not null default false,
  cause_note text,
  cause_by uuid,
  cause_on date,
  evidence jsonb,
  competitor text,
  decision text check (decision in ('attempt', 'let_go')),
  decision_reason text,
  decided_by uuid,
  decided_on date,
  economics jsonb,
  ev_minor bigint,
  settings_version integer,
  outcome_on date,
  outcome_note text,
  lost_minor bigint check (lost_minor >= 0),
  check_on date,
  second_year text check (second_year in ('stayed', 'gone')),
  owner_id uuid,
  author_id uuid,
  note text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, dyad_id, case_id),
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id) on delete cascade,
  check ((cause is null) = (cause_nature is null) and (cause is null) = (loss_type is null)),
  check (decision is null or cause is not null),
  check (decision is distinct from 'attempt' or loss_type <> 'malicious'),
  check ((state in ('won', 'lost', 'let_go', 'closed')) = (outcome_on is not null))
);

comment on table app.decline_case is 'dist:dyad. A customer that falls, from the alert to what came of it. fallen_on: the month-end or day of the fall; turned_on: from here on facts count as recent, the twelve months before as those to compare with. at_stake_minor: net contribution of the twelve months before. evidence: what was seen when the cause was chosen; economics: what the decision was reckoned with, ev_minor its result, settings_version of win_back_settings. competitor: where the trade went. check_on: the day of the second-year check of a customer won back.';

create unique index decline_case_open on app.decline_case (tenant_id, dyad_id) where state in ('open', 'deciding', 'acting');

create index decline_case_stake on app.decline_case (tenant_id, at_stake_minor desc, case_id);

create index decline_case_opened on app.decline_case (tenant_id, opened_on desc, case_id);

alter table app.decline_case enable row level security;

create policy tenant_isolation on app.decline_case using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.decline_case to {{runtime}};


create table app.win_back_settings (
  tenant_id uuid not null references app.tenant,
  version integer not null check (version > 0),
  settings jsonb not null,
  author_id uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, version)
);

comment on table app.win_back_settings is 'dist:tenant. What winning back is reckoned with: chances to begin with, the price of an hour, bad word of mouth. A version never changes once written; a firm without a row works with the defaults of core/strategy/decline-settings.ts, version 0.';

alter table app.win_back_settings enable row level security;

create policy tenant_isolation on app.win_back_settings using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert on app.win_back_settings to {{runtime}};
