CREATE TABLE enrollments (
    id BLOB NOT NULL PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE,
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    applicant_user_id BLOB REFERENCES users (id),
    kind TEXT NOT NULL CHECK (kind IN ('new', 'support_only')),
    state TEXT NOT NULL CHECK (state IN ('draft', 'submitted_unverified', 'in_review', 'info_requested', 'active', 'rejected', 'disowned', 'withdrawn', 'abandoned')),
    state_since BIGINT NOT NULL,
    mpn_id TEXT,
    form TEXT NOT NULL,
    legal_name_key TEXT,
    contact_email_norm TEXT,
    contact_phone TEXT,
    language TEXT NOT NULL CHECK (language IN ('en', 'ja')),
    generation INTEGER NOT NULL DEFAULT 0,
    status_hash BLOB UNIQUE,
    status_key TEXT,
    marked TEXT NOT NULL,
    reason TEXT,
    submitted_at BIGINT,
    confirmed_at BIGINT,
    decided_at BIGINT,
    decided_by BLOB REFERENCES users (id),
    previous_id BLOB REFERENCES enrollments (id),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    CHECK (state <> 'active' OR kind = 'support_only' OR confirmed_at IS NOT NULL)
);
CREATE UNIQUE INDEX enrollments_open ON enrollments (organization_id) WHERE state IN ('draft', 'submitted_unverified', 'in_review', 'info_requested');
CREATE UNIQUE INDEX enrollments_mpn_id ON enrollments (mpn_id) WHERE state IN ('submitted_unverified', 'in_review', 'info_requested', 'active');
CREATE INDEX enrollments_organization ON enrollments (organization_id, number);
CREATE INDEX enrollments_queue ON enrollments (state, state_since, id);
CREATE INDEX enrollments_legal_name_key ON enrollments (legal_name_key);
CREATE INDEX enrollments_contact_email ON enrollments (contact_email_norm);
CREATE INDEX enrollments_contact_phone ON enrollments (contact_phone);

CREATE TABLE enrollment_checks (
    enrollment_id BLOB NOT NULL REFERENCES enrollments (id),
    kind TEXT NOT NULL CHECK (kind IN ('email', 'membership', 'employment', 'business')),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'passed', 'failed', 'not_needed')),
    since BIGINT NOT NULL,
    decided_by BLOB REFERENCES users (id),
    note TEXT NOT NULL,
    PRIMARY KEY (enrollment_id, kind)
);

CREATE TABLE enrollment_links (
    token_hash BLOB NOT NULL PRIMARY KEY,
    enrollment_id BLOB NOT NULL REFERENCES enrollments (id),
    generation INTEGER NOT NULL,
    email TEXT NOT NULL,
    key_id TEXT NOT NULL,
    sent_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    UNIQUE (enrollment_id, generation)
);

CREATE TABLE enrollment_events (
    id BLOB NOT NULL PRIMARY KEY,
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    enrollment_id BLOB NOT NULL REFERENCES enrollments (id),
    kind TEXT NOT NULL CHECK (kind IN ('begun', 'corrected', 'submitted', 'mailed', 'address_changed', 'confirmed', 'disowned', 'check_decided', 'information_requested', 'answered', 'withdrawn', 'rejected', 'activated', 'abandoned', 'reopened')),
    actor_user_id BLOB REFERENCES users (id),
    check_kind TEXT,
    check_state TEXT,
    note TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX enrollment_events_timeline ON enrollment_events (organization_id, enrollment_id, id);
