/** One customer is scored alone by one at a time. */
export const lockDyadText = `select pg_advisory_xact_lock(732022, hashtext($1))`

/** What the generation that readers see was made with, its last day, and the table frozen there. */
export const groundText = `
  select g.generation, g.as_of, g.first_fact, g.settings, g.sources, r.kind, r.percentile_table, t.time_zone
  from app.generation g
  join app.tenant t on t.tenant_id = g.tenant_id
  join app.classification_run r on r.tenant_id = g.tenant_id and r.generation = g.generation and r.as_of = g.as_of
  where g.tenant_id = $1 and g.state = 'current'`

/** Where a customer stood at the last month-end: what it carries over until the next. */
export const heldText = `
  select c.headroom, c.current_band, c.potential_band, c.type from app.classification c
  join app.classification_run r on r.tenant_id = c.tenant_id and r.generation = c.generation and r.as_of = c.as_of and r.kind = 'month_end'
  where c.tenant_id = $1 and c.dyad_id = $2 and c.generation = $3 order by c.as_of desc limit 1`

/** The type set by hand that counts: the latest of those that have not ended. */
export const overrideText = `
  select type, starts_on, expires_on from app.type_override
  where tenant_id = $1 and dyad_id = $2 and ended_at is null order by created_at desc, override_id desc limit 1`

export const keptLossText = `select s.future -> 'loss' as loss from app.customer_standing s where s.tenant_id = $1 and s.dyad_id = $2`

/** A customer that was lost has ordered again. */
export const returnText = `
  update app.churn_event set returned_on = $4 where tenant_id = $1 and dyad_id = $2 and generation = $3 and kind = 'churned' and returned_on is null
    and happened_on < $4`
