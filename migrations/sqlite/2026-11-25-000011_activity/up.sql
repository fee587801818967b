-- The activity log reads an organization's chain by time, by person and by the other organization, and what others wrote about it.
DROP INDEX audit_entries_target;
CREATE INDEX audit_entries_time ON audit_entries (organization_id, created_at, id);
CREATE INDEX audit_entries_about ON audit_entries (organization_id, target_organization_id, created_at, id);
CREATE INDEX audit_entries_by ON audit_entries (organization_id, actor_organization_id, created_at, id);
CREATE INDEX audit_entries_target ON audit_entries (target_organization_id, created_at, id);
CREATE INDEX audit_entries_acts ON audit_entries (actor_organization_id, created_at, id);
CREATE INDEX audit_entries_actor ON audit_entries (actor_user_id, created_at, id);
-- From where somebody signed in is kept for a time only (decision 9): when that began, until it is emptied.
ALTER TABLE audit_personal ADD COLUMN sign_in_at BIGINT;
UPDATE audit_personal SET sign_in_at = e.created_at FROM audit_entries e
    WHERE e.personal_id = audit_personal.id AND (e.action LIKE 'session.%' OR e.action IN ('user.lock', 'user.reset_ask'));
CREATE INDEX audit_personal_sign_in ON audit_personal (sign_in_at);
-- What is forgotten after a time is found by that time, and what is kept about a person by the person.
CREATE INDEX users_deleted ON users (state, deleted_at);
CREATE INDEX links_user ON links (user_id);
CREATE INDEX links_expires ON links (expires_at);
CREATE INDEX outbox_created ON outbox (created_at);
CREATE INDEX outbox_recipient ON outbox (organization_id, recipient);
CREATE INDEX former_user_names_until ON former_user_names (until);
