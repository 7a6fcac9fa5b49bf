-- After a bulk write the planner knows nothing of the new rows until autovacuum comes by, and takes a table of half a million rows for an empty one.
-- The run-time role owns no table and so may not ANALYZE; this function does it in the owner's name, for our tables alone.
create function app.refresh_statistics(table_names text[]) returns void
  language plpgsql security definer set search_path = app, pg_temp
  as $$
    declare found text; begin
      for found in
        select c.relname from pg_catalog.pg_class c
        where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'p') and c.relname = any (table_names) order by c.relname
      loop execute pg_catalog.format('analyze app.%I', found); end loop; end
  $$;

revoke all on function app.refresh_statistics(text[]) from public;

grant execute on function app.refresh_statistics(text[]) to {{runtime}};
