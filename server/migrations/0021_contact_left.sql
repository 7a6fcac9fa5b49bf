-- A person may leave their firm without our knowing where they went.
alter table app.contact
  add column ended_on date,
  add column party_role text;
