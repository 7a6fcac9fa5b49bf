-- Facts about a person stand in the trail under ids of their own: they are erased with the person whom they name.
create or replace function app.erase_from_trail(contact uuid, mark text) returns integer
  language plpgsql security definer set search_path = app, public
  as $$
    declare
      tenant uuid := nullif(current_setting('app.tenant', true), '')::uuid;
      words text[] := app.words_of_contact(contact);
      personal text[] := array['name', 'title', 'department', 'phone', 'email', 'language', 'note', 'custom', 'value', 'source', 'consentNote', 'contactName', 'evidence'];
      entries integer;
    begin
      update app.audit_entry a
      set before = app.without_words(app.without_fields(a.before, personal, mark), words, mark),
        after = app.without_words(app.without_fields(a.after, personal, mark), words, mark)
      where a.tenant_id = tenant and a.entity in ('contact', 'consent', 'contact_limit') and a.entity_id = contact::text;
      get diagnostics entries = row_count;
      update app.audit_entry a
      set before = app.without_words(case when a.entity = 'fact' and contact::text in (a.before ->> 'contactId', a.after ->> 'contactId') then app.without_fields(a.before, personal, mark) else a.before end, words, mark),
        after = app.without_words(case when a.entity = 'fact' and contact::text in (a.before ->> 'contactId', a.after ->> 'contactId') then app.without_fields(a.after, personal, mark) else a.after end, words, mark)
      where a.tenant_id = tenant and a.dyad_id in (select app.dyads_of_contact(contact)) and (a.before is not null or a.after is not null)
        and ((a.entity = 'fact' and contact::text in (a.before ->> 'contactId', a.after ->> 'contactId'))
          or exists (select 1 from unnest(words) as w (word) where position(w.word in coalesce(a.before::text, '') || coalesce(a.after::text, '')) > 0));
      update app.merge_change m
      set before = app.without_words(app.without_fields(m.before, personal, mark), words, mark),
        after = app.without_words(app.without_fields(m.after, personal, mark), words, mark)
      where m.tenant_id = tenant and m.entity_id = contact;
      update app.consent_entry e set evidence = null, note = null, how = mark where e.tenant_id = tenant and e.contact_id = contact;
      return entries;
    end
  $$;
