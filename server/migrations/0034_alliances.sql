-- Alliances with customers: what they are, how they are measured and reviewed, what both sides solve together; and what a firm wants its key figures to be.

create table app.alliance (
  tenant_id uuid not null,
  dyad_id uuid not null,
  alliance_id uuid not null,
  title text not null,
  sub_mode text not null check (sub_mode in ('timing', 'solution', 'offload', 'codesign', 'sync', 'integrate', 'showcase', 'usage', 'newfield')),
  state text not null default 'proposed' check (state in ('proposed', 'active', 'paused', 'ended')),
  goal text not null,
  scope text,
  our_members text,
  their_members text,
  their_gain text,
  their_gain_minor bigint check (their_gain_minor >= 0),
  their_cost_minor bigint check (their_cost_minor >= 0),
  our_cost_minor bigint check (our_cost_minor >= 0),
  starts_on date not null,
  ends_on date not null,
  next_review_on date,
  despite text,
  result text,
  owner_id uuid,
  author_id uuid,
  deleted_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, dyad_id, alliance_id),
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id) on delete cascade
);

comment on table app.alliance is 'dist:dyad. An alliance with a customer and its joint plan. sub_mode: one of nine, which tells the mode and who changes and who leads; their_*: what the customer has of it a year and what it costs them; despite: why it began although its start condition was not met; active and not past = an active joint plan.';

create index alliance_ends on app.alliance (tenant_id, ends_on, alliance_id) where deleted_at is null;

create index alliance_starts on app.alliance (tenant_id, starts_on desc, alliance_id) where deleted_at is null;

alter table app.alliance enable row level security;

create policy tenant_isolation on app.alliance using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.alliance to {{runtime}};

create table app.alliance_measure (
  tenant_id uuid not null,
  dyad_id uuid not null,
  measure_id uuid not null,
  alliance_id uuid not null,
  title text not null,
  source text not null check (source in ('sales', 'contribution', 'on_time', 'items', 'entered')),
  unit text,
  baseline double precision,
  target double precision,
  actual double precision,
  measured_on date,
  author_id uuid,
  deleted_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, dyad_id, measure_id),
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id) on delete cascade
);

comment on table app.alliance_measure is 'dist:dyad. What an alliance is measured by. source entered: somebody writes baseline and actual; else they are counted from the facts before and after its start (sales and contribution in minor units a year, on_time a share, items a count) and the columns hold only the target.';

create index alliance_measure_of on app.alliance_measure (tenant_id, alliance_id);

alter table app.alliance_measure enable row level security;

create policy tenant_isolation on app.alliance_measure using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.alliance_measure to {{runtime}};

create table app.alliance_milestone (
  tenant_id uuid not null,
  dyad_id uuid not null,
  milestone_id uuid not null,
  alliance_id uuid not null,
  title text not null,
  side text not null check (side in ('us', 'them')),
  person text,
  owner_id uuid,
  due_on date not null,
  done_on date,
  note text,
  task_id uuid,
  author_id uuid,
  deleted_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, dyad_id, milestone_id),
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id) on delete cascade
);

comment on table app.alliance_milestone is 'dist:dyad. A step of a joint plan with its day. side us: owner_id has a task for it (task_id), whose state is that of the milestone; them: person is theirs and done_on is entered.';

create index alliance_milestone_of on app.alliance_milestone (tenant_id, alliance_id);

create index alliance_milestone_task on app.alliance_milestone (tenant_id, task_id) where task_id is not null;

alter table app.alliance_milestone enable row level security;

create policy tenant_isolation on app.alliance_milestone using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.alliance_milestone to {{runtime}};

create table app.alliance_review (
  tenant_id uuid not null,
  dyad_id uuid not null,
  review_id uuid not null,
  alliance_id uuid not null,
  held_on date not null,
  verdict text not null check (verdict in ('on_track', 'at_risk', 'off_track')),
  findings text not null,
  actions text,
  author_id uuid,
  deleted_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, dyad_id, review_id),
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id) on delete cascade
);

comment on table app.alliance_review is 'dist:dyad. A dated look of both sides at an alliance: what was found and what follows.';

create index alliance_review_of on app.alliance_review (tenant_id, alliance_id, held_on desc);

alter table app.alliance_review enable row level security;

create policy tenant_isolation on app.alliance_review using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.alliance_review to {{runtime}};

create table app.alliance_item (
  tenant_id uuid not null,
  dyad_id uuid not null,
  item_id uuid not null,
  alliance_id uuid not null,
  kind text not null check (kind in ('advice', 'gap', 'usage', 'field')),
  title text not null,
  detail text,
  day date not null,
  gain_minor bigint,
  cost_minor bigint check (cost_minor >= 0),
  share double precision check (share between 0 and 1),
  state text not null default 'open' check (state in ('open', 'taken', 'declined')),
  result text,
  author_id uuid,
  deleted_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, dyad_id, item_id),
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id) on delete cascade
);

comment on table app.alliance_item is 'dist:dyad. What is worked on within an alliance. advice: given to the customer, with its gain and its cost to them; gap: an advantage they do not use or a market not developed; usage: a habit that changes, share = how far it is adopted; field: a new field of business with its case and result.';

create index alliance_item_of on app.alliance_item (tenant_id, alliance_id, kind);

alter table app.alliance_item enable row level security;

create policy tenant_isolation on app.alliance_item using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.alliance_item to {{runtime}};

create table app.joint_problem (
  tenant_id uuid not null,
  dyad_id uuid not null,
  problem_id uuid not null,
  alliance_id uuid,
  title text not null,
  issue text,
  found_on date not null,
  our_action text,
  our_owner_id uuid,
  our_due date,
  our_done date,
  our_task_id uuid,
  their_action text,
  their_person text,
  their_due date,
  their_done date,
  outcome text,
  closed_on date,
  author_id uuid,
  deleted_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, dyad_id, problem_id),
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id) on delete cascade
);

comment on table app.joint_problem is 'dist:dyad. A problem that we and a customer solve together: what each side does and until when, and what came of it. Open until closed_on. our_task_id: the task of our side.';

create index joint_problem_open on app.joint_problem (tenant_id, found_on desc, problem_id) where deleted_at is null;

create index joint_problem_task on app.joint_problem (tenant_id, our_task_id) where our_task_id is not null;

alter table app.joint_problem enable row level security;

create policy tenant_isolation on app.joint_problem using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.joint_problem to {{runtime}};

create table app.kpi_target (
  tenant_id uuid not null references app.tenant,
  year integer not null check (year between 2000 and 2200),
  kpi text not null,
  version integer not null,
  target double precision,
  author_id uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, year, kpi, version)
);

comment on table app.kpi_target is 'dist:tenant. What a key figure is to be in a year; the highest version holds, a null target takes it back. Shares 0..1, money in minor units, counts and days as they are.';

alter table app.kpi_target enable row level security;

create policy tenant_isolation on app.kpi_target using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.kpi_target to {{runtime}};
