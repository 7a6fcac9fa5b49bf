-- Fields of a firm's own making, tags, and files on records (DOMAIN sections 1 and 7).
alter table app.party add column custom jsonb not null default '{}', add column tags text[] not null default '{}';

alter table app.dyad add column custom jsonb not null default '{}', add column tags text[] not null default '{}';

alter table app.contact add column custom jsonb not null default '{}', add column tags text[] not null default '{}';

alter table app.sales_order add column custom jsonb not null default '{}', add column tags text[] not null default '{}';

create table app.custom_field (
  tenant_id uuid not null references app.tenant,
  field_id uuid not null,
  entity text not null check (entity in ('customer', 'party', 'contact', 'order', 'opportunity', 'agreement', 'concern')),
  key text not null check (key <> ''),
  type text not null check (type in ('text', 'number', 'money', 'date', 'choice', 'multi_choice', 'person', 'party', 'formula')),
  label_zh text not null,
  label_en text not null,
  help_zh text,
  help_en text,
  section text,
  position integer not null default 0,
  is_required boolean not null default false,
  is_filter boolean not null default false,
  default_value jsonb,
  choices jsonb not null default '[]',
  formula text,
  result_type text check (result_type in ('text', 'number', 'date')),
  valid_from date,
  valid_until date,
  archived_at timestamptz,
  filled_at timestamptz,
  author_id uuid,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, field_id),
  unique (tenant_id, entity, key),
  check ((type = 'formula') = (formula is not null)),
  check (valid_until >= valid_from)
);

comment on table app.custom_field is 'dist:tenant. A field that a firm made for one kind of record; its values lie under its key in the column custom of that record''s table. is_filter: its values are also kept in field_value, whole since filled_at. Archived fields keep their values.';

alter table app.custom_field enable row level security;

create policy tenant_isolation on app.custom_field using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.custom_field to {{runtime}};


create table app.field_value (
  tenant_id uuid not null,
  field_id uuid not null,
  record_id uuid not null,
  word text not null default '',
  number double precision,
  day date,
  primary key (tenant_id, record_id, field_id, word),
  foreign key (tenant_id, field_id) references app.custom_field (tenant_id, field_id) on delete cascade
);

comment on table app.field_value is 'dist:tenant. Typed copies of the values of those fields that lists filter by: plain columns whose comparisons an index answers under row security, which expressions over jsonb do not (docs/decisions/0006). number: numbers, and money in minor units. word: texts folded and cut at 200 letters, choices and ids; one row for each choice.';

create index field_value_number on app.field_value (tenant_id, field_id, number, record_id) where number is not null;

create index field_value_day on app.field_value (tenant_id, field_id, day, record_id) where day is not null;

create index field_value_word on app.field_value (tenant_id, field_id, word, record_id) where word <> '';

alter table app.field_value enable row level security;

create policy tenant_isolation on app.field_value using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.field_value to {{runtime}};


create table app.tag (
  tenant_id uuid not null references app.tenant,
  tag_id uuid not null,
  entity text not null check (entity in ('customer', 'contact', 'order', 'opportunity', 'agreement', 'concern')),
  name text not null check (name <> ''),
  name_key text not null,
  colour text not null default 'grey',
  description text,
  author_id uuid,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, tag_id),
  unique (tenant_id, entity, name_key)
);

comment on table app.tag is 'dist:tenant. The tags of a firm for one kind of record; records carry their names in the column tags, customers in that of app.dyad. name_key: folded, so that no two differ by case or width alone.';

alter table app.tag enable row level security;

create policy tenant_isolation on app.tag using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.tag to {{runtime}};


create table app.attachment_settings (
  tenant_id uuid primary key references app.tenant,
  file_bytes bigint not null check (file_bytes > 0),
  quota_bytes bigint check (quota_bytes > 0),
  author_id uuid,
  updated_at timestamptz not null default now()
);

comment on table app.attachment_settings is 'dist:tenant. How large a file may be, and all files of the firm together (null: no limit). A firm without a row works with the defaults of core/dyads/attachment.ts.';

alter table app.attachment_settings enable row level security;

create policy tenant_isolation on app.attachment_settings using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.attachment_settings to {{runtime}};


create table app.attachment_blob (
  tenant_id uuid not null references app.tenant,
  hash text not null,
  bytes bigint not null check (bytes >= 0),
  media_type text not null,
  created_at timestamptz not null default now(),
  orphaned_at timestamptz,
  primary key (tenant_id, hash)
);

comment on table app.attachment_blob is 'dist:tenant. A file stored once under its SHA-256 in the data folder: files/<tenant>/<first two digits>/<hash>. orphaned_at: since when nothing points to it; thirty days later it is removed.';

create index attachment_blob_orphan on app.attachment_blob (tenant_id, orphaned_at) where orphaned_at is not null;

alter table app.attachment_blob enable row level security;

create policy tenant_isolation on app.attachment_blob using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.attachment_blob to {{runtime}};


create table app.attachment (
  tenant_id uuid not null,
  dyad_id uuid not null,
  attachment_id uuid not null,
  entity text not null check (entity in ('customer', 'contact', 'order', 'opportunity', 'agreement', 'concern', 'activity')),
  record_id uuid not null,
  name text not null check (name <> ''),
  revision integer not null default 1 check (revision > 0),
  is_newest boolean not null default true,
  hash text not null,
  author_id uuid,
  deleted_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, dyad_id, attachment_id),
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id) on delete cascade,
  foreign key (tenant_id, hash) references app.attachment_blob (tenant_id, hash)
);

comment on table app.attachment is 'dist:dyad. A file on a record of a customer or supplier; seen by who sees that. record_id: the dyad itself, or the record of entity. A file of the same name on the same record is its next revision; is_newest marks the last one that is not deleted.';

create index attachment_of on app.attachment (tenant_id, dyad_id, created_at desc, attachment_id) where deleted_at is null;

create index attachment_record on app.attachment (tenant_id, record_id, name) where deleted_at is null;

create index attachment_newest on app.attachment (tenant_id, created_at desc, attachment_id) where deleted_at is null;

create index attachment_hash on app.attachment (tenant_id, hash);

alter table app.attachment enable row level security;

create policy tenant_isolation on app.attachment using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.attachment to {{runtime}};
