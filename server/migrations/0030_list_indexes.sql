-- Lists walk an index in their order and leave out what the filters do not want: with what is mostly filtered by beside the order, they need not look at the rows they leave out.
drop index app.customer_standing_value;

create index customer_standing_value on app.customer_standing (tenant_id, net_contribution_minor desc nulls last, dyad_id) include (type, tier, stage);

-- These two stood in the other order of nulls than lists ask for: every page sorted the whole firm.
drop index app.customer_standing_sales;

create index customer_standing_sales on app.customer_standing (tenant_id, net_sales_minor desc nulls last, dyad_id) include (type, tier, stage);

drop index app.customer_standing_orders;

create index customer_standing_orders on app.customer_standing (tenant_id, orders desc nulls last, dyad_id);

drop index app.customer_standing_last_order;

create index customer_standing_last_order on app.customer_standing (tenant_id, last_order desc nulls last, dyad_id) include (type, tier, stage);

drop index app.customer_standing_clv;

create index customer_standing_clv on app.customer_standing (tenant_id, clv_minor desc nulls last, dyad_id) include (type, tier, stage);

drop index app.party_sort_zh;

create index party_sort_zh on app.party (tenant_id, sort_zh) include (party_id, country, region);

drop index app.party_sort_en;

create index party_sort_en on app.party (tenant_id, sort_en) include (party_id, country, region);
