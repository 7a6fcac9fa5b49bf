-- Does it work? Who could have been given a play and on which side of the lot each stood, and what each comparison found (issue 5, docs/methods/uplift.md).
create index play_run_id on app.play_run (tenant_id, play_run_id);


create table app.effect_entry (
  tenant_id uuid not null,
  dyad_id uuid not null,
  play_id uuid not null,
  entered_on date not null,
  is_held boolean not null,
  holdout_share numeric(4, 3) not null check (holdout_share between 0 and 0.5),
  customer_type text check (customer_type in ('pioneering', 'star', 'gold', 'activatable', 'promising', 'mature', 'release', 'endangered', 'overmature')),
  measured_on date,
  before_minor bigint,
  after_minor bigint,
  before_orders integer,
  after_orders integer,
  started_on date,
  created_at timestamptz not null default now(),
  primary key (tenant_id, dyad_id, play_id),
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id) on delete cascade
);

comment on table app.effect_entry is 'dist:dyad. A customer that a play was meant for when it was being started, written once: entered_on is the month-end before, is_held the side of the lot then under holdout_share. What it brought in the months before and after stands here once they are over (measured_on, net contribution in minor units; null = not known); started_on: when it was given the play in that time.';

create index effect_entry_play on app.effect_entry (tenant_id, play_id, is_held, dyad_id);

alter table app.effect_entry enable row level security;

create policy tenant_isolation on app.effect_entry using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.effect_entry to {{runtime}};


create table app.effect_run (
  tenant_id uuid not null references app.tenant,
  as_of date not null,
  generation integer,
  answer jsonb not null,
  computed_at timestamptz not null default now(),
  primary key (tenant_id, as_of)
);

comment on table app.effect_run is 'dist:tenant. One measuring of all plays by the facts up to as_of; measured again on the same day it is replaced. answer: the check of the firm''s own data with lots that stand for nothing (core/strategy/aa-test.ts).';

alter table app.effect_run enable row level security;

create policy tenant_isolation on app.effect_run using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.effect_run to {{runtime}};


create table app.effect_measure (
  tenant_id uuid not null,
  as_of date not null,
  play_id uuid not null,
  play_version integer not null,
  horizon_months integer not null check (horizon_months > 0),
  share_mean double precision,
  share_sd double precision check (share_sd >= 0),
  minor_mean double precision,
  minor_sd double precision check (minor_sd >= 0),
  answer jsonb not null,
  primary key (tenant_id, as_of, play_id),
  foreign key (tenant_id, as_of) references app.effect_run (tenant_id, as_of) on delete cascade
);

comment on table app.effect_measure is 'dist:tenant. What a play was found to add, in one measuring. share_* and minor_*: what one run adds over horizon_months with its standard error, of what its customers brought before and in minor units; null where too few customers can be compared. Whoever plans takes the newest together with the play''s own assumption: effectOf in core/strategy/effect-learning.ts. answer: the comparison as it is shown (core/strategy/play-effect.ts).';

create index effect_measure_play on app.effect_measure (tenant_id, play_id, as_of desc);

alter table app.effect_measure enable row level security;

create policy tenant_isolation on app.effect_measure using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.effect_measure to {{runtime}};
