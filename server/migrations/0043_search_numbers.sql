-- Parties and codes are found by numbers instead of texts: the same entries, but a third less work for each that is written, and half the size.

-- Texts of Latin letters alone need no normalizing.
create or replace function app.fold_words(given text) returns text language sql immutable parallel safe
  as $$ select case when given is null or given = '' then '' else btrim(regexp_replace(lower(case when octet_length(given) = length(given) then given else normalize(given, NFKC) end), '[^[:alnum:]]+', ' ', 'g')) end $$;

-- A code without signs inside it stands there once.
create or replace function app.words_of_code(code text) returns text language sql immutable parallel safe
  as $$ select app.fold_words(code) || case when strpos(app.fold_words(code), ' ') > 0 then ' ' || replace(app.fold_words(code), ' ', '') else '' end $$;

-- Twenty bits of the tenant's mark before the 43 of an entry: tenants whose bits are the same share entries, and those who search look at the tenant of each row.
create function app.numbers_from(mark text) returns bigint language sql immutable parallel safe
  as $$ select ('x' || left(mark, 5))::bit(20)::bigint << 43 $$;

-- The number of one entry of app.grams_of, its mark before it: one or two letters by their code points, three Latin letters or digits by seven bits each.
create function app.number_of(gram text) returns bigint language sql immutable parallel safe
  as $$
    select app.numbers_from(left(gram, 8)) + case length(gram)
      when 9 then ascii(right(gram, 1))::bigint << 21
      when 10 then (ascii(substr(gram, 9, 1))::bigint << 21) + ascii(right(gram, 1))
      else (1::bigint << 42) + (ascii(substr(gram, 9, 1)) << 14) + (ascii(substr(gram, 10, 1)) << 7) + ascii(substr(gram, 11, 1))
    end
  $$;

-- The entries of app.grams_of as numbers, without a text for each. The cost keeps the planner from reckoning the entries of row after row anew instead of asking the index.
create function app.numbers_of(mark text, words text, initials text) returns bigint[] language plpgsql immutable parallel safe cost 10000
  as $$
    declare
      numbers bigint[] := '{}';
      base constant bigint := app.numbers_from(mark);
      three constant bigint := base + (1::bigint << 42);
      place integer := 0;
      size integer;
      word text;
      signs bytea;
      letter integer;
      last integer;
      before integer;
    begin
      foreach word in array string_to_array(words, ' ') loop
        size := length(word);
        continue when size = 0;
        if octet_length(word) = size then
          signs := convert_to(word, 'UTF8');
          numbers[place + 1] := base + (get_byte(signs, 0)::bigint << 21);
          if size > 1 then numbers[place + 2] := base + (get_byte(signs, 0)::bigint << 21) + get_byte(signs, 1); end if;
          for at in 2 .. size - 1 loop
            numbers[place + at + 1] := three + ((get_byte(signs, at - 2) << 14) + (get_byte(signs, at - 1) << 7) + get_byte(signs, at));
          end loop;
          place := place + size;
        else
          last := 128;
          before := 128;
          for at in 1 .. size loop
            letter := ascii(substr(word, at, 1));
            if at = 1 or letter > 127 then
              place := place + 1;
              numbers[place] := base + (letter::bigint << 21);
            end if;
            if at = 2 or at > 2 and (letter > 127 or last > 127) then
              place := place + 1;
              numbers[place] := base + (last::bigint << 21) + letter;
            end if;
            if letter < 128 and last < 128 and before < 128 then
              place := place + 1;
              numbers[place] := three + ((before << 14) + (last << 7) + letter);
            end if;
            before := last;
            last := letter;
          end loop;
        end if;
      end loop;
      for at in 1 .. length(initials) - 1 loop
        numbers[place + at] := base + (ascii(substr(initials, at, 1))::bigint << 21) + ascii(substr(initials, at + 1, 1));
      end loop;
      return numbers;
    end
  $$;

drop index app.party_found_by;

create index party_found_by on app.party using gin (app.numbers_of(app.mark_of(tenant_id), search_text, replace(initials, ' ', '')));

alter index app.party_found_by alter column 1 set statistics 0;

drop index app.dyad_found_by;

create index dyad_found_by on app.dyad using gin (app.numbers_of(app.mark_of(tenant_id), app.words_of_code(code), ''));

alter index app.dyad_found_by alter column 1 set statistics 0;

create or replace function app.matching_parties(grams text[], patterns text[], up_to integer) returns setof uuid
  language plpgsql stable security definer rows 100 set search_path = app, public
  as $$
  declare
    numbers constant bigint[] := array(select app.number_of(gram) from unnest(grams) as gram);
  begin
    return query select p.party_id from app.party p
    where p.tenant_id = nullif(current_setting('app.tenant', true), '')::uuid
      and app.numbers_of(app.mark_of(p.tenant_id), p.search_text, replace(p.initials, ' ', '')) @> numbers
      and p.search_text like all (patterns)
    limit up_to;
  end $$;

create or replace function app.matching_codes(grams text[], patterns text[], up_to integer) returns setof uuid
  language plpgsql stable security definer rows 10 set search_path = app, public
  as $$
  declare
    numbers constant bigint[] := array(select app.number_of(gram) from unnest(grams) as gram);
  begin
    return query select d.dyad_id from app.dyad d
    where d.tenant_id = nullif(current_setting('app.tenant', true), '')::uuid
      and app.numbers_of(app.mark_of(d.tenant_id), app.words_of_code(d.code), '') @> numbers
      and app.words_of_code(d.code) like all (patterns)
    limit up_to;
  end $$;
