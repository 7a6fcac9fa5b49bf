-- Where one customer stands is looked up row by row by lists and searches: what they filter and order by most is read from the key itself, without the wide row behind it.
alter table app.customer_standing drop constraint customer_standing_pkey,
  add primary key (tenant_id, dyad_id) include (net_contribution_minor, type, tier, stage);
