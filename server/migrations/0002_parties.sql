-- Parties and the dyads between them (DOMAIN section 1).
create extension if not exists pg_trgm with schema public;

create table app.party (
  tenant_id uuid not null references app.tenant,
  party_id uuid not null,
  kind text not null default 'company' check (kind in ('company', 'person')),
  name text not null,
  name_en text,
  short_name text,
  name_key text not null,
  pinyin text not null default '',
  initials text not null default '',
  uscc text,
  country text,
  region text,
  city text,
  address text,
  postal_code text,
  phone text,
  email text,
  website text,
  industry text,
  note text,
  merged_into_id uuid,
  import_id uuid,
  deleted_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, party_id)
);

comment on table app.party is 'dist:tenant. A company or person of the supply chain. name_key: folded for comparing; pinyin and initials: for finding and sorting.';

create index party_name_key on app.party (tenant_id, name_key);

alter table app.party enable row level security;

create policy tenant_isolation on app.party using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.party to {{runtime}};


create table app.party_role (
  tenant_id uuid not null,
  party_id uuid not null,
  role text not null check (role in ('customer', 'supplier', 'distributor', 'carrier', 'third_party_logistics')),
  primary key (tenant_id, party_id, role),
  foreign key (tenant_id, party_id) references app.party (tenant_id, party_id) on delete cascade
);

comment on table app.party_role is 'dist:tenant';

alter table app.party_role enable row level security;

create policy tenant_isolation on app.party_role using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.party_role to {{runtime}};


create table app.contact (
  tenant_id uuid not null,
  contact_id uuid not null,
  party_id uuid not null,
  name text not null,
  pinyin text not null default '',
  initials text not null default '',
  title text,
  department text,
  phone text,
  email text,
  language text,
  is_primary boolean not null default false,
  note text,
  import_id uuid,
  deleted_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, contact_id),
  foreign key (tenant_id, party_id) references app.party (tenant_id, party_id) on delete cascade
);

comment on table app.contact is 'dist:tenant';

create index contact_party on app.contact (tenant_id, party_id);

alter table app.contact enable row level security;

create policy tenant_isolation on app.contact using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.contact to {{runtime}};


create table app.dyad (
  tenant_id uuid not null references app.tenant,
  dyad_id uuid not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  side text not null check (side in ('sale', 'supply', 'other')),
  is_anonymous boolean not null default false,
  code text,
  customer_kind text check (customer_kind in ('end_consumer', 'shopper', 'enterprise', 'intermediary', 'channel')),
  owner_id uuid,
  department_id uuid,
  owner_text text,
  currency text,
  payment_terms_days integer,
  since date,
  end_noticed_on date,
  contract_ends_on date,
  is_project_buyer boolean not null default false,
  is_published boolean not null default true,
  merged_into_id uuid,
  import_id uuid,
  deleted_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, dyad_id),
  foreign key (tenant_id, seller_id) references app.party (tenant_id, party_id),
  foreign key (tenant_id, buyer_id) references app.party (tenant_id, party_id),
  foreign key (tenant_id, department_id) references app.department (tenant_id, department_id)
);

comment on table app.dyad is 'dist:dyad. One seller, one buyer. side: sale = we sell, supply = we buy. is_published is false while the import that brings it is being published. One dyad of a tenant is_anonymous: trade without a named customer.';

create index dyad_owner on app.dyad (tenant_id, owner_id, dyad_id);

create index dyad_department on app.dyad (tenant_id, department_id, dyad_id);

create index dyad_seller on app.dyad (tenant_id, seller_id, dyad_id);

create index dyad_buyer on app.dyad (tenant_id, buyer_id, dyad_id);

alter table app.dyad enable row level security;

create policy tenant_isolation on app.dyad using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.dyad to {{runtime}};


create table app.dyad_current (
  tenant_id uuid not null,
  dyad_id uuid not null,
  current_id uuid not null,
  primary key (tenant_id, dyad_id)
);

comment on table app.dyad_current is 'dist:tenant. Where a merged dyad is read now (a row only for merged ones).';

alter table app.dyad_current enable row level security;

create policy tenant_isolation on app.dyad_current using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.dyad_current to {{runtime}};


create table app.business_key (
  tenant_id uuid not null references app.tenant,
  kind text not null,
  key text not null,
  dyad_id uuid,
  entity_id uuid not null,
  primary key (tenant_id, kind, key)
);

comment on table app.business_key is 'dist:tenant. Codes and numbers claimed in the transaction that writes their record: kind customer_code, party_uscc, item_code, order_number ...';

create index business_key_entity on app.business_key (tenant_id, entity_id);

alter table app.business_key enable row level security;

create policy tenant_isolation on app.business_key using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.business_key to {{runtime}};


create table app.dyad_evidence (
  tenant_id uuid not null,
  dyad_id uuid not null,
  evidence_id uuid not null,
  kind text not null check (kind in ('product', 'service', 'price', 'needs_met', 'competitor_pull', 'wallet_share', 'switching', 'brand', 'strategic', 'open_opportunity')),
  value double precision not null,
  category_id uuid,
  observed_on date not null,
  confidence text check (confidence in ('A', 'B', 'C')),
  source text not null,
  note text,
  author_id uuid,
  withdrawn_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, dyad_id, evidence_id),
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id) on delete cascade
);

comment on table app.dyad_evidence is 'dist:dyad. Dated evidence entered by people for the potential value; the newest of a kind that is not withdrawn counts.';

alter table app.dyad_evidence enable row level security;

create policy tenant_isolation on app.dyad_evidence using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.dyad_evidence to {{runtime}};

