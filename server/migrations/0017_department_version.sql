-- Of two who change a department in one moment, the second is told.
alter table app.department add column version integer not null default 1;
