-- A request for another legal name ends when its organization is closed (decision 7).
CREATE TABLE name_changes_new (
    id UUID NOT NULL PRIMARY KEY,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    old_name TEXT NOT NULL,
    new_name TEXT NOT NULL,
    grounds TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'approved', 'declined', 'withdrawn', 'ended')),
    requested_by UUID NOT NULL REFERENCES users (id),
    requested_at BIGINT NOT NULL,
    decided_by UUID REFERENCES users (id),
    decided_at BIGINT,
    reason TEXT,
    version INTEGER NOT NULL DEFAULT 1
);
INSERT INTO name_changes_new
    SELECT id, organization_id, old_name, new_name, grounds, state, requested_by, requested_at, decided_by, decided_at, reason, version FROM name_changes;
DROP TABLE name_changes;
ALTER TABLE name_changes_new RENAME TO name_changes;
CREATE UNIQUE INDEX name_changes_open ON name_changes (organization_id) WHERE state = 'open';
CREATE INDEX name_changes_organization ON name_changes (organization_id, id);
CREATE INDEX name_changes_state ON name_changes (state, id);
