-- Who calls, in one statement: every call began with four, two of them to open and close a transaction.

-- What a person is in a firm: their role, the departments below and above theirs, the pools of the firm and the rules on fields. Null where they do not belong to it or are barred.
create function app.member_of(firm uuid, person uuid) returns jsonb
  language plpgsql stable set search_path = app, pg_temp
  as $$
    declare
      facts jsonb;
      own uuid;
      below uuid[];
      above uuid[];
      frontier uuid[];
      up uuid;
    begin
      select m.department_id, jsonb_build_object('role', m.role, 'scope', m.data_scope, 'departmentId', m.department_id,
          'pools', coalesce((
            select jsonb_agg(jsonb_build_object('poolId', p.pool_id,
              'isMine', p.is_open or exists (select 1 from pool_member u where u.tenant_id = p.tenant_id and u.pool_id = p.pool_id and u.member_kind = 'user' and u.member_id = m.user_id),
              'departments', array(select u.member_id from pool_member u where u.tenant_id = p.tenant_id and u.pool_id = p.pool_id and u.member_kind = 'department')))
            from customer_pool p where p.tenant_id = m.tenant_id and p.deleted_at is null), '[]'),
          'rules', (select jsonb_agg(jsonb_build_object('entity', r.entity, 'field', r.field, 'role', r.role, 'applies', r.applies, 'level', r.level))
            from field_rule r where r.tenant_id = m.tenant_id))
        into own, facts
        from membership m where m.tenant_id = firm and m.user_id = person and m.disabled_at is null;
      if facts is null or own is null then return facts; end if;
      -- Level by level, each department once.
      below := array[own];
      frontier := below;
      if facts ->> 'scope' = 'department_tree' then
        loop
          frontier := array(select d.department_id from department d where d.tenant_id = firm and d.parent_id = any(frontier) and d.department_id <> all(below));
          exit when cardinality(frontier) = 0;
          below := below || frontier;
        end loop;
      end if;
      above := array[]::uuid[];
      up := own;
      while up is not null and up <> all(above) loop
        above := above || up;
        up := (select d.parent_id from department d where d.tenant_id = firm and d.department_id = up);
      end loop;
      return facts || jsonb_build_object('below', to_jsonb(below), 'above', to_jsonb(above));
    end
  $$;

revoke all on function app.member_of(uuid, uuid) from public;

grant execute on function app.member_of(uuid, uuid) to {{runtime}};

-- The living session of a token, of which the hash is given, with its user and what that is in the firm where the session works. Runs as the owner of the tables, since no firm is
-- known before: it answers to nobody but who holds the token.
create function app.caller_of(token_hash text, at timestamptz) returns table (session jsonb, membership jsonb)
  language plpgsql stable security definer rows 1 set search_path = app, pg_temp
  as $$ begin
    return query
      select jsonb_build_object('sessionId', s.id, 'userId', s.user_id, 'activeTenantId', s.active_tenant_id, 'seenAt', s.updated_at, 'name', u.name, 'email', u.email,
          'language', u.language, 'theme', u.theme, 'density', u.density),
        case when s.active_tenant_id is not null then app.member_of(s.active_tenant_id, s.user_id) end
      from identity.session s join identity."user" u on u.id = s.user_id
      where s.token = token_hash and s.expires_at > at and u.disabled_at is null;
  end $$;

revoke all on function app.caller_of(text, timestamptz) from public;

grant execute on function app.caller_of(text, timestamptz) to {{runtime}};

-- Lists count within an index: what is filtered by most stands in it.
drop index app.customer_standing_stage;

create index customer_standing_stage on app.customer_standing (tenant_id, stage, dyad_id) include (net_contribution_minor, p_alive, type, tier);

drop index app.customer_standing_type;

create index customer_standing_type on app.customer_standing (tenant_id, type, dyad_id) include (net_contribution_minor, p_alive, stage, tier);

drop index app.customer_standing_clv;

create index customer_standing_clv on app.customer_standing (tenant_id, clv_minor desc nulls last, dyad_id) include (type, tier, stage, net_contribution_minor, p_alive);

create index party_region on app.party (tenant_id, region, party_id) where region is not null;
