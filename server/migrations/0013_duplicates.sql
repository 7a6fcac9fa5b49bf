-- Parties that may be one (probes, candidates), and merges, which are pointers and can be undone (DOMAIN section 8).
create table app.party_probe (
  tenant_id uuid not null,
  kind text not null check (kind in ('name', 'sound', 'uscc', 'phone', 'email', 'domain', 'code')),
  key text not null,
  party_id uuid not null,
  primary key (tenant_id, kind, key, party_id)
);

comment on table app.party_probe is 'dist:tenant. Under which keys a party is compared with others: one probe a key. Kept by server/dyads/keep-probes.ts; no foreign key, because it is reckoned anew from the party. A party without any has not been reckoned yet.';

create index party_probe_party on app.party_probe (tenant_id, party_id);

alter table app.party_probe enable row level security;

create policy tenant_isolation on app.party_probe using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.party_probe to {{runtime}};


create table app.duplicate_pair (
  tenant_id uuid not null,
  party_id uuid not null,
  other_id uuid not null,
  state text not null default 'open' check (state in ('open', 'dismissed', 'merged')),
  score real not null check (score between 0 and 1),
  reasons text[] not null,
  value_minor bigint not null default 0,
  found_by text not null check (found_by in ('entry', 'import', 'sweep')),
  import_id uuid,
  reason text,
  decided_by uuid,
  decided_at timestamptz,
  found_at timestamptz not null default now(),
  primary key (tenant_id, party_id, other_id),
  check (party_id < other_id),
  foreign key (tenant_id, party_id) references app.party (tenant_id, party_id) on delete cascade,
  foreign key (tenant_id, other_id) references app.party (tenant_id, party_id) on delete cascade
);

comment on table app.duplicate_pair is 'dist:tenant. Two parties that may be one, the smaller id first. A dismissed pair stays dismissed whatever the sweep finds. value_minor: net sales of both over twelve months, base currency. reason: why they were kept apart.';

create index duplicate_pair_score on app.duplicate_pair (tenant_id, state, score desc, party_id, other_id);

create index duplicate_pair_value on app.duplicate_pair (tenant_id, state, value_minor desc, party_id, other_id);

create index duplicate_pair_other on app.duplicate_pair (tenant_id, other_id);

create index duplicate_pair_import on app.duplicate_pair (tenant_id, import_id) where import_id is not null;

alter table app.duplicate_pair enable row level security;

create policy tenant_isolation on app.duplicate_pair using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.duplicate_pair to {{runtime}};


create table app.party_merge (
  tenant_id uuid not null,
  merge_id uuid not null,
  survivor_id uuid not null,
  merged_id uuid not null,
  state text not null default 'merged' check (state in ('merged', 'undone')),
  choices jsonb not null,
  reason text,
  author_id uuid,
  created_at timestamptz not null default now(),
  undone_by uuid,
  undone_at timestamptz,
  primary key (tenant_id, merge_id),
  check (survivor_id <> merged_id),
  foreign key (tenant_id, survivor_id) references app.party (tenant_id, party_id),
  foreign key (tenant_id, merged_id) references app.party (tenant_id, party_id)
);

comment on table app.party_merge is 'dist:tenant. One party merged into another, and whose value was taken field by field (choices). Pointers of party, dyad and dyad_current follow from the rows that are merged, newest on top.';

create unique index party_merge_now on app.party_merge (tenant_id, merged_id) where state = 'merged';

create index party_merge_survivor on app.party_merge (tenant_id, survivor_id, created_at desc);

create index party_merge_recent on app.party_merge (tenant_id, created_at desc, merge_id);

alter table app.party_merge enable row level security;

create policy tenant_isolation on app.party_merge using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update on app.party_merge to {{runtime}};


create table app.merge_change (
  tenant_id uuid not null,
  merge_id uuid not null,
  change_no integer not null,
  entity text not null,
  entity_id uuid not null,
  before jsonb,
  after jsonb,
  primary key (tenant_id, merge_id, change_no),
  foreign key (tenant_id, merge_id) references app.party_merge (tenant_id, merge_id) on delete cascade
);

comment on table app.merge_change is 'dist:tenant. What a merge changed beside the pointers, so that undoing puts it back: columns before and after. before null: the row was added; after null: it was taken away.';

alter table app.merge_change enable row level security;

create policy tenant_isolation on app.merge_change using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, delete on app.merge_change to {{runtime}};


comment on column app.party.merged_into_id is 'The party that it is read as now: the last of a chain of merges (party_merge has each step).';

comment on column app.dyad.merged_into_id is 'The dyad that it is read as now, the same as its row of dyad_current.';

create index party_merged on app.party (tenant_id, merged_into_id) where merged_into_id is not null;

create index dyad_merged on app.dyad (tenant_id, merged_into_id) where merged_into_id is not null;

create index dyad_current_of on app.dyad_current (tenant_id, current_id);
