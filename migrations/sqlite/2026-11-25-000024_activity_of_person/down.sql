DROP INDEX audit_entries_thing;
