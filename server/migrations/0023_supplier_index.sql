-- Who supplies us is looked up by the seller; on the sales side that is always our own company, so the index of all sellers says nothing.
create index dyad_supplier on app.dyad (tenant_id, seller_id, dyad_id) where side = 'supply';
