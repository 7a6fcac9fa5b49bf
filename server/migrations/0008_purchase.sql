-- What is to come of every customer: the purchase model of each rebuild, what it says of each customer, who is warned of, who is lost; and orders that
-- a person records by hand (DOMAIN sections 2, 3 and 8).
create table app.purchase_model (
  tenant_id uuid not null,
  generation integer not null,
  method text not null check (method in ('nbd', 'bgnbd', 'mbgnbd', 'bgcnbd', 'mbgcnbd', 'paretonbd', 'industry', 'rhythm', 'lastWindow', 'ownRate', 'hiatus', 'bookMean', 'none')),
  k integer,
  unit text not null check (unit in ('day', 'week')),
  fitted_until date not null,
  customers integer not null,
  repeat_customers integer not null,
  prior text not null check (prior in ('none', 'weak', 'industry')),
  model jsonb not null,
  standard_errors jsonb not null,
  log_likelihood double precision,
  spend jsonb,
  reason jsonb not null,
  warnings jsonb not null,
  totals jsonb,
  validation_state text not null default 'open' check (validation_state in ('open', 'done', 'too_little')),
  validation jsonb,
  warning_quality jsonb,
  validated_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, generation),
  foreign key (tenant_id, generation) references app.generation (tenant_id, generation) on delete cascade
);

comment on table app.purchase_model is 'dist:tenant. What P(alive) and all that is to come were reckoned with in a rebuild: the method, its parameters (model), standard errors, the spend model, why it was chosen, what to beware of; and how it did on time held back (validation, warning_quality), written later by a job of its own.';

alter table app.purchase_model enable row level security;

create policy tenant_isolation on app.purchase_model using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.purchase_model to {{runtime}};

alter table app.customer_standing
  add column expected_orders real,
  add column expected_orders_low real,
  add column expected_orders_high real,
  add column next_order_on date,
  add column next_order_from date,
  add column next_order_to date,
  add column warning text check (warning in ('later_than_own_rhythm', 'later_than_customers_alike', 'later_than_usual_once')),
  add column at_stake_minor bigint,
  add column churn text check (churn in ('churned', 'partial')),
  add column lost_minor bigint,
  add column future jsonb;

comment on column app.customer_standing.future is 'What the columns of the future are reckoned from, for the page of the customer: spend and margin of an order, usual gaps, why it is warned of, what was lost.';

create index customer_standing_alive on app.customer_standing (tenant_id, p_alive desc nulls last, dyad_id);

create index customer_standing_clv on app.customer_standing (tenant_id, clv_minor desc nulls last, dyad_id);

create index customer_standing_warning on app.customer_standing (tenant_id, at_stake_minor desc nulls last, dyad_id) where warning is not null;

create table app.churn_event (
  tenant_id uuid not null,
  dyad_id uuid not null,
  generation integer not null,
  kind text not null check (kind in ('churned', 'partial')),
  happened_on date not null,
  before_minor bigint,
  lost_minor bigint,
  returned_on date,
  reason jsonb not null,
  primary key (tenant_id, dyad_id, generation, kind, happened_on)
);

comment on table app.churn_event is 'dist:dyad. A customer lost, or lost in part, as a rebuild found it month by month: the net contribution of the 12 months before and what of it went, and the day on which the customer came back (null: still gone).';

create index churn_event_day on app.churn_event (tenant_id, generation, happened_on, dyad_id);

alter table app.churn_event enable row level security;

create policy tenant_isolation on app.churn_event using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.churn_event to {{runtime}};

alter table app.import add column is_recorded boolean not null default false;

comment on column app.import.is_recorded is 'True for the one import of a source that holds the orders people recorded by hand: no file, never listed, never undone as a whole.';

create unique index import_recorded on app.import (tenant_id, source) where is_recorded;
