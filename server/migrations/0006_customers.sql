-- Finding and sorting customers by what people type: part of a name, pinyin, initials, a code. Everything here is derived by the database itself, so that no import has to keep it up.
create function app.fold_words(given text) returns text language sql immutable parallel safe
  as $$ select btrim(regexp_replace(lower(normalize(coalesce(given, ''), NFKC)), '[^[:alnum:]]+', ' ', 'g')) $$;

create function app.words_of_party(name text, name_en text, short_name text, pinyin text, initials text) returns text language sql immutable parallel safe
  as $$ select app.fold_words(name) || ' ' || app.fold_words(name_en) || ' ' || app.fold_words(short_name) || ' ' || replace(app.fold_words(pinyin), ' ', '') || ' ' || replace(app.fold_words(initials), ' ', '') $$;

-- What a text can be found by: each Chinese character and pair, each three Latin letters or digits in a row, how words begin, and every pair of the initials.
-- The mark is a piece of the tenant's id, so that one index holds many tenants and a search touches its own entries alone.
create function app.grams_of(mark text, words text, initials text) returns text[] language sql immutable parallel safe
  as $$
    select coalesce(array_agg(distinct mark || gram), '{}')
    from (
      select unnest(array[
        case when at = 1 or octet_length(substr(word, at, 1)) > 1 then substr(word, at, 1) end,
        case when length(substr(word, at, 2)) = 2 and (at = 1 or octet_length(substr(word, at, 2)) > 2) then substr(word, at, 2) end,
        case when length(substr(word, at, 3)) = 3 and octet_length(substr(word, at, 3)) = 3 then substr(word, at, 3) end
      ]) as gram
      from unnest(string_to_array(words, ' ')) as word, generate_series(1, length(word)) as at
      union all
      select substr(initials, at, 2) from generate_series(1, length(initials) - 1) as at
    ) as found
    where gram is not null
  $$;

-- A code is found with and without the signs inside it: C-0012 by c-0012 and by c0012.
create function app.words_of_code(code text) returns text language sql immutable parallel safe
  as $$ select app.fold_words(code) || ' ' || replace(app.fold_words(code), ' ', '') $$;

create function app.mark_of(tenant uuid) returns text language sql immutable parallel safe
  as $$ select right(tenant::text, 8) $$;

alter table app.party
  add column search_text text generated always as (app.words_of_party(name, name_en, short_name, pinyin, initials)) stored,
  add column sort_zh text generated always as (case when pinyin = '' then app.fold_words(name) else lower(pinyin) end) stored,
  add column sort_en text generated always as (case when app.fold_words(name_en) <> '' then app.fold_words(name_en) when pinyin = '' then app.fold_words(name) else lower(pinyin) end) stored;

create index party_sort_zh on app.party (tenant_id, sort_zh);

create index party_sort_en on app.party (tenant_id, sort_en);

create index party_found_by on app.party using gin (app.grams_of(app.mark_of(tenant_id), search_text, replace(initials, ' ', ''))) with (gin_pending_list_limit = 512);

create index dyad_found_by on app.dyad using gin (app.grams_of(app.mark_of(tenant_id), app.words_of_code(code), '')) with (gin_pending_list_limit = 512);

create index contact_found_by on app.contact using gin (app.grams_of(app.mark_of(tenant_id), app.words_of_party(name, email, phone, pinyin, initials), replace(initials, ' ', ''))) with (gin_pending_list_limit = 512);

create index item_found_by on app.item using gin (app.grams_of(app.mark_of(tenant_id), app.words_of_party(name, name_en, code, '', ''), '')) with (gin_pending_list_limit = 512);

-- Row security lets an index answer only leakproof operators, and array containment is none. These functions run as the owner of the tables, hold the tenant themselves, and
-- give nothing but keys; the caller joins them to rows that it may see.
create function app.matching_parties(grams text[], patterns text[], up_to integer) returns setof uuid
  language sql stable security definer rows 100 set search_path = app, public
  as $$
    select p.party_id from app.party p
    where p.tenant_id = nullif(current_setting('app.tenant', true), '')::uuid
      and app.grams_of(app.mark_of(p.tenant_id), p.search_text, replace(p.initials, ' ', '')) @> grams
      and p.search_text like all (patterns)
    limit up_to
  $$;

create function app.matching_codes(grams text[], patterns text[], up_to integer) returns setof uuid
  language sql stable security definer rows 10 set search_path = app, public
  as $$
    select d.dyad_id from app.dyad d
    where d.tenant_id = nullif(current_setting('app.tenant', true), '')::uuid
      and app.grams_of(app.mark_of(d.tenant_id), app.words_of_code(d.code), '') @> grams
      and app.words_of_code(d.code) like all (patterns)
    limit up_to
  $$;

create function app.matching_contacts(grams text[], patterns text[], up_to integer) returns setof uuid
  language sql stable security definer rows 10 set search_path = app, public
  as $$
    select c.contact_id from app.contact c
    where c.tenant_id = nullif(current_setting('app.tenant', true), '')::uuid
      and app.grams_of(app.mark_of(c.tenant_id), app.words_of_party(c.name, c.email, c.phone, c.pinyin, c.initials), replace(c.initials, ' ', '')) @> grams
      and app.words_of_party(c.name, c.email, c.phone, c.pinyin, c.initials) like all (patterns)
    limit up_to
  $$;

create function app.matching_items(grams text[], patterns text[], up_to integer) returns setof uuid
  language sql stable security definer rows 10 set search_path = app, public
  as $$
    select i.item_id from app.item i
    where i.tenant_id = nullif(current_setting('app.tenant', true), '')::uuid
      and app.grams_of(app.mark_of(i.tenant_id), app.words_of_party(i.name, i.name_en, i.code, '', ''), '') @> grams
      and app.words_of_party(i.name, i.name_en, i.code, '', '') like all (patterns)
    limit up_to
  $$;

revoke all on function app.matching_parties(text[], text[], integer), app.matching_codes(text[], text[], integer), app.matching_contacts(text[], text[], integer), app.matching_items(text[], text[], integer) from public;

grant execute on function app.matching_parties(text[], text[], integer), app.matching_codes(text[], text[], integer), app.matching_contacts(text[], text[], integer), app.matching_items(text[], text[], integer) to {{runtime}};

create index customer_standing_stage on app.customer_standing (tenant_id, stage, dyad_id);

create index customer_standing_orders on app.customer_standing (tenant_id, orders desc, dyad_id);

create index customer_standing_recency on app.customer_standing (tenant_id, recency desc nulls last, dyad_id);

create index customer_standing_first_order on app.customer_standing (tenant_id, first_order desc nulls last, dyad_id);

create index party_place on app.party (tenant_id, country, region);

create index dyad_list on app.dyad (tenant_id, created_at desc, dyad_id);

create index delivery_carrier on app.delivery (tenant_id, carrier_id) where carrier_id is not null;

create index item_supplier on app.item (tenant_id, supplier_id) where supplier_id is not null;
