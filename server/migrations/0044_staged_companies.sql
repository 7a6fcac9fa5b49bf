-- Files of companies bring ids and keys of names with them as they are read: matching then writes the rows alone that are known.
alter table app.staged_party add column is_joined boolean not null default false;

comment on column app.staged_party.is_joined is 'A new relation with a company that was found by its credit code: party_id is that company''s.';
