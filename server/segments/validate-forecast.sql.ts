/** The generation that readers see, where it has a model. */
export const targetText = `
  select g.generation, g.as_of, g.facts_hash from app.generation g
  join app.purchase_model m on m.tenant_id = g.tenant_id and m.generation = g.generation
  where g.tenant_id = $1 and g.state = 'current'`

/** Takes over a test of the same facts up to the same day. */
export const copyText = `
  update app.purchase_model m
  set validation_state = o.validation_state, validation = o.validation, warning_quality = o.warning_quality, validated_at = o.validated_at
  from app.purchase_model o
  join app.generation old on old.tenant_id = o.tenant_id and old.generation = o.generation
  join app.generation new on new.tenant_id = o.tenant_id and new.generation = $2
  where m.tenant_id = $1 and m.generation = $2 and o.tenant_id = $1 and o.generation <> $2 and o.validation_state <> 'open'
    and old.facts_hash = new.facts_hash and old.as_of = new.as_of`

export const keepText = `
  update app.purchase_model set validation_state = $3, validation = $4, warning_quality = $5, validated_at = now()
  where tenant_id = $1 and generation = $2`

/** What the test of the present generation's forecast has chosen. */
const chosen = `json_build_object('orders', json_build_object('method', m.validation #> '{choice,chosen,method}', 'clock', m.validation #> '{choice,chosen,clock}'),
  'model', coalesce(m.validation #>> '{choice,model,method}', 'mbgcnbd'))`

const present = `from app.purchase_model m join app.generation g on g.tenant_id = m.tenant_id and g.generation = m.generation
  where m.tenant_id = $1 and g.state = 'current'`

/** The choice that a new generation begins with; while the present one is not tested yet, that which it was itself made with. */
export const choiceText = `
  select choice from (select case m.validation_state when 'done' then ${chosen}::jsonb when 'open' then m.spend -> 'choice' end as choice ${present}) o
  where jsonb_typeof(choice) = 'object'`

/** Whether the present generation was made with another choice than its test came to. */
export const isOutdatedText = `select 1 ${present} and m.validation_state = 'done' and m.spend -> 'choice' is distinct from ${chosen}::jsonb and m.prior <> 'industry'`
