-- What is searched by lies together: one narrow row for each customer, and one for each company that is nobody's customer, with whose it is and what it is
-- worth. A search tests and orders its hits on these rows alone. The application keeps them (server/platform/search-entry.sql.ts); docs/decisions/0009 says why.
create table app.search_entry (
  tenant_id uuid not null,
  entry_id uuid not null,
  survivor_id uuid,
  owner_id uuid,
  department_id uuid,
  pool_id uuid,
  net_contribution_minor bigint,
  is_listed boolean not null,
  words text not null,
  primary key (tenant_id, entry_id)
) with (fillfactor = 70);

comment on table app.search_entry is 'dist:tenant. What customers and companies are found by. entry_id: the relation in which a company buys of us, or the company where it has none. survivor_id: the customer that is shown for one that was merged; owner, department, pool, value and is_listed are those of the customer shown. words end with the initials. Room in each page: a new owner or value writes no index.';

alter table app.search_entry enable row level security;

create policy tenant_isolation on app.search_entry using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update, delete on app.search_entry to {{runtime}};

-- What the entries must say, row by row: the application copies from here what it has changed, tests compare. A comparison with coalesce(...) would walk all relations behind
-- row security, so the survivor of a merge is joined apart.
create view app.search_entry_due with (security_invoker = true) as
  select p.tenant_id, coalesce(d.dyad_id, p.party_id) as entry_id, d.merged_into_id as survivor_id,
    case when c.dyad_id is null then d.owner_id else c.owner_id end as owner_id,
    case when c.dyad_id is null then d.department_id else c.department_id end as department_id,
    case when c.dyad_id is null then d.pool_id else c.pool_id end as pool_id,
    case when c.dyad_id is null then s.net_contribution_minor else t.net_contribution_minor end as net_contribution_minor,
    d.dyad_id is not null and case when c.dyad_id is null then not d.is_anonymous and d.deleted_at is null
      else not c.is_anonymous and c.deleted_at is null and c.merged_into_id is null end as is_listed,
    case when d.code <> '' then app.words_of_code(d.code) || ' ' else '' end || p.search_text as words,
    p.party_id, d.dyad_id as own_id
  from app.party p
    left join app.dyad d on d.tenant_id = p.tenant_id and d.buyer_id = p.party_id and d.side = 'sale'
    left join app.dyad c on c.tenant_id = d.tenant_id and c.dyad_id = d.merged_into_id
    left join app.customer_standing s on s.tenant_id = d.tenant_id and s.dyad_id = d.dyad_id
    left join app.customer_standing t on t.tenant_id = c.tenant_id and t.dyad_id = c.dyad_id;

grant select on app.search_entry_due to {{runtime}};

insert into app.search_entry (tenant_id, entry_id, survivor_id, owner_id, department_id, pool_id, net_contribution_minor, is_listed, words)
  select tenant_id, entry_id, survivor_id, owner_id, department_id, pool_id, net_contribution_minor, is_listed, words from app.search_entry_due;

create index search_entry_found_by on app.search_entry using gin (app.numbers_of(app.mark_of(tenant_id), words, split_part(words, ' ', -1)));

alter index app.search_entry_found_by alter column 1 set statistics 0;

drop function app.matching_codes(text[], text[], integer);

drop index app.party_found_by;

drop index app.dyad_found_by;

-- While an import has written customers and not published them, a search looks whether each that it found is published. Else none is hidden, and none is looked up.
alter table app.import add column is_hiding boolean not null default false;

comment on column app.import.is_hiding is 'It has written customers that are not published yet.';

create index import_hiding on app.import (tenant_id) where is_hiding;

update app.import i set is_hiding = true where exists (select 1 from app.dyad d where d.tenant_id = i.tenant_id and d.import_id = i.import_id and not d.is_published);

-- Row security lets an index answer only leakproof operators (0006): this runs as the owner of the table, holds the tenant itself, and gives the columns by which the
-- caller tests what it may see, and nothing that names anybody. A last row of nulls says that there were more than are given.
create function app.matching_customers(grams text[], patterns text[], up_to integer)
  returns table (dyad_id uuid, owner_id uuid, department_id uuid, pool_id uuid, net_contribution_minor bigint)
  language plpgsql stable security definer rows 100 set search_path = app, public
  as $$
    declare
      tenant constant uuid := nullif(current_setting('app.tenant', true), '')::uuid;
      found_by_grams constant boolean := '%' = all (patterns);
      numbers constant bigint[] := array(select app.number_of(gram) from unnest(grams) as gram);
      hiding constant boolean := exists (select 1 from app.import i where i.tenant_id = tenant and i.is_hiding);
      given integer;
    begin
      return query select coalesce(e.survivor_id, e.entry_id), e.owner_id, e.department_id, e.pool_id, e.net_contribution_minor from app.search_entry e
      where e.tenant_id = tenant
        and app.numbers_of(app.mark_of(e.tenant_id), e.words, split_part(e.words, ' ', -1)) @> numbers
        and e.is_listed
        and (found_by_grams or e.words like all (patterns))
        and (not hiding or exists (select 1 from app.dyad d where d.tenant_id = tenant and d.dyad_id = e.entry_id and d.is_published))
      limit up_to;
      get diagnostics given = row_count;
      if given = up_to then return next; end if;
    end
  $$;

-- Companies by their names, and by the codes that they have as customers.
create or replace function app.matching_parties(grams text[], patterns text[], up_to integer) returns setof uuid
  language plpgsql stable security definer rows 100 set search_path = app, public
  as $$
  declare
    numbers constant bigint[] := array(select app.number_of(gram) from unnest(grams) as gram);
  begin
    return query select distinct coalesce(d.buyer_id, e.entry_id)
    from app.search_entry e left join app.dyad d on d.tenant_id = e.tenant_id and d.dyad_id = e.entry_id
    where e.tenant_id = nullif(current_setting('app.tenant', true), '')::uuid
      and app.numbers_of(app.mark_of(e.tenant_id), e.words, split_part(e.words, ' ', -1)) @> numbers
      and e.words like all (patterns)
    limit up_to;
  end $$;

revoke all on function app.matching_customers(text[], text[], integer) from public;

grant execute on function app.matching_customers(text[], text[], integer) to {{runtime}};

create or replace function app.settle_search() returns void
  language plpgsql security definer set search_path = app, pg_temp
  as $$ begin
    perform pg_catalog.gin_clean_pending_list('app.search_entry_found_by');
  end $$;
