-- What a person is told: in the app at once, and by a digest in the morning for who wants it.
create table app.notification (
  tenant_id uuid not null references app.tenant,
  notification_id uuid not null,
  user_id uuid not null,
  kind text not null,
  dyad_id uuid,
  args jsonb not null default '{}',
  about text,
  created_at timestamptz not null default now(),
  read_at timestamptz,
  mailed_at timestamptz,
  primary key (tenant_id, notification_id)
);

comment on table app.notification is 'dist:tenant. One thing that one person is told. kind and args make the sentence in the reader''s language; about names what must not be told twice while it is unread. notification_id is a UUIDv7, so its order is the order of time. What a notice says of a customer is read again under the policy when it is shown.';

create index notification_of_person on app.notification (tenant_id, user_id, notification_id desc);

create index notification_unread on app.notification (tenant_id, user_id) where read_at is null;

create index notification_unmailed on app.notification (tenant_id, user_id, notification_id) where mailed_at is null and read_at is null;

create unique index notification_about on app.notification (tenant_id, user_id, kind, about) where read_at is null and about is not null;

alter table app.notification enable row level security;

create policy tenant_isolation on app.notification using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.notification to {{runtime}};

