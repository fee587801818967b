-- What was done to one person, in the order of the activity log.
CREATE INDEX audit_entries_thing ON audit_entries (organization_id, object_kind, object_id, created_at, id);
