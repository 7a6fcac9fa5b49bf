-- The number of a company is read with its file: it was read later, which wrote each company and all that it is found by once more.
alter table app.staged_party
  add column phone_read text,
  add column phone_e164 text;

-- Seller and buyer of a relation are companies of its tenant, and those refer to the tenant: to ask again for each relation said nothing more.
alter table app.dyad drop constraint dyad_tenant_id_fkey;

-- Initials are read by their bytes as words are.
create or replace function app.numbers_of(mark text, words text, initials text) returns bigint[] language plpgsql immutable parallel safe cost 10000
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
      size := length(initials);
      if octet_length(initials) = size then
        signs := convert_to(initials, 'UTF8');
        for at in 1 .. size - 1 loop
          numbers[place + at] := base + (get_byte(signs, at - 1)::bigint << 21) + get_byte(signs, at);
        end loop;
      else
        for at in 1 .. size - 1 loop
          numbers[place + at] := base + (ascii(substr(initials, at, 1))::bigint << 21) + ascii(substr(initials, at + 1, 1));
        end loop;
      end if;
      return numbers;
    end
  $$;
