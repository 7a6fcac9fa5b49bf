-- Personal data of contacts: consent, limits, what is kept how long, what people ask for; history of a customer and the recycle bin (DOMAIN section 7).
create index audit_entry_dyad on app.audit_entry (tenant_id, dyad_id, audit_id desc) where dyad_id is not null;

create table app.consent_entry (
  tenant_id uuid not null,
  contact_id uuid not null,
  entry_id uuid not null,
  channel text not null check (channel in ('phone', 'email', 'wechat', 'sms', 'mail', 'visit', 'personal')),
  purpose text not null check (purpose in ('business', 'marketing', 'survey', 'relationship')),
  basis text not null check (basis in ('consent', 'contract', 'legal_duty', 'published', 'other')),
  decision text not null check (decision in ('given', 'withdrawn')),
  decided_on date not null,
  how text not null,
  evidence text,
  text_version integer,
  note text,
  author_id uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, contact_id, entry_id),
  foreign key (tenant_id, contact_id) references app.contact (tenant_id, contact_id) on delete cascade
);

comment on table app.consent_entry is 'dist:tenant. The ledger of consent: append-only for the run-time role; the newest entry of a contact, channel and purpose holds (entry_id is a UUIDv7). channel personal: private facts about the person. text_version: of privacy_settings, whose text the person agreed to.';

alter table app.consent_entry enable row level security;

create policy tenant_isolation on app.consent_entry using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert on app.consent_entry to {{runtime}};


create table app.contact_limit (
  tenant_id uuid not null,
  contact_id uuid not null,
  blocked text[] not null default '{}' check (blocked <@ array['phone', 'email', 'wechat', 'sms', 'mail', 'visit']),
  is_restricted boolean not null default false,
  max_per_week smallint check (max_per_week between 0 and 100),
  reason text,
  author_id uuid,
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, contact_id),
  foreign key (tenant_id, contact_id) references app.contact (tenant_id, contact_id) on delete cascade
);

comment on table app.contact_limit is 'dist:tenant. How a person may not be approached. blocked: channels; is_restricted: their data is kept and not used. max_per_week: their own limit instead of the firm''s.';

alter table app.contact_limit enable row level security;

create policy tenant_isolation on app.contact_limit using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.contact_limit to {{runtime}};


create table app.privacy_settings (
  tenant_id uuid not null references app.tenant,
  version integer not null check (version > 0),
  settings jsonb not null,
  note text,
  author_id uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, version)
);

comment on table app.privacy_settings is 'dist:tenant. Deadline of requests, contacts a week, text of consent, months that each kind of data is kept. A version never changes once written; a firm without a row works with the defaults of core/dyads/retention.ts, version 0.';

alter table app.privacy_settings enable row level security;

create policy tenant_isolation on app.privacy_settings using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert on app.privacy_settings to {{runtime}};


create table app.retention_run (
  tenant_id uuid not null references app.tenant,
  run_id uuid not null,
  settings_version integer not null,
  until_day date not null,
  planned jsonb not null,
  erased jsonb,
  author_id uuid,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (tenant_id, run_id)
);

comment on table app.retention_run is 'dist:tenant. One approved erasing of what was kept long enough: counts by kind as they were shown before (planned) and as they were erased.';

alter table app.retention_run enable row level security;

create policy tenant_isolation on app.retention_run using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update on app.retention_run to {{runtime}};


create table app.person_request (
  tenant_id uuid not null,
  request_id uuid not null,
  contact_id uuid not null,
  kind text not null check (kind in ('access', 'correct', 'export', 'erase', 'restrict')),
  state text not null default 'open' check (state in ('open', 'done', 'refused')),
  received_on date not null,
  due_on date not null,
  received_by text not null,
  details text,
  identity_checked_on date,
  identity_note text,
  result text,
  steps jsonb not null default '[]',
  owner_id uuid,
  author_id uuid,
  closed_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, request_id),
  foreign key (tenant_id, contact_id) references app.contact (tenant_id, contact_id) on delete cascade,
  check ((state = 'open') = (closed_at is null))
);

comment on table app.person_request is 'dist:tenant. What a person asks for about their data, with its deadline. steps: what was done, {at, userId, text}, in order. received_by: the way it came.';

create index person_request_due on app.person_request (tenant_id, due_on, request_id) where state = 'open';

create index person_request_contact on app.person_request (tenant_id, contact_id);

alter table app.person_request enable row level security;

create policy tenant_isolation on app.person_request using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update on app.person_request to {{runtime}};


alter table app.contact add column erased_at timestamptz;

comment on column app.contact.erased_at is 'Since when nothing of the person is left but the id that records point to.';

-- The recycle bin reads what is deleted, the newest first.
create index dyad_deleted on app.dyad (tenant_id, deleted_at desc) where deleted_at is not null;

create index contact_deleted on app.contact (tenant_id, deleted_at desc) where deleted_at is not null;

create index activity_deleted on app.activity (tenant_id, deleted_at desc) where deleted_at is not null;

create index task_deleted on app.task (tenant_id, deleted_at desc) where deleted_at is not null;

create index opportunity_deleted on app.opportunity (tenant_id, deleted_at desc) where deleted_at is not null;

create index agreement_deleted on app.agreement (tenant_id, deleted_at desc) where deleted_at is not null;

create index concern_deleted on app.concern (tenant_id, deleted_at desc) where deleted_at is not null;

create index need_deleted on app.need (tenant_id, deleted_at desc) where deleted_at is not null;

create index party_site_deleted on app.party_site (tenant_id, deleted_at desc) where deleted_at is not null;

create index billing_title_deleted on app.billing_title (tenant_id, deleted_at desc) where deleted_at is not null;


-- Texts inside a document with words of a person replaced; names of fields stay.
create function app.without_words(given jsonb, words text[], mark text) returns jsonb language plpgsql immutable parallel safe
  as $$
    declare
      word text;
      told text;
    begin
      case jsonb_typeof(given)
        when 'string' then
          told := given #>> '{}';
          foreach word in array words loop
            told := replace(told, word, mark);
          end loop;
          return to_jsonb(told);
        when 'object' then
          return (select coalesce(jsonb_object_agg(e.key, app.without_words(e.value, words, mark)), '{}') from jsonb_each(given) e);
        when 'array' then
          return (select coalesce(jsonb_agg(app.without_words(e.value, words, mark) order by e.ordinality), '[]') from jsonb_array_elements(given) with ordinality e);
        else
          return given;
      end case;
    end
  $$;

create function app.without_fields(given jsonb, fields text[], mark text) returns jsonb language sql immutable parallel safe
  as $$
    select case when jsonb_typeof(given) = 'object' then (
      select coalesce(jsonb_object_agg(e.key, case when e.key = any (fields) and e.value <> 'null' then to_jsonb(mark) else e.value end), '{}') from jsonb_each(given) e
    ) else given end
  $$;

-- The customers and suppliers that a person belongs or belonged to, those merged away among them.
create function app.dyads_of_contact(contact uuid) returns setof uuid language sql stable
  set search_path = app, public
  as $$
    with tenant as (select nullif(current_setting('app.tenant', true), '')::uuid as id),
    parties as (
      select c.party_id from app.contact c, tenant where c.tenant_id = tenant.id and c.contact_id = contact
      union
      select l.party_id from app.contact_party l, tenant where l.tenant_id = tenant.id and l.contact_id = contact
    ),
    related as (
      select party_id from parties
      union
      select p.merged_into_id from app.party p, tenant where p.tenant_id = tenant.id and p.party_id in (select party_id from parties) and p.merged_into_id is not null
      union
      select p.party_id from app.party p, tenant where p.tenant_id = tenant.id and p.merged_into_id in (select party_id from parties)
    )
    select d.dyad_id from app.dyad d, tenant where d.tenant_id = tenant.id and d.buyer_id in (select party_id from related) and d.side = 'sale'
    union
    select d.dyad_id from app.dyad d, tenant where d.tenant_id = tenant.id and d.seller_id in (select party_id from related) and d.side = 'supply'
  $$;

-- What a person can be recognised by in texts: name, number and address as they are and as they once were. A name that a colleague at the same customers bears too is left alone.
create function app.words_of_contact(contact uuid) returns text[] language sql stable
  set search_path = app, public
  as $$
    with tenant as (select nullif(current_setting('app.tenant', true), '')::uuid as id),
    told as (
      select c.name, c.phone, c.email, c.phone_e164 from app.contact c, tenant where c.tenant_id = tenant.id and c.contact_id = contact
      union all
      select side ->> 'name', side ->> 'phone', side ->> 'email', null
      from tenant, app.audit_entry a cross join lateral (values (a.before), (a.after)) as sides (side)
      where a.tenant_id = tenant.id and a.entity = 'contact' and a.entity_id = contact::text and jsonb_typeof(side) = 'object'
    ),
    words as (
      select name as word from told where not exists (
        select 1 from app.contact o, tenant where o.tenant_id = tenant.id and o.contact_id <> contact and o.name = told.name and o.deleted_at is null
          and o.party_id in (select case when d.side = 'sale' then d.buyer_id else d.seller_id end from app.dyad d where d.tenant_id = tenant.id and d.dyad_id in (select app.dyads_of_contact(contact))))
      union select phone from told union select email from told union select phone_e164 from told
    )
    select coalesce(array_agg(word order by length(word) desc, word), '{}') from words where length(word) >= 2
  $$;

-- The one way in which the trail changes: what it tells of a person who is to be erased is replaced by a mark. Which words these are, the function reads itself.
create function app.erase_from_trail(contact uuid, mark text) returns integer
  language plpgsql security definer set search_path = app, public
  as $$
    declare
      tenant uuid := nullif(current_setting('app.tenant', true), '')::uuid;
      words text[] := app.words_of_contact(contact);
      personal text[] := array['name', 'title', 'department', 'phone', 'email', 'language', 'note', 'custom', 'value', 'consentNote', 'evidence'];
      entries integer;
    begin
      update app.audit_entry a
      set before = app.without_words(case when a.entity in ('contact', 'consent') and a.entity_id = contact::text then app.without_fields(a.before, personal, mark) else a.before end, words, mark),
        after = app.without_words(case when a.entity in ('contact', 'consent') and a.entity_id = contact::text then app.without_fields(a.after, personal, mark) else a.after end, words, mark)
      where a.tenant_id = tenant
        and (a.before is not null or a.after is not null)
        and ((a.entity in ('contact', 'consent') and a.entity_id = contact::text)
          or (a.dyad_id in (select app.dyads_of_contact(contact))
            and exists (select 1 from unnest(words) as w (word) where position(w.word in coalesce(a.before::text, '') || coalesce(a.after::text, '')) > 0)));
      get diagnostics entries = row_count;
      update app.merge_change m
      set before = app.without_words(app.without_fields(m.before, personal, mark), words, mark),
        after = app.without_words(app.without_fields(m.after, personal, mark), words, mark)
      where m.tenant_id = tenant and m.entity_id = contact;
      update app.consent_entry e set evidence = null, note = null, how = mark where e.tenant_id = tenant and e.contact_id = contact;
      return entries;
    end
  $$;

revoke all on function app.erase_from_trail(uuid, text) from public;

grant execute on function app.erase_from_trail(uuid, text) to {{runtime}};
