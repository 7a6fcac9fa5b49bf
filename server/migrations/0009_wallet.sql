-- What customers buy of everyone: reckoned from like customers category by category, or known by someone, and what of it is still to be won (DOMAIN sections 2 and 8).
alter table app.dyad_evidence add column purchases_minor bigint check (purchases_minor >= 0);

comment on column app.dyad_evidence.purchases_minor is 'Wallet share alone: what the customer buys a year of everyone in the category (or in all), where it was said as an amount.';

create table app.wallet_run (
  tenant_id uuid not null references app.tenant,
  month date not null,
  method text not null check (method in ('regression', 'look_alikes', 'none')),
  kind text not null check (kind in ('category', 'item')),
  customers integer not null,
  categories integer not null,
  models jsonb not null,
  job_id uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id)
);

comment on table app.wallet_run is 'dist:tenant. The latest reckoning of all wallets: twelve calendar months that end with month, by which method, on how many customers with an order in them; models: the regressions by category, so that every figure opens to what made it. kind: what stands for a category where the book has none.';

alter table app.wallet_run enable row level security;

create policy tenant_isolation on app.wallet_run using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.wallet_run to {{runtime}};

create table app.customer_wallet (
  tenant_id uuid not null,
  dyad_id uuid not null,
  net_sales_minor bigint not null,
  tenure_months integer not null,
  look_alikes uuid[] not null,
  attributes jsonb not null,
  primary key (tenant_id, dyad_id)
);

comment on table app.customer_wallet is 'dist:dyad. What the wallet of a customer was judged by: net sales of the twelve months, months since its first order, kind, industry and region as they were, and the look-alikes, the nearest first. No foreign key to the dyad: rebuilt from facts, never repaired.';

alter table app.customer_wallet enable row level security;

create policy tenant_isolation on app.customer_wallet using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.customer_wallet to {{runtime}};

create table app.wallet_category (
  tenant_id uuid not null,
  dyad_id uuid not null,
  category_id uuid not null,
  own_minor bigint not null,
  before_minor bigint not null,
  low_minor bigint not null,
  middle_minor bigint not null,
  high_minor bigint not null,
  basis text not null check (basis in ('regression', 'look_alikes', 'year_before')),
  buyers smallint not null,
  months_outside smallint not null,
  lapsed_month date,
  lapsed_usual_months real,
  lapsed_worth_minor bigint,
  wallet_minor bigint not null,
  gap_minor bigint not null check (gap_minor >= 0),
  confidence text not null check (confidence in ('A', 'B', 'C')),
  evidence_id uuid,
  primary key (tenant_id, dyad_id, category_id)
);

comment on table app.wallet_category is 'dist:dyad. A customer''s wallet in one category (or item, see wallet_run.kind): own net sales of twelve months and of the twelve before, the expected range, how many of the look-alikes buy it, whether it lapsed; wallet, gap (net sales) and confidence as they count: C reckoned, A and B known by the evidence named. Minor units a year.';

create index wallet_category_gap on app.wallet_category (tenant_id, gap_minor desc, dyad_id, category_id) where gap_minor > 0;

create index wallet_category_of on app.wallet_category (tenant_id, category_id, gap_minor desc, dyad_id) where gap_minor > 0;

alter table app.wallet_category enable row level security;

create policy tenant_isolation on app.wallet_category using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.wallet_category to {{runtime}};
