-- What flows between seller and buyer (DOMAIN sections 6 to 8). Facts belong to the import that brought them; readers see published imports only.
create table app.import (
  tenant_id uuid not null references app.tenant,
  import_id uuid not null,
  source text not null,
  state text not null check (state in ('uploaded', 'reading', 'ready', 'staging', 'publishing', 'published', 'undoing', 'undone', 'failed', 'cancelled')),
  files jsonb not null default '[]',
  mapping jsonb,
  profile jsonb,
  counts jsonb,
  error jsonb,
  job_id uuid,
  file_hash text,
  created_by uuid,
  created_at timestamptz not null default now(),
  published_at timestamptz,
  undone_at timestamptz,
  primary key (tenant_id, import_id)
);

comment on table app.import is 'dist:tenant. source names the system the files come from: order numbers are unique within it.';

alter table app.import enable row level security;

create policy tenant_isolation on app.import using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.import to {{runtime}};


create table app.exchange_rate (
  tenant_id uuid not null references app.tenant,
  currency text not null,
  valid_from date not null,
  rate numeric not null check (rate > 0),
  primary key (tenant_id, currency, valid_from)
);

comment on table app.exchange_rate is 'dist:tenant. Base currency units for one unit of currency, from that day on.';

alter table app.exchange_rate enable row level security;

create policy tenant_isolation on app.exchange_rate using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.exchange_rate to {{runtime}};


create table app.vat_rate (
  country text not null,
  kind text not null,
  valid_from date not null,
  rate numeric not null,
  primary key (country, kind, valid_from)
);

comment on table app.vat_rate is 'dist:reference';

insert into app.vat_rate (country, kind, valid_from, rate) values
  ('CN', 'goods', '1994-01-01', 0.17), ('CN', 'goods', '2018-05-01', 0.16), ('CN', 'goods', '2019-04-01', 0.13),
  ('CN', 'transport', '2012-01-01', 0.11), ('CN', 'transport', '2018-05-01', 0.10), ('CN', 'transport', '2019-04-01', 0.09),
  ('CN', 'services', '2012-01-01', 0.06), ('CN', 'zero', '1994-01-01', 0), ('CN', 'simple', '2014-07-01', 0.03);

grant select on app.vat_rate to {{runtime}};

create table app.item_category (
  tenant_id uuid not null references app.tenant,
  category_id uuid not null,
  parent_id uuid,
  code text,
  name text not null,
  name_en text,
  import_id uuid,
  primary key (tenant_id, category_id)
);

comment on table app.item_category is 'dist:tenant';

alter table app.item_category enable row level security;

create policy tenant_isolation on app.item_category using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.item_category to {{runtime}};


create table app.item (
  tenant_id uuid not null references app.tenant,
  item_id uuid not null,
  code text not null,
  name text not null,
  name_en text,
  category_id uuid,
  supplier_id uuid,
  unit text,
  unit_cost_minor bigint,
  import_id uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, item_id),
  foreign key (tenant_id, category_id) references app.item_category (tenant_id, category_id)
);

comment on table app.item is 'dist:tenant';

create index item_category_of on app.item (tenant_id, category_id);

alter table app.item enable row level security;

create policy tenant_isolation on app.item using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.item to {{runtime}};


create table app.sales_order (
  tenant_id uuid not null,
  dyad_id uuid not null,
  order_id uuid not null,
  import_id uuid not null,
  superseded_by uuid,
  source text not null,
  number text not null,
  kind text not null check (kind in ('order', 'return')),
  ordered_on date not null,
  currency text not null,
  line_count integer not null,
  net_minor bigint not null,
  tax_minor bigint,
  cost_minor bigint,
  content_hash text not null,
  salesperson text,
  country text,
  primary key (tenant_id, dyad_id, order_id),
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id)
);

comment on table app.sales_order is 'dist:dyad. One version of an order document; a later import that brings it with other lines supersedes it as a whole. Amounts in minor units of the base currency.';

create index sales_order_day on app.sales_order (tenant_id, dyad_id, ordered_on desc, order_id desc);

create index sales_order_number on app.sales_order (tenant_id, number);

create index sales_order_import on app.sales_order (tenant_id, import_id);

alter table app.sales_order enable row level security;

create policy tenant_isolation on app.sales_order using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.sales_order to {{runtime}};


create table app.order_line (
  tenant_id uuid not null,
  dyad_id uuid not null,
  order_id uuid not null,
  line_no integer not null,
  import_id uuid not null,
  row_no bigint not null,
  line_key text not null,
  item_id uuid,
  quantity numeric not null,
  unit text,
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
  delivered_on date,
  primary key (tenant_id, dyad_id, order_id, line_no),
  foreign key (tenant_id, dyad_id, order_id) references app.sales_order (tenant_id, dyad_id, order_id) on delete cascade
);

comment on table app.order_line is 'dist:dyad. amount_minor: in the document''s currency; net_minor and cost_minor: without tax, in the base currency; negative for returns. cost_minor null = unknown. row_no: the row of the file.';

create index order_line_import on app.order_line (tenant_id, import_id);

alter table app.order_line enable row level security;

create policy tenant_isolation on app.order_line using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.order_line to {{runtime}};


create table app.delivery (
  tenant_id uuid not null,
  dyad_id uuid not null,
  delivery_id uuid not null,
  import_id uuid not null,
  row_no bigint not null,
  number text,
  order_number text,
  line_no integer,
  item_id uuid,
  quantity numeric,
  shipped_on date,
  promised_on date,
  delivered_on date,
  carrier_id uuid,
  freight_minor bigint,
  is_rush boolean not null default false,
  primary key (tenant_id, dyad_id, delivery_id),
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id)
);

comment on table app.delivery is 'dist:dyad';

create index delivery_day on app.delivery (tenant_id, dyad_id, delivered_on desc, delivery_id desc);

create index delivery_order on app.delivery (tenant_id, dyad_id, order_number);

create index delivery_import on app.delivery (tenant_id, import_id);

alter table app.delivery enable row level security;

create policy tenant_isolation on app.delivery using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.delivery to {{runtime}};


create table app.payment (
  tenant_id uuid not null,
  dyad_id uuid not null,
  payment_id uuid not null,
  import_id uuid not null,
  row_no bigint not null,
  number text,
  order_number text,
  paid_on date not null,
  due_on date,
  days_outstanding integer,
  currency text not null,
  amount_minor bigint not null,
  primary key (tenant_id, dyad_id, payment_id),
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id)
);

comment on table app.payment is 'dist:dyad. days_outstanding: from invoice or order to payment, null where neither is known.';

create index payment_day on app.payment (tenant_id, dyad_id, paid_on desc, payment_id desc);

create index payment_import on app.payment (tenant_id, import_id);

alter table app.payment enable row level security;

create policy tenant_isolation on app.payment using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.payment to {{runtime}};


create table app.known_cost (
  tenant_id uuid not null,
  dyad_id uuid not null,
  cost_id uuid not null,
  import_id uuid not null,
  row_no bigint not null,
  kind text not null check (kind in ('freight', 'rebate', 'claim')),
  number text,
  order_number text,
  incurred_on date not null,
  amount_minor bigint not null,
  note text,
  primary key (tenant_id, dyad_id, cost_id),
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id)
);

comment on table app.known_cost is 'dist:dyad. What serving this customer is known to have cost, beside the goods.';

create index known_cost_day on app.known_cost (tenant_id, dyad_id, incurred_on desc, cost_id desc);

create index known_cost_import on app.known_cost (tenant_id, import_id);

alter table app.known_cost enable row level security;

create policy tenant_isolation on app.known_cost using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.known_cost to {{runtime}};


create table app.dyad_day (
  tenant_id uuid not null,
  dyad_id uuid not null,
  day date not null,
  orders smallint not null default 0,
  lines integer not null default 0,
  returns integer not null default 0,
  net_sales_minor bigint not null default 0,
  known_cost_minor bigint not null default 0,
  sales_of_known_cost_minor bigint not null default 0,
  deliveries integer not null default 0,
  rush_deliveries integer not null default 0,
  credit_notes integer not null default 0,
  freight_minor bigint not null default 0,
  rebates_minor bigint not null default 0,
  claims_minor bigint not null default 0,
  paid_minor bigint not null default 0,
  paid_minor_days bigint not null default 0,
  primary key (tenant_id, dyad_id, day)
);

comment on table app.dyad_day is 'dist:dyad. Rollup: one customer, one day. Rebuilt for the dyads that an import touches, in the transaction that publishes it.';

alter table app.dyad_day enable row level security;

create policy tenant_isolation on app.dyad_day using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.dyad_day to {{runtime}};


create table app.dyad_item_month (
  tenant_id uuid not null,
  dyad_id uuid not null,
  month date not null,
  item_key uuid not null,
  net_sales_minor bigint not null,
  quantity numeric not null default 0,
  lines integer not null default 0,
  primary key (tenant_id, dyad_id, month, item_key)
);

comment on table app.dyad_item_month is 'dist:dyad. Rollup: one customer, one month (its first day), one item (nil uuid: lines without item).';

alter table app.dyad_item_month enable row level security;

create policy tenant_isolation on app.dyad_item_month using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.dyad_item_month to {{runtime}};

