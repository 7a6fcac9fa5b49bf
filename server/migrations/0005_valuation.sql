-- What every customer is worth and where they stand, month by month, and the settings it was computed with (DOMAIN sections 2, 3 and 8).
create table app.valuation_settings (
  tenant_id uuid not null references app.tenant,
  version integer not null check (version > 0),
  settings jsonb not null,
  note text,
  author_id uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, version)
);

comment on table app.valuation_settings is 'dist:tenant. Every default is a setting with a version; a version never changes once written. A tenant without a row works with the defaults of its currency, version 1.';

alter table app.valuation_settings enable row level security;

create policy tenant_isolation on app.valuation_settings using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.valuation_settings to {{runtime}};

create table app.generation (
  tenant_id uuid not null references app.tenant,
  generation integer not null,
  state text not null check (state in ('writing', 'current', 'kept')),
  settings_version integer not null,
  settings jsonb not null,
  currency text not null,
  as_of date not null,
  first_fact date,
  sources jsonb not null,
  reason text not null,
  author_id uuid,
  facts_hash text not null,
  customers integer not null default 0,
  placed integer not null default 0,
  job_id uuid,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (tenant_id, generation)
);

comment on table app.generation is 'dist:tenant. One rebuild of all runs of a firm from today''s facts and settings. Readers see the one that is current; one that is writing is nobody''s yet; older ones stay readable for a while.';

alter table app.generation enable row level security;

create policy tenant_isolation on app.generation using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.generation to {{runtime}};

create table app.classification_run (
  tenant_id uuid not null,
  run_id uuid not null,
  generation integer not null,
  as_of date not null,
  kind text not null check (kind in ('month_end', 'as_of')),
  settings_version integer not null,
  is_short_window boolean not null,
  is_provisional boolean not null,
  ranked integer not null,
  tenant_mu real not null,
  cuts jsonb not null,
  percentile_table jsonb,
  counts jsonb not null,
  facts_hash text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, run_id),
  unique (tenant_id, generation, as_of),
  foreign key (tenant_id, generation) references app.generation (tenant_id, generation) on delete cascade
);

comment on table app.classification_run is 'dist:tenant. The state of all customers at one day: a month''s end, or the as-of day between two. percentile_table: the ranked values that customers are measured against until the next month''s end, kept for the last one.';

alter table app.classification_run enable row level security;

create policy tenant_isolation on app.classification_run using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.classification_run to {{runtime}};

create table app.classification (
  tenant_id uuid not null,
  dyad_id uuid not null,
  generation integer not null,
  as_of date not null,
  type text check (type in ('pioneering', 'star', 'gold', 'activatable', 'promising', 'mature', 'release', 'endangered', 'overmature')),
  current_band text check (current_band in ('low', 'medium', 'high')),
  potential_band text check (potential_band in ('low', 'medium', 'high')),
  raw_current_band text check (raw_current_band in ('low', 'medium', 'high')),
  raw_potential_band text check (raw_potential_band in ('low', 'medium', 'high')),
  pending_current_band text check (pending_current_band in ('low', 'medium', 'high')),
  pending_potential_band text check (pending_potential_band in ('low', 'medium', 'high')),
  current_score real,
  net_contribution_minor bigint,
  net_contribution_state text not null check (net_contribution_state in ('measured', 'estimated', 'unknown')),
  net_sales_minor bigint not null,
  potential real,
  headroom real,
  perception real,
  loyalty real,
  outlook real,
  strategic real,
  data_confidence real not null,
  is_provisional boolean not null,
  stage text check (stage in ('prospect', 'development', 'growth', 'maturity', 'decline', 'termination')),
  stage_rule text,
  is_dormant boolean not null,
  tier text check (tier in ('mvc', 'mgc', 'ordinary', 'bzc')),
  is_below_zero boolean not null,
  is_overridden boolean not null,
  move text check (move in ('entered', 'upgrade', 'recovery', 'lateral', 'downgrade', 'left')),
  from_type text check (from_type in ('pioneering', 'star', 'gold', 'activatable', 'promising', 'mature', 'release', 'endangered', 'overmature')),
  orders integer not null,
  last_order date,
  mu real,
  recency real,
  growth real,
  type_probabilities jsonb,
  clv_minor bigint,
  clv_low_minor bigint,
  clv_high_minor bigint,
  p_alive real,
  because jsonb,
  primary key (tenant_id, dyad_id, generation, as_of)
);

comment on table app.classification is 'dist:dyad. One customer in one run: columns of DOMAIN section 3, scores 0..100, money of the last 12 months in minor units, recency = days since the last order / mu. Money unknown is null. because is kept where the type moved and in the last run. No foreign key to the dyad: runs are rebuilt from facts, never repaired.';

create index classification_of_day on app.classification (tenant_id, generation, as_of, dyad_id);

alter table app.classification enable row level security;

create policy tenant_isolation on app.classification using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.classification to {{runtime}};

create table app.customer_standing (
  tenant_id uuid not null,
  dyad_id uuid not null,
  generation integer not null,
  as_of date not null,
  type text check (type in ('pioneering', 'star', 'gold', 'activatable', 'promising', 'mature', 'release', 'endangered', 'overmature')),
  current_band text check (current_band in ('low', 'medium', 'high')),
  potential_band text check (potential_band in ('low', 'medium', 'high')),
  raw_current_band text check (raw_current_band in ('low', 'medium', 'high')),
  raw_potential_band text check (raw_potential_band in ('low', 'medium', 'high')),
  pending_current_band text check (pending_current_band in ('low', 'medium', 'high')),
  pending_potential_band text check (pending_potential_band in ('low', 'medium', 'high')),
  current_score real,
  net_contribution_minor bigint,
  net_contribution_state text not null check (net_contribution_state in ('measured', 'estimated', 'unknown')),
  net_sales_minor bigint not null,
  potential real,
  headroom real,
  perception real,
  loyalty real,
  outlook real,
  strategic real,
  data_confidence real not null,
  is_provisional boolean not null,
  stage text check (stage in ('prospect', 'development', 'growth', 'maturity', 'decline', 'termination')),
  stage_rule text,
  is_dormant boolean not null,
  tier text check (tier in ('mvc', 'mgc', 'ordinary', 'bzc')),
  is_below_zero boolean not null,
  is_overridden boolean not null,
  move text check (move in ('entered', 'upgrade', 'recovery', 'lateral', 'downgrade', 'left')),
  from_type text check (from_type in ('pioneering', 'star', 'gold', 'activatable', 'promising', 'mature', 'release', 'endangered', 'overmature')),
  orders integer not null,
  last_order date,
  mu real,
  recency real,
  growth real,
  previous_type text check (previous_type in ('pioneering', 'star', 'gold', 'activatable', 'promising', 'mature', 'release', 'endangered', 'overmature')),
  moved_on date,
  stage_since date,
  net_contribution_before_minor bigint,
  first_order date,
  adi real,
  cv2 real,
  buying_class text check (buying_class in ('smooth', 'erratic', 'intermittent', 'lumpy')),
  type_probabilities jsonb,
  clv_minor bigint,
  clv_low_minor bigint,
  clv_high_minor bigint,
  p_alive real,
  because jsonb,
  primary key (tenant_id, dyad_id)
);

comment on table app.customer_standing is 'dist:dyad. The latest placement of every customer, for lists and searches: the as-of run of the current generation, with the last change of type. net_contribution_before_minor: the same 12 months a year earlier. A customer entered since the last run has no row yet.';

create index customer_standing_value on app.customer_standing (tenant_id, net_contribution_minor desc nulls last, dyad_id);

create index customer_standing_sales on app.customer_standing (tenant_id, net_sales_minor desc, dyad_id);

create index customer_standing_potential on app.customer_standing (tenant_id, potential desc nulls last, dyad_id);

create index customer_standing_last_order on app.customer_standing (tenant_id, last_order desc nulls last, dyad_id);

create index customer_standing_type on app.customer_standing (tenant_id, type, dyad_id);

alter table app.customer_standing enable row level security;

create policy tenant_isolation on app.customer_standing using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.customer_standing to {{runtime}};

create table app.stage_entry (
  tenant_id uuid not null,
  dyad_id uuid not null,
  generation integer not null,
  entered_on date not null,
  stage text not null check (stage in ('prospect', 'development', 'growth', 'maturity', 'decline', 'termination')),
  stage_rule text not null,
  left_on date,
  net_sales_minor bigint not null default 0,
  net_contribution_minor bigint,
  primary key (tenant_id, dyad_id, generation, entered_on)
);

comment on table app.stage_entry is 'dist:dyad. Dated transitions of the lifecycle, found at month-ends and at the as-of day; the stage held from entered_on to left_on (null: still holds). The amounts are what the customer bought and brought while it held.';

alter table app.stage_entry enable row level security;

create policy tenant_isolation on app.stage_entry using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.stage_entry to {{runtime}};

create table app.type_override (
  tenant_id uuid not null,
  dyad_id uuid not null,
  override_id uuid not null,
  type text not null check (type in ('pioneering', 'star', 'gold', 'activatable', 'promising', 'mature', 'release', 'endangered', 'overmature')),
  reason text not null,
  author_id uuid not null,
  starts_on date not null,
  expires_on date not null,
  ended_at timestamptz,
  ended_on date,
  ended_by uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, dyad_id, override_id),
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id) on delete cascade
);

comment on table app.type_override is 'dist:dyad. A type set by a person, shown from starts_on to the day before expires_on or ended_on, whichever comes first.';

alter table app.type_override enable row level security;

create policy tenant_isolation on app.type_override using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.type_override to {{runtime}};
