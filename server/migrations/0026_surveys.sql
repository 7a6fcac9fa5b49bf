-- Surveys of both sides, what is expected, what it is worth, and where perception and measure disagree (DOMAIN sections 2, 5 and 8).
create table app.survey_template (
  tenant_id uuid not null references app.tenant,
  key text not null,
  version integer not null check (version > 0),
  kind text not null check (kind in ('relationship', 'logistics', 'delivered_value', 'after_delivery', 'after_concern', 'other')),
  name_zh text not null,
  name_en text not null,
  questions jsonb not null,
  is_current boolean not null default true,
  deleted_at timestamptz,
  author_id uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, key, version)
);

comment on table app.survey_template is 'dist:tenant. Questions to begin a survey with, in both languages. A version never changes once written but for is_current and deleted_at; a firm without a row of a key works with that of core/relationships/survey-templates.ts, version 0.';

alter table app.survey_template enable row level security;

create policy tenant_isolation on app.survey_template using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update on app.survey_template to {{runtime}};


create table app.survey (
  tenant_id uuid not null references app.tenant,
  survey_id uuid not null,
  kind text not null check (kind in ('relationship', 'logistics', 'delivered_value', 'after_delivery', 'after_concern', 'other')),
  state text not null default 'draft' check (state in ('draft', 'running', 'closed', 'withdrawn')),
  title_zh text not null,
  title_en text not null,
  intro_zh text not null default '',
  intro_en text not null default '',
  questions jsonb not null,
  template_key text,
  template_version integer,
  is_anonymous boolean not null default false,
  after_event text check (after_event in ('delivery', 'concern')),
  events_since date,
  ends_on date not null,
  quiet_days smallint not null default 30 check (quiet_days between 0 and 365),
  remind_after_days smallint check (remind_after_days between 1 and 60),
  most_reminders smallint not null default 1 check (most_reminders between 0 and 5),
  started_on date,
  closed_on date,
  author_id uuid,
  deleted_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, survey_id)
);

comment on table app.survey is 'dist:tenant. Questions put to customers, to our own people, or to both. They are fixed once it runs. after_event: invitations are made by themselves after that event, of events since events_since. quiet_days: a person is not asked again within these days. ends_on: the last day on which its links are good.';

create index survey_newest on app.survey (tenant_id, created_at desc, survey_id) where deleted_at is null;

alter table app.survey enable row level security;

create policy tenant_isolation on app.survey using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update on app.survey to {{runtime}};


create table app.survey_invitation (
  tenant_id uuid not null,
  dyad_id uuid not null,
  invitation_id uuid not null,
  survey_id uuid not null,
  side text not null check (side in ('theirs', 'ours')),
  contact_id uuid,
  user_id uuid,
  token_hash text not null,
  state text not null default 'open' check (state in ('open', 'used', 'withdrawn')),
  event_key text not null default '',
  event_on date,
  used_on date,
  sent_at timestamptz,
  send_error text,
  reminders smallint not null default 0,
  reminded_at timestamptz,
  author_id uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, dyad_id, invitation_id),
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id) on delete cascade,
  foreign key (tenant_id, survey_id) references app.survey (tenant_id, survey_id)
);

comment on table app.survey_invitation is 'dist:dyad. One person asked about one dyad, by one link that is good once; of the link only the hash is kept. side: theirs = a contact of the other party, ours = a person of the firm. used_on stays empty in an anonymous survey: that the link was used is known, not when.';

create unique index survey_invitation_person on app.survey_invitation (tenant_id, dyad_id, survey_id, event_key, (coalesce(contact_id, user_id))) where state <> 'withdrawn';

create index survey_invitation_survey on app.survey_invitation (tenant_id, survey_id, invitation_id);

create index survey_invitation_token on app.survey_invitation (tenant_id, token_hash);

create index survey_invitation_contact on app.survey_invitation (tenant_id, contact_id, created_at desc) where contact_id is not null;

alter table app.survey_invitation enable row level security;

create policy tenant_isolation on app.survey_invitation using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.survey_invitation to {{runtime}};


create table app.survey_response (
  tenant_id uuid not null,
  dyad_id uuid not null,
  response_id uuid not null,
  survey_id uuid not null,
  side text not null check (side in ('theirs', 'ours')),
  is_anonymous boolean not null default false,
  invitation_id uuid,
  contact_id uuid,
  user_id uuid,
  answered_on date not null,
  answered_at timestamptz,
  answers jsonb not null,
  primary key (tenant_id, dyad_id, response_id),
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id) on delete cascade,
  foreign key (tenant_id, survey_id) references app.survey (tenant_id, survey_id),
  constraint survey_response_anonymous check (not is_anonymous or (invitation_id is null and contact_id is null and user_id is null and answered_at is null))
);

comment on table app.survey_response is 'dist:dyad. The answers of one person, by the id of the question. Of an anonymous survey they carry neither person nor link, and no time finer than the day; response_id is then a random UUID, not one that tells its time.';

create index survey_response_survey on app.survey_response (tenant_id, survey_id, answered_on);

create index survey_response_day on app.survey_response (tenant_id, dyad_id, answered_on desc);

alter table app.survey_response enable row level security;

create policy tenant_isolation on app.survey_response using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, delete on app.survey_response to {{runtime}};


create table app.survey_rating (
  tenant_id uuid not null,
  dyad_id uuid not null,
  rating_id uuid not null,
  what text not null check (what in ('expectation', 'value')),
  dimension text not null,
  value double precision not null check (value between 0 and 100),
  observed_on date not null,
  source text not null,
  note text,
  author_id uuid,
  withdrawn_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, dyad_id, rating_id),
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id) on delete cascade
);

comment on table app.survey_rating is 'dist:dyad. What a customer expects of a service dimension, or how it sees a part of the delivered value, as a person learned it outside of a survey: points of 100 with day and source. The newest of a dimension that is not withdrawn counts.';

alter table app.survey_rating enable row level security;

create policy tenant_isolation on app.survey_rating using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.survey_rating to {{runtime}};


create table app.survey_alert (
  tenant_id uuid not null,
  dyad_id uuid not null,
  alert_id uuid not null,
  dimension text not null,
  perceived double precision not null,
  measured double precision not null,
  answers integer not null,
  events integer not null,
  opened_on date not null,
  closed_on date,
  looked_at timestamptz,
  looked_by uuid,
  note text,
  primary key (tenant_id, dyad_id, alert_id),
  foreign key (tenant_id, dyad_id) references app.dyad (tenant_id, dyad_id) on delete cascade
);

comment on table app.survey_alert is 'dist:dyad. Perception and measure of a service dimension disagree by the rule of core/relationships/service-quality.ts. Open until they no longer do. looked_at: somebody has looked into it, and says in note what it was.';

create unique index survey_alert_open on app.survey_alert (tenant_id, dyad_id, dimension) where closed_on is null;

create index survey_alert_newest on app.survey_alert (tenant_id, opened_on desc, alert_id);

alter table app.survey_alert enable row level security;

create policy tenant_isolation on app.survey_alert using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.survey_alert to {{runtime}};


alter table app.dyad_evidence add column survey_id uuid;

comment on column app.dyad_evidence.survey_id is 'The survey whose answers this evidence is made of; it is made anew, and the older withdrawn, when more answers come.';

create index dyad_evidence_survey on app.dyad_evidence (tenant_id, dyad_id, survey_id) where survey_id is not null;
