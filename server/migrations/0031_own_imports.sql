-- Files that fill fields of a firm's own making.
alter table app.staged_party
  add column own jsonb,
  add column own_party jsonb;

alter table app.staged_contact add column own jsonb;

alter table app.staged_record add column own jsonb;

comment on column app.staged_party.own is 'What the row says of the firm''s own fields of the relation, by key; null clears one. own_party: of the company itself.';
