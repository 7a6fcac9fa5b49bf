-- A share that was held back is any share; what may be held back is the play's own rule.
alter table app.effect_entry drop constraint effect_entry_holdout_share_check, add constraint effect_entry_holdout_share_check check (holdout_share between 0 and 1);
