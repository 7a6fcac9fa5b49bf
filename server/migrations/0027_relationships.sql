-- The state of a relationship: what people keep of it, and what is inferred from what was done and said.

create table app.bond (
  tenant_id uuid not null,
  dyad_id uuid not null,
  bond_id uuid not null,
  level smallint not null check (level in (1, 2, 3)),
  title text not null,
  since date not null,
  until date,
  cost_minor bigint check (cost_minor >= 0),
  effect text,
  imitability text not null default 'medium' check (imitability in ('easy', 'medium', 'hard')),
  lever text not null check (lever in ('contractual', 'material', 'emotional')),
  benefit text,
  proof text,
  owner_id uuid,
  author_id uuid,
  deleted_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, dyad_id, bond_id),
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id) on delete cascade
);

comment on table app.bond is 'dist:dyad. What binds a customer to us. level 1 financial, 2 social, 3 structural; cost_minor a year; benefit: what the customer has of it, empty = flagged; proof: the records that show it is used.';

alter table app.bond enable row level security;

create policy tenant_isolation on app.bond using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.bond to {{runtime}};

create table app.switching_item (
  tenant_id uuid not null,
  dyad_id uuid not null,
  item_id uuid not null,
  part text not null check (part in ('investment', 'risk')),
  kind text not null,
  lever text not null check (lever in ('contractual', 'material', 'emotional')),
  title text not null,
  amount_minor bigint not null check (amount_minor >= 0),
  since date not null,
  life_months integer check (life_months between 1 and 600),
  probability double precision check (probability between 0 and 1),
  benefit text,
  source text not null,
  note text,
  author_id uuid,
  deleted_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, dyad_id, item_id),
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id) on delete cascade
);

comment on table app.switching_item is 'dist:dyad. One line of the sheet of switching cost, from the customer''s view. investment: amount_minor, written off evenly over life_months (null: lost whole whenever they leave); risk: probability x amount_minor.';

alter table app.switching_item enable row level security;

create policy tenant_isolation on app.switching_item using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.switching_item to {{runtime}};

create table app.relationship_term (
  tenant_id uuid not null,
  dyad_id uuid not null,
  term_id uuid not null,
  kind text not null,
  title text not null,
  binds text not null check (binds in ('us', 'them', 'both')),
  counterpart text,
  revenue_share double precision check (revenue_share between 0 and 1),
  since date not null,
  until date,
  source text,
  author_id uuid,
  deleted_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, dyad_id, term_id),
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id) on delete cascade
);

comment on table app.relationship_term is 'dist:dyad. A term agreed with this customer alone. binds one side without a counterpart = one-sided, flagged whichever side it binds; revenue_share: the share of our sales to them that it governs.';

alter table app.relationship_term enable row level security;

create policy tenant_isolation on app.relationship_term using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.relationship_term to {{runtime}};

create table app.relationship_entry (
  tenant_id uuid not null,
  dyad_id uuid not null,
  entry_id uuid not null,
  giver text not null check (giver in ('us', 'them')),
  kind text not null,
  title text not null,
  amount_minor bigint check (amount_minor >= 0),
  since date not null,
  until date,
  note text,
  author_id uuid,
  deleted_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, dyad_id, entry_id),
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id) on delete cascade
);

comment on table app.relationship_entry is 'dist:dyad. What one side gives and the other gets; amount_minor: what it is worth a year, null where nobody has put a figure to it.';

alter table app.relationship_entry enable row level security;

create policy tenant_isolation on app.relationship_entry using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.relationship_entry to {{runtime}};

create table app.relationship_fact (
  tenant_id uuid not null,
  dyad_id uuid not null,
  fact_id uuid not null,
  kind text not null,
  value double precision,
  choice text,
  observed_on date not null,
  until date,
  source text not null,
  note text,
  author_id uuid,
  deleted_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, dyad_id, fact_id),
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id) on delete cascade
);

comment on table app.relationship_fact is 'dist:dyad. Something said or seen about the relationship that records of trade do not tell: number of suppliers, horizon, joint plan, scores of ability and commitment, another target form. The newest of a kind that is not past holds.';

alter table app.relationship_fact enable row level security;

create policy tenant_isolation on app.relationship_fact using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.relationship_fact to {{runtime}};

create table app.relationship_state (
  tenant_id uuid not null,
  dyad_id uuid not null,
  form text check (form in ('basic', 'reactive', 'accountable', 'proactive', 'partnership')),
  form_target text check (form_target in ('basic', 'reactive', 'accountable', 'proactive', 'partnership')),
  form_gap smallint,
  bond_level smallint,
  bond_expected smallint,
  type text check (type in ('transactional', 'mixed', 'partnership')),
  type_points smallint,
  type_known smallint not null default 0,
  switching_minor bigint,
  switching_ratio double precision,
  switching_score real,
  payne text check (payne in ('product_selling', 'managed_service', 'customer_marketing', 'individualised')),
  information real,
  individualisation real,
  ability real,
  commitment real,
  stance text check (stance in ('partner', 'win_over', 'develop', 'keep_simple')),
  share_of_sales double precision,
  wallet_share double precision,
  flags text[] not null default '{}',
  priority_minor bigint,
  inferred_on date not null,
  inferred_at timestamptz not null default now(),
  primary key (tenant_id, dyad_id),
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id) on delete cascade
);

comment on table app.relationship_state is 'dist:dyad. The relationship of every customer as inferred last: made anew by the nightly job, after each new placement, and at once for one customer whose own records changed. priority_minor: gap of form x net contribution, the usual order of the list.';

create index relationship_state_priority on app.relationship_state (tenant_id, priority_minor desc nulls last, dyad_id);

create index relationship_state_gap on app.relationship_state (tenant_id, form_gap desc nulls last, dyad_id);

create index relationship_state_switching on app.relationship_state (tenant_id, switching_score desc nulls last, dyad_id);

create index relationship_state_flags on app.relationship_state using gin (flags);

alter table app.relationship_state enable row level security;

create policy tenant_isolation on app.relationship_state using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.relationship_state to {{runtime}};

create table app.relationship_run (
  tenant_id uuid not null references app.tenant,
  generation integer not null,
  inferred_on date not null,
  customers integer not null,
  inferred_at timestamptz not null default now(),
  primary key (tenant_id)
);

comment on table app.relationship_run is 'dist:tenant. When the relationships of all customers were last inferred, and from which placement.';

alter table app.relationship_run enable row level security;

create policy tenant_isolation on app.relationship_run using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.relationship_run to {{runtime}};

alter table app.dyad_evidence add column origin text check (origin in ('switching_sheet'));

comment on column app.dyad_evidence.origin is 'What wrote it where no person did: switching_sheet = the ratio of the sheet of switching cost, written whenever the sheet changes.';
