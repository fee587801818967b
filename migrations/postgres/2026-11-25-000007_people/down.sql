DROP INDEX users_operator_role;
DROP INDEX users_agent_role;
DROP INDEX users_admin_role;
CREATE INDEX users_role ON users (organization_id, admin_role, state);
ALTER TABLE users DROP COLUMN search_text;
ALTER TABLE organizations DROP COLUMN user_seq;
