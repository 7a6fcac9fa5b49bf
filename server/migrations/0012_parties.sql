-- Parties and dyads in full: groups, people of several firms, addresses, billing titles, needs, dated facts, the map of contacts (DOMAIN sections 1 and 7).
create table app.party_parent (
  tenant_id uuid not null,
  party_id uuid not null,
  link_id uuid not null,
  parent_id uuid not null,
  from_on date not null,
  until_on date,
  note text,
  author_id uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, party_id, link_id),
  check (until_on >= from_on),
  foreign key (tenant_id, party_id) references app.party (tenant_id, party_id) on delete cascade,
  foreign key (tenant_id, parent_id) references app.party (tenant_id, party_id) on delete cascade
);

comment on table app.party_parent is 'dist:tenant. Under which party a party stands, from when to when; the one without an end holds now.';

create unique index party_parent_now on app.party_parent (tenant_id, party_id) where until_on is null;

create index party_parent_of on app.party_parent (tenant_id, parent_id, party_id);

alter table app.party_parent enable row level security;

create policy tenant_isolation on app.party_parent using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.party_parent to {{runtime}};


create table app.party_ancestor (
  tenant_id uuid not null,
  descendant_id uuid not null,
  ancestor_id uuid not null,
  depth smallint not null check (depth > 0),
  primary key (tenant_id, descendant_id, ancestor_id),
  foreign key (tenant_id, descendant_id) references app.party (tenant_id, party_id) on delete cascade,
  foreign key (tenant_id, ancestor_id) references app.party (tenant_id, party_id) on delete cascade
);

comment on table app.party_ancestor is 'dist:tenant. Every party above a party, however many levels: the closure of the parents that hold now, kept step by step by server/dyads/move-party.ts. A party without group has no row.';

create index party_ancestor_below on app.party_ancestor (tenant_id, ancestor_id, depth, descendant_id);

alter table app.party_ancestor enable row level security;

create policy tenant_isolation on app.party_ancestor using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.party_ancestor to {{runtime}};


alter index app.contact_party rename to contact_of_party;

create table app.contact_party (
  tenant_id uuid not null,
  contact_id uuid not null,
  link_id uuid not null,
  party_id uuid not null,
  role text,
  started_on date,
  ended_on date,
  note text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (tenant_id, contact_id, link_id),
  check (ended_on >= started_on),
  foreign key (tenant_id, contact_id) references app.contact (tenant_id, contact_id) on delete cascade,
  foreign key (tenant_id, party_id) references app.party (tenant_id, party_id) on delete cascade
);

comment on table app.contact_party is 'dist:tenant. Firms that a person belongs to beside the one of contact.party_id, and those that they left (ended_on).';

create index contact_party_of on app.contact_party (tenant_id, party_id, ended_on, contact_id);

alter table app.contact_party enable row level security;

create policy tenant_isolation on app.contact_party using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.contact_party to {{runtime}};


alter table app.contact
  add column started_on date,
  add column buying_role text check (buying_role in ('decides', 'influences', 'uses', 'buys', 'gatekeeper')),
  add column map_level text check (map_level in ('executive', 'operating')),
  add column phone_e164 text,
  add column phone_read text;

alter table app.party
  add column uscc_reason text,
  add column phone_e164 text,
  add column phone_read text;

-- A number is read from its text once; where the text has changed since (phone_read), it is read again.
create index party_phone on app.party (tenant_id, phone_e164) where phone_e164 is not null;

create index contact_phone on app.contact (tenant_id, phone_e164) where phone_e164 is not null;

create index party_phone_unread on app.party (tenant_id, party_id) where phone is distinct from phone_read;

create index contact_phone_unread on app.contact (tenant_id, contact_id) where phone is distinct from phone_read;

create table app.contact_bond (
  tenant_id uuid not null,
  contact_id uuid not null,
  user_id uuid not null,
  strength smallint not null check (strength between 1 and 3),
  author_id uuid,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, contact_id, user_id),
  foreign key (tenant_id, contact_id) references app.contact (tenant_id, contact_id) on delete cascade
);

comment on table app.contact_bond is 'dist:tenant. How well one of our people knows a contact: 1 acquainted, 2 working relation, 3 trusted. No row: not known.';

alter table app.contact_bond enable row level security;

create policy tenant_isolation on app.contact_bond using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.contact_bond to {{runtime}};


create table app.contact_tie (
  tenant_id uuid not null,
  contact_id uuid not null,
  other_id uuid not null,
  kind text not null check (kind in ('knows', 'reports_to')),
  author_id uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, contact_id, other_id),
  check (contact_id <> other_id),
  foreign key (tenant_id, contact_id) references app.contact (tenant_id, contact_id) on delete cascade,
  foreign key (tenant_id, other_id) references app.contact (tenant_id, contact_id) on delete cascade
);

comment on table app.contact_tie is 'dist:tenant. Who knows whom among contacts (kept once, the smaller id first), and who reports to whom (contact_id to other_id).';

create index contact_tie_other on app.contact_tie (tenant_id, other_id);

alter table app.contact_tie enable row level security;

create policy tenant_isolation on app.contact_tie using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.contact_tie to {{runtime}};


create table app.party_site (
  tenant_id uuid not null,
  party_id uuid not null,
  site_id uuid not null,
  uses text[] not null default '{delivery}' check (uses <@ array['delivery', 'billing', 'registered', 'visiting'] and cardinality(uses) > 0),
  is_default boolean not null default false,
  name text,
  country text,
  region text,
  city text,
  address text not null,
  postal_code text,
  receiver text,
  phone text,
  phone_e164 text,
  note text,
  deleted_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, party_id, site_id),
  foreign key (tenant_id, party_id) references app.party (tenant_id, party_id) on delete cascade
);

comment on table app.party_site is 'dist:tenant. Addresses and sites of a party: where goods go, invoices go, where it is registered, where it is visited. is_default: the first choice for each of its uses.';

alter table app.party_site enable row level security;

create policy tenant_isolation on app.party_site using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.party_site to {{runtime}};


create table app.billing_title (
  tenant_id uuid not null,
  dyad_id uuid not null,
  title_id uuid not null,
  title text not null,
  tax_id text,
  bank text,
  bank_account text,
  address text,
  phone text,
  note text,
  is_default boolean not null default false,
  deleted_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, dyad_id, title_id),
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id) on delete cascade
);

comment on table app.billing_title is 'dist:dyad. What an invoice is made out to; one of a dyad is its default.';

alter table app.billing_title enable row level security;

create policy tenant_isolation on app.billing_title using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.billing_title to {{runtime}};


create table app.need (
  tenant_id uuid not null,
  dyad_id uuid not null,
  need_id uuid not null,
  content text not null,
  source text not null,
  status text not null default 'open' check (status in ('open', 'in_work', 'met', 'declined')),
  owner_id uuid,
  since date not null,
  due_on date,
  response text,
  contact_id uuid,
  deleted_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, dyad_id, need_id),
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id) on delete cascade
);

comment on table app.need is 'dist:dyad. The register of needs: what a customer needs, from where we know it, who answers it and what was done.';

create index need_since on app.need (tenant_id, dyad_id, since desc, need_id desc) where deleted_at is null;

create index need_owner on app.need (tenant_id, owner_id, due_on, need_id) where status in ('open', 'in_work') and deleted_at is null;

alter table app.need enable row level security;

create policy tenant_isolation on app.need using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.need to {{runtime}};


create table app.party_fact (
  tenant_id uuid not null,
  party_id uuid not null,
  fact_id uuid not null,
  contact_id uuid,
  kind text not null,
  document text,
  value text not null,
  source text not null,
  observed_on date not null,
  note text,
  needs_consent boolean not null default false,
  consent_note text,
  superseded_by uuid,
  author_id uuid,
  withdrawn_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, party_id, fact_id),
  check (not needs_consent or consent_note is not null),
  foreign key (tenant_id, party_id) references app.party (tenant_id, party_id) on delete cascade
);

comment on table app.party_fact is 'dist:tenant. Dated facts of a party or one of its people: business profile, behaviour, preferences, personal ones with consent. kind: of core/dyads/party-fact.ts or free. The newest of a kind, person and document holds; superseded_by names what took its place.';

create index party_fact_day on app.party_fact (tenant_id, party_id, observed_on desc, fact_id desc);

create index party_fact_contact on app.party_fact (tenant_id, contact_id) where contact_id is not null;

alter table app.party_fact enable row level security;

create policy tenant_isolation on app.party_fact using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.party_fact to {{runtime}};
