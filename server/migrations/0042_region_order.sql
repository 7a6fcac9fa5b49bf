-- A list of one region, or of a few, in the order of names: each is read from its beginning, not the whole firm's names for those of the region among them.
create index party_region_zh on app.party (tenant_id, region, sort_zh, party_id) where region is not null;

drop index app.party_region;
