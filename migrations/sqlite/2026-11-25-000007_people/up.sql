-- People are numbered by a counter of their own, so that the other one can say how many there are.
ALTER TABLE organizations ADD COLUMN user_seq BIGINT NOT NULL DEFAULT 0;
UPDATE organizations SET user_seq = user_count;
-- What is searched: full name, user name and contact address, folded.
ALTER TABLE users ADD COLUMN search_text TEXT NOT NULL DEFAULT '';
UPDATE users SET search_text = lower(full_name || ' ' || user_name || ' ' || email);
-- Lists by role are read newest first.
DROP INDEX users_role;
CREATE INDEX users_admin_role ON users (organization_id, admin_role, seq);
CREATE INDEX users_agent_role ON users (organization_id, agent_role, seq);
CREATE INDEX users_operator_role ON users (organization_id, operator_role, seq);
