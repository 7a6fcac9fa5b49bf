-- What in the schema could not be distributed over the nodes of a cluster (Citus); an empty answer is right. Each table's comment begins with its class: dist:dyad, dist:tenant, dist:reference or dist:local.
with t as (select c.oid, c.relname, c.relforcerowsecurity frls, c.relrowsecurity rls, coalesce(substring(obj_description(c.oid,'pg_class') from 'dist:(\w+)'),'?') k from pg_class c where c.relkind in ('r','p') and c.relnamespace='app'::regnamespace and not c.relispartition),
need as (select oid, relname, k, case k when 'dyad' then array['tenant_id','dyad_id'] when 'tenant' then array['tenant_id'] else '{}' end cols from t),
idx as (select n.relname, i.indexrelid::regclass::text ix, i.indisprimary, n.cols, array(select a.attname::text from unnest(i.indkey::int[]) with ordinality u(an,o) join pg_attribute a on a.attrelid=i.indrelid and a.attnum=u.an where u.o<=i.indnkeyatts) ic from need n join pg_index i on i.indrelid=n.oid and (i.indisunique or i.indisexclusion)),
fk as (select n.relname, c.conname, n.k, n.cols, tn.k tk, tn.relname trel, c.confdeltype, array(select a.attname::text from unnest(c.conkey) u join pg_attribute a on a.attrelid=c.conrelid and a.attnum=u) fc, array(select a.attname::text from unnest(c.confkey) u join pg_attribute a on a.attrelid=c.confrelid and a.attnum=u) tc from need n join pg_constraint c on c.conrelid=n.oid and c.contype='f' join need tn on tn.oid=c.confrelid)
select 'no dist comment' rule, relname obj from need where k='?'
union all select 'no primary key', relname from need n where k<>'?' and not exists(select 1 from idx where idx.relname=n.relname and indisprimary)
union all select 'unique/PK/exclusion misses '||array_to_string(cols,','), ix from idx where not cols <@ ic
union all select 'FK to distributed table misses key columns', conname from fk where tk in('dyad','tenant') and k in ('dyad','tenant') and not ((select array_agg(c) from unnest(cols) c where c = any(case tk when 'dyad' then array['tenant_id','dyad_id'] else array['tenant_id'] end)) <@ fc and (case tk when 'dyad' then array['tenant_id','dyad_id'] else array['tenant_id'] end) <@ tc)
union all select 'FK from a tenant-scoped to an dyad-scoped table (tenant-scoped becomes a reference table in dyad mode)', conname from fk where k='tenant' and tk='dyad'
union all select 'FK from reference/local to distributed', conname from fk where k in('reference','local') and tk in('dyad','tenant')
union all select 'FK ON DELETE SET NULL/DEFAULT', conname from fk where confdeltype in('n','d') and tk in('dyad','tenant')
union all select 'trigger on distributed table', tgname||' on '||n.relname from pg_trigger tg join need n on n.oid=tg.tgrelid where not tgisinternal and n.k in('dyad','tenant')
union all select 'rule', rulename||' on '||n.relname from pg_rewrite r join need n on n.oid=r.ev_class
union all select 'FORCE ROW LEVEL SECURITY (blocks online shard moves)', relname from t where frls
union all select 'key column type differs', n.relname||'.'||a.attname||' '||format_type(a.atttypid,a.atttypmod) from need n join pg_attribute a on a.attrelid=n.oid and a.attname in('tenant_id','dyad_id') and not a.attisdropped where format_type(a.atttypid,a.atttypmod) not in ('integer','bigint','uuid') 
union all select 'inherited (non-partition) table', c.relname from pg_inherits i join pg_class c on c.oid=i.inhrelid where not c.relispartition and c.relnamespace='app'::regnamespace
order by 1,2;
