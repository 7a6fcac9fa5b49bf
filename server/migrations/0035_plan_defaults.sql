-- What a plan has not chosen a play for is unserved until it says otherwise.
alter table app.plan_choice alter column standing set default 'unserved';
