-- Anonymous answers are told in batches of three, so that no figure ever moves by the answer of one person.
alter table app.survey_response add column batch text;

comment on column app.survey_response.batch is 'Of an anonymous answer, those it is shown together with: at least three of one survey and side, of one customer where three or more of it were asked, else of many. It is given when the answer comes and never changes. Null for named answers.';

update app.survey_response r set batch = g.batch
from (select tenant_id, response_id, case when count(*) over (partition by tenant_id, survey_id, side, dyad_id) >= 3 then dyad_id::text else 'all' end || ':before' as batch
  from app.survey_response where is_anonymous) g
where r.tenant_id = g.tenant_id and r.response_id = g.response_id;

create index survey_response_batch on app.survey_response (tenant_id, survey_id, side, batch) where batch is not null;
