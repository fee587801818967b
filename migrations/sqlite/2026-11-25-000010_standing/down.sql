DROP INDEX users_email_norm;
DROP INDEX users_search;
DROP TABLE name_changes;
DROP INDEX organizations_closed;
DROP INDEX organizations_state;
ALTER TABLE organizations DROP COLUMN ended_at;
ALTER TABLE organizations DROP COLUMN suspended_for;
ALTER TABLE organizations DROP COLUMN closed_by;
