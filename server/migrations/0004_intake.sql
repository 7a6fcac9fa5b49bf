-- What an import holds before it is published. Staged rows are not facts: they are unlogged, gone after a crash of the database (then the file is read again), and removed when the import ends.
alter table app.import add column settings jsonb not null default '{}', add column preview jsonb, add column staged_mark text, add column removal text;

comment on column app.import.settings is 'currency, date order, tax and language that the rows are read with';

comment on column app.import.preview is 'what the dry run said';

comment on column app.import.staged_mark is 'hash of files, mapping and settings that the staged rows were made with';

comment on column app.import.removal is 'null, or how far the physical removal of an undone import is';

create unique index import_at_work on app.import (tenant_id) where state in ('staging', 'publishing', 'undoing');

create index import_newest on app.import (tenant_id, import_id desc);

create table app.import_mapping (
  tenant_id uuid not null references app.tenant,
  source text not null,
  headings text not null,
  mapping jsonb not null,
  used_at timestamptz not null default now(),
  primary key (tenant_id, source, headings)
);

comment on table app.import_mapping is 'dist:tenant. How a source''s file was mapped, found again by its folded headings.';

alter table app.import_mapping enable row level security;

create policy tenant_isolation on app.import_mapping using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.import_mapping to {{runtime}};


create table app.import_rejection (
  tenant_id uuid not null,
  import_id uuid not null,
  file_no smallint not null,
  row_no bigint not null,
  reason text not null,
  args jsonb not null default '{}',
  primary key (tenant_id, import_id, file_no, row_no),
  foreign key (tenant_id, import_id) references app.import (tenant_id, import_id) on delete cascade
);

comment on table app.import_rejection is 'dist:tenant. A row that was not accepted, and why. The row itself stands in the file.';

alter table app.import_rejection enable row level security;

create policy tenant_isolation on app.import_rejection using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.import_rejection to {{runtime}};


create unlogged table app.import_step (
  tenant_id uuid not null,
  import_id uuid not null,
  step text not null,
  position bigint not null default 0,
  primary key (tenant_id, import_id, step)
);

comment on table app.import_step is 'dist:tenant. How far an import at work is; written with what it counts, so that a killed one goes on from there.';

alter table app.import_step enable row level security;

create policy tenant_isolation on app.import_step using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.import_step to {{runtime}};


create unlogged table app.staged_line (
  tenant_id uuid not null,
  import_id uuid not null,
  bucket smallint not null,
  file_no smallint not null,
  row_no bigint not null,
  number text not null,
  line_key text not null,
  customer_key text not null,
  customer text,
  customer_name text,
  country text,
  region text,
  salesperson text,
  ordered_on date not null,
  is_return boolean not null,
  is_order boolean not null,
  item_key text,
  item text,
  item_name text,
  category_key text,
  category text,
  unit text,
  quantity numeric,
  unit_price numeric,
  discount numeric,
  currency text not null,
  amount_minor bigint not null,
  net_minor bigint not null,
  tax_rate numeric,
  cost_minor bigint,
  requested_on date,
  first_promised_on date,
  promised_on date,
  shipped_on date,
  delivered_on date,
  carrier_key text,
  carrier text,
  freight_minor bigint,
  line_hash bigint not null,
  primary key (bucket, import_id, file_no, row_no, tenant_id)
);

comment on table app.staged_line is 'dist:tenant. Order lines as read. bucket: 0..255 by customer, without one by order number, so that an order lies in one of them; first in the key, because it tells rows apart soonest. customer_key '''' = trade without a customer.';

alter table app.staged_line enable row level security;

create policy tenant_isolation on app.staged_line using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.staged_line to {{runtime}};


create unlogged table app.staged_head (
  tenant_id uuid not null,
  import_id uuid not null,
  bucket smallint not null,
  file_no smallint not null,
  row_no bigint not null,
  number text not null,
  customer_key text not null,
  customer text,
  customer_name text,
  country text,
  region text,
  salesperson text,
  ordered_on date not null,
  is_return boolean not null,
  currency text,
  requested_on date,
  first_promised_on date,
  promised_on date,
  shipped_on date,
  delivered_on date,
  carrier_key text,
  carrier text,
  freight_minor bigint,
  line_hash bigint not null,
  primary key (tenant_id, import_id, bucket, file_no, row_no)
);

comment on table app.staged_head is 'dist:tenant. Heads of orders whose lines stand in another file.';

alter table app.staged_head enable row level security;

create policy tenant_isolation on app.staged_head using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.staged_head to {{runtime}};


create unlogged table app.staged_order (
  tenant_id uuid not null,
  import_id uuid not null,
  bucket smallint not null,
  number text not null,
  customer_key text not null,
  file_no smallint not null,
  first_row bigint not null,
  order_id uuid not null,
  dyad_id uuid,
  ordered_on date not null,
  is_return boolean not null,
  currency text not null,
  line_count integer not null,
  net_minor bigint not null,
  cost_minor bigint,
  content_hash text not null,
  salesperson text,
  country text,
  status text not null default 'new',
  primary key (tenant_id, import_id, bucket, number, customer_key, ordered_on)
);

comment on table app.staged_order is 'dist:tenant. Orders put together from staged rows, one for each number, customer and day. status: new, changed (a known order with other content), unchanged.';

alter table app.staged_order enable row level security;

create policy tenant_isolation on app.staged_order using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.staged_order to {{runtime}};


create unlogged table app.staged_party (
  tenant_id uuid not null,
  import_id uuid not null,
  role text not null,
  key text not null,
  file_no smallint,
  row_no bigint,
  code text,
  name text not null,
  customer_kind text,
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
  salesperson text,
  party_id uuid,
  dyad_id uuid,
  name_key text,
  pinyin text,
  initials text,
  status text not null default 'new',
  primary key (tenant_id, import_id, role, key)
);

comment on table app.staged_party is 'dist:tenant. Customers, suppliers and carriers named by an import. key: "c:" and the folded code, or "n:" and the name as given. row_no null: named by an order alone.';

alter table app.staged_party enable row level security;

create policy tenant_isolation on app.staged_party using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.staged_party to {{runtime}};


create unlogged table app.staged_contact (
  tenant_id uuid not null,
  import_id uuid not null,
  file_no smallint not null,
  row_no bigint not null,
  role text not null,
  key text not null,
  name text not null,
  title text,
  department text,
  phone text,
  email text,
  contact_id uuid,
  party_id uuid,
  pinyin text,
  initials text,
  status text not null default 'new',
  primary key (tenant_id, import_id, file_no, row_no)
);

comment on table app.staged_contact is 'dist:tenant';

alter table app.staged_contact enable row level security;

create policy tenant_isolation on app.staged_contact using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.staged_contact to {{runtime}};


create unlogged table app.staged_item (
  tenant_id uuid not null,
  import_id uuid not null,
  key text not null,
  file_no smallint,
  row_no bigint,
  code text not null,
  name text,
  category_key text,
  supplier_key text,
  supplier text,
  category text,
  unit text,
  unit_cost_minor bigint,
  item_id uuid,
  status text not null default 'new',
  primary key (tenant_id, import_id, key)
);

comment on table app.staged_item is 'dist:tenant';

alter table app.staged_item enable row level security;

create policy tenant_isolation on app.staged_item using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.staged_item to {{runtime}};


create unlogged table app.staged_category (
  tenant_id uuid not null,
  import_id uuid not null,
  key text not null,
  file_no smallint,
  row_no bigint,
  code text not null,
  name text,
  parent_key text,
  category_id uuid,
  status text not null default 'new',
  primary key (tenant_id, import_id, key)
);

comment on table app.staged_category is 'dist:tenant';

alter table app.staged_category enable row level security;

create policy tenant_isolation on app.staged_category using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.staged_category to {{runtime}};


create unlogged table app.staged_fact (
  tenant_id uuid not null,
  import_id uuid not null,
  kind text not null,
  bucket smallint not null,
  file_no smallint not null,
  row_no bigint not null,
  document text not null,
  number text,
  order_number text,
  line_text text,
  customer_key text,
  customer text,
  customer_name text,
  item_key text,
  item text,
  quantity numeric,
  day date,
  shipped_on date,
  promised_on date,
  delivered_on date,
  invoiced_on date,
  carrier_key text,
  carrier text,
  currency text,
  amount_minor bigint,
  cost_kind text,
  is_rush boolean not null default false,
  is_derived boolean not null default false,
  note text,
  line_hash bigint not null,
  fact_id uuid,
  dyad_id uuid,
  status text not null default 'new',
  primary key (tenant_id, import_id, kind, bucket, file_no, row_no)
);

comment on table app.staged_fact is 'dist:tenant. Deliveries, payments and known costs as read. document: what the rows of one document share; it is compared and replaced as a whole. is_derived: read out of an order''s row, which is counted there.';

alter table app.staged_fact enable row level security;

create policy tenant_isolation on app.staged_fact using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.staged_fact to {{runtime}};


create table app.replaced_fact (
  tenant_id uuid not null,
  import_id uuid not null,
  entity text not null,
  entity_id uuid not null,
  fact jsonb not null,
  primary key (tenant_id, import_id, entity, entity_id),
  foreign key (tenant_id, import_id) references app.import (tenant_id, import_id) on delete cascade
);

comment on table app.replaced_fact is 'dist:tenant. What a published import changed or took away (deliveries, payments, costs, attributes of parties and items), as it was before: undoing the import brings it back.';

alter table app.replaced_fact enable row level security;

create policy tenant_isolation on app.replaced_fact using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.replaced_fact to {{runtime}};


-- Where the row stands, and lines that name an amount and no quantity.
alter table app.order_line alter column quantity drop not null, add column file_no smallint not null default 0;

-- Identity of facts that are not order lines: source and document; line_hash tells whether a document says the same again.
alter table app.delivery add column file_no smallint not null default 0, add column source text, add column document text, add column line_hash bigint;

alter table app.payment add column file_no smallint not null default 0, add column source text, add column document text, add column line_hash bigint;

alter table app.known_cost add column file_no smallint not null default 0, add column source text, add column document text, add column line_hash bigint;

create index delivery_document on app.delivery (tenant_id, document);

create index payment_document on app.payment (tenant_id, document);

create index known_cost_document on app.known_cost (tenant_id, document);

create index contact_import on app.contact (tenant_id, import_id);

create index party_import on app.party (tenant_id, import_id);

create index dyad_import on app.dyad (tenant_id, import_id);

create index item_import on app.item (tenant_id, import_id);

create index sales_order_superseded on app.sales_order (tenant_id, superseded_by) where superseded_by is not null;

-- COPY cannot write where row security holds: it fills a temporary table, and from there the rows pass the policies. A statement: the database's name is not known here.
do $$ begin execute format('grant temporary on database %I to %I', current_database(), trim(both '"' from '{{runtime}}')); end $$;
