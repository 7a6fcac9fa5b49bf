-- The daily work with customers: what was said and agreed, what is to be done, how often each wants to be heard of (DOMAIN sections 1, 5 and 8).
create table app.activity (
  tenant_id uuid not null,
  dyad_id uuid not null,
  activity_id uuid not null,
  kind text not null check (kind in ('visit', 'call', 'message', 'email', 'meeting', 'note')),
  state text not null check (state in ('planned', 'done', 'cancelled')),
  direction text check (direction in ('out', 'in')),
  day date not null,
  starts_at timestamptz not null,
  minutes integer check (minutes between 0 and 14400),
  subject text not null,
  content text,
  place text,
  outcome text check (outcome in ('progress', 'unchanged', 'setback', 'no_answer')),
  next_step text,
  next_on date,
  owner_id uuid,
  author_id uuid,
  remind_at timestamptz,
  reminded_at timestamptz,
  import_id uuid,
  deleted_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, dyad_id, activity_id),
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id) on delete cascade
);

comment on table app.activity is 'dist:dyad. A visit, call, message, e-mail, meeting or note with a customer or supplier, planned or done. day: of starts_at in the firm''s zone. content: what was said; of a meeting the minutes. owner_id: who does it. Done visits and calls are counted in dyad_day.';

create index activity_day on app.activity (tenant_id, dyad_id, day desc, activity_id desc) where deleted_at is null;

create index activity_newest on app.activity (tenant_id, starts_at desc, activity_id desc) where deleted_at is null;

create index activity_owner on app.activity (tenant_id, owner_id, starts_at desc, activity_id desc) where deleted_at is null;

create index activity_reminder on app.activity (tenant_id, remind_at) where remind_at is not null and reminded_at is null;

create index activity_import on app.activity (tenant_id, import_id) where import_id is not null;

alter table app.activity enable row level security;

create policy tenant_isolation on app.activity using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.activity to {{runtime}};


create table app.activity_person (
  tenant_id uuid not null,
  dyad_id uuid not null,
  activity_id uuid not null,
  side text not null check (side in ('ours', 'theirs')),
  person_id uuid not null,
  primary key (tenant_id, dyad_id, activity_id, side, person_id),
  foreign key (tenant_id, dyad_id, activity_id) references app.activity (tenant_id, dyad_id, activity_id) on delete cascade
);

comment on table app.activity_person is 'dist:dyad. Who took part beside the owner: ours are users of the firm, theirs contacts.';

create index activity_person_of on app.activity_person (tenant_id, person_id, activity_id);

alter table app.activity_person enable row level security;

create policy tenant_isolation on app.activity_person using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.activity_person to {{runtime}};


create table app.task (
  tenant_id uuid not null references app.tenant,
  task_id uuid not null,
  dyad_id uuid,
  activity_id uuid,
  title text not null,
  note text,
  due_on date,
  due_minute smallint check (due_minute between 0 and 1439),
  assignee_id uuid,
  author_id uuid,
  priority text not null default 'normal' check (priority in ('high', 'normal', 'low')),
  state text not null default 'open' check (state in ('open', 'done', 'cancelled')),
  remind_at timestamptz,
  reminded_at timestamptz,
  done_at timestamptz,
  done_on date,
  done_by uuid,
  import_id uuid,
  deleted_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, task_id)
);

comment on table app.task is 'dist:tenant. Something to be done by someone, for a customer or not. due_minute: the minute of due_on in the firm''s zone, null = any time of the day. activity_id: the meeting that it came out of. done_on: the day of done_at in the firm''s zone.';

create index task_open on app.task (tenant_id, assignee_id, due_on, task_id) where state = 'open' and deleted_at is null;

create index task_due on app.task (tenant_id, due_on, task_id) where state = 'open' and deleted_at is null;

create index task_dyad on app.task (tenant_id, dyad_id, done_on desc, task_id desc) where dyad_id is not null and deleted_at is null;

create index task_closed on app.task (tenant_id, done_at desc, task_id) where state <> 'open' and deleted_at is null;

create index task_reminder on app.task (tenant_id, remind_at) where remind_at is not null and reminded_at is null;

alter table app.task enable row level security;

create policy tenant_isolation on app.task using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.task to {{runtime}};


create table app.activity_template (
  tenant_id uuid not null references app.tenant,
  template_id uuid not null,
  kind text not null check (kind in ('visit', 'call', 'message', 'email', 'meeting', 'note')),
  name text not null,
  direction text check (direction in ('out', 'in')),
  subject text not null default '',
  content text not null default '',
  minutes integer check (minutes between 0 and 14400),
  next_days integer check (next_days between 0 and 3650),
  deleted_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (tenant_id, template_id)
);

comment on table app.activity_template is 'dist:tenant. What an entry begins with: texts and length by kind, for everyone of the firm. next_days: after how many days the next step is proposed.';

alter table app.activity_template enable row level security;

create policy tenant_isolation on app.activity_template using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.activity_template to {{runtime}};


create table app.cadence_settings (
  tenant_id uuid not null references app.tenant,
  version integer not null check (version > 0),
  days jsonb not null,
  note text,
  author_id uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, version)
);

comment on table app.cadence_settings is 'dist:tenant. Days between contacts by customer type (and for suppliers and customers not yet placed), null = no rhythm. A version never changes once written; a firm without a row works with the defaults of core/activities/cadence.ts, version 0.';

alter table app.cadence_settings enable row level security;

create policy tenant_isolation on app.cadence_settings using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert on app.cadence_settings to {{runtime}};


create table app.contact_rhythm (
  tenant_id uuid not null,
  dyad_id uuid not null,
  last_on date,
  last_activity_id uuid,
  own_days integer check (own_days between 1 and 3650),
  own_reason text,
  group_key text not null,
  every_days integer,
  due_on date,
  next_planned_on date,
  version integer not null default 1,
  primary key (tenant_id, dyad_id)
);

comment on table app.contact_rhythm is 'dist:dyad. When a customer or supplier was last in contact and is next due. own_days: set by a person instead of the days of its type. Kept by writes of activities and refreshed when types or settings change. No foreign key to the dyad: rebuilt from facts, never repaired.';

create index contact_rhythm_due on app.contact_rhythm (tenant_id, due_on, dyad_id) where due_on is not null;

alter table app.contact_rhythm enable row level security;

create policy tenant_isolation on app.contact_rhythm using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.contact_rhythm to {{runtime}};


create table app.contact_rhythm_run (
  tenant_id uuid not null references app.tenant,
  generation integer not null,
  settings_version integer not null,
  refreshed_at timestamptz not null default now(),
  primary key (tenant_id)
);

comment on table app.contact_rhythm_run is 'dist:tenant. Which placement and which settings contact_rhythm was last refreshed with.';

alter table app.contact_rhythm_run enable row level security;

create policy tenant_isolation on app.contact_rhythm_run using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.contact_rhythm_run to {{runtime}};


create table app.calendar_feed (
  tenant_id uuid not null references app.tenant,
  user_id uuid not null,
  token_hash text not null,
  created_at timestamptz not null default now(),
  last_read_at timestamptz,
  primary key (tenant_id, user_id)
);

comment on table app.calendar_feed is 'dist:tenant. A person''s calendar for other programs, read under a secret address of which only the hash is kept.';

alter table app.calendar_feed enable row level security;

create policy tenant_isolation on app.calendar_feed using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.calendar_feed to {{runtime}};


-- Serving a customer costs visits and calls (DOMAIN section 8).
alter table app.dyad_day add column visits integer not null default 0, add column calls integer not null default 0;

-- Deliveries without a day of arrival stand in the timeline under the day on which they left.
create index delivery_shipped on app.delivery (tenant_id, dyad_id, shipped_on desc, delivery_id desc) where delivered_on is null;

-- Returns are few among orders: the timeline finds them without walking all of these.
create index sales_order_return on app.sales_order (tenant_id, dyad_id, ordered_on desc, order_id desc) where kind = 'return';
