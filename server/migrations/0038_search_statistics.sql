-- What is searched by is found by index alone: no figures of how frequent each of its millions of entries is are gathered, which took longer than to gather all others of a table.
alter index app.party_found_by alter column 1 set statistics 0;

alter index app.dyad_found_by alter column 1 set statistics 0;

alter index app.contact_found_by alter column 1 set statistics 0;

alter index app.item_found_by alter column 1 set statistics 0;

