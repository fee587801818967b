-- How an organization closes, and what it goes back to (decision 7).
ALTER TABLE organizations ADD COLUMN closed_by TEXT CHECK (closed_by IN ('operator', 'organization'));
ALTER TABLE organizations ADD COLUMN suspended_for TEXT;
ALTER TABLE organizations ADD COLUMN ended_at BIGINT;
CREATE INDEX organizations_state ON organizations (state, number);
CREATE INDEX organizations_closed ON organizations (state_since) WHERE closed_by IS NOT NULL AND ended_at IS NULL;
-- A legal name changes when the operator says so (decision 8).
CREATE TABLE name_changes (
    id uuid NOT NULL PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations (id),
    old_name TEXT NOT NULL,
    new_name TEXT NOT NULL,
    grounds TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'approved', 'declined', 'withdrawn')),
    requested_by uuid NOT NULL REFERENCES users (id),
    requested_at BIGINT NOT NULL,
    decided_by uuid REFERENCES users (id),
    decided_at BIGINT,
    reason TEXT,
    version INTEGER NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX name_changes_open ON name_changes (organization_id) WHERE state = 'open';
CREATE INDEX name_changes_organization ON name_changes (organization_id, id);
CREATE INDEX name_changes_state ON name_changes (state, id);
-- Sorted text pages alike on both engines.
ALTER TABLE users ALTER COLUMN search_text TYPE TEXT COLLATE "C";
ALTER TABLE users ALTER COLUMN user_name TYPE TEXT COLLATE "C";
ALTER TABLE users ALTER COLUMN email_norm TYPE TEXT COLLATE "C";
-- The operator finds people of any organization by how a name or address begins.
CREATE INDEX users_search ON users (search_text, id);
CREATE INDEX users_email_norm ON users (email_norm, id);
