CREATE TABLE settings (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE organizations (
    id UUID NOT NULL PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE,
    legal_name TEXT NOT NULL,
    legal_name_key TEXT COLLATE "C" NOT NULL,
    country TEXT NOT NULL,
    sign_in_domain TEXT COLLATE "C" UNIQUE,
    known_domain TEXT COLLATE "C",
    domain_state TEXT NOT NULL CHECK (domain_state IN ('none', 'claimed', 'verified')),
    domain_skeleton TEXT,
    state TEXT NOT NULL CHECK (state IN ('active', 'suspended', 'closed', 'unclaimed', 'merged')),
    state_reason TEXT,
    state_since BIGINT NOT NULL,
    merged_into UUID REFERENCES organizations (id),
    support_email TEXT,
    support_phone TEXT,
    support_website TEXT,
    customer_count BIGINT NOT NULL DEFAULT 0,
    user_count BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX organizations_legal_name_key ON organizations (legal_name_key);
CREATE INDEX organizations_domain_skeleton ON organizations (domain_skeleton);
CREATE INDEX organizations_known_domain ON organizations (known_domain);

CREATE TABLE organization_programmes (
    organization_id UUID NOT NULL REFERENCES organizations (id),
    programme TEXT NOT NULL CHECK (programme IN ('reseller', 'provider', 'customer', 'operator')),
    state TEXT NOT NULL CHECK (state IN ('active', 'ended')),
    since BIGINT NOT NULL,
    PRIMARY KEY (organization_id, programme)
);

CREATE TABLE organization_addresses (
    organization_id UUID NOT NULL REFERENCES organizations (id),
    kind TEXT NOT NULL CHECK (kind IN ('legal', 'billing', 'location')),
    line1 TEXT NOT NULL,
    line2 TEXT NOT NULL,
    city TEXT NOT NULL,
    region TEXT NOT NULL,
    postal_code TEXT NOT NULL,
    country TEXT NOT NULL,
    PRIMARY KEY (organization_id, kind)
);

CREATE TABLE organization_contacts (
    organization_id UUID NOT NULL REFERENCES organizations (id),
    kind TEXT NOT NULL CHECK (kind IN ('primary', 'legal', 'support')),
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    email TEXT NOT NULL,
    email_norm TEXT NOT NULL,
    phone TEXT NOT NULL,
    verified_at BIGINT,
    PRIMARY KEY (organization_id, kind)
);
CREATE INDEX organization_contacts_email ON organization_contacts (email_norm);
CREATE INDEX organization_contacts_phone ON organization_contacts (phone);

CREATE TABLE users (
    id UUID NOT NULL PRIMARY KEY,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    seq BIGINT NOT NULL,
    user_name TEXT NOT NULL UNIQUE,
    full_name TEXT NOT NULL,
    email TEXT NOT NULL,
    email_norm TEXT NOT NULL,
    email_confirmed_at BIGINT,
    password_hash TEXT,
    password_key TEXT,
    temporary_mac BYTEA,
    temporary_key TEXT,
    temporary_until BIGINT,
    state TEXT NOT NULL CHECK (state IN ('must_change_password', 'active', 'disabled', 'deleted', 'purged')),
    agent_role TEXT NOT NULL CHECK (agent_role IN ('admin_agent', 'sales_agent', 'helpdesk_agent', 'none')),
    admin_role TEXT NOT NULL CHECK (admin_role IN ('global_admin', 'user_management_admin', 'billing_admin', 'none')),
    operator_role TEXT NOT NULL CHECK (operator_role IN ('administrator', 'reviewer', 'none')),
    language TEXT CHECK (language IN ('en', 'ja')),
    time_zone TEXT,
    failed_count INTEGER NOT NULL DEFAULT 0,
    failed_at BIGINT,
    locked_until BIGINT,
    first_signed_in_at BIGINT,
    last_signed_in_at BIGINT,
    created_at BIGINT NOT NULL,
    deleted_at BIGINT,
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (organization_id, seq)
);
CREATE UNIQUE INDEX users_email ON users (organization_id, email_norm) WHERE state <> 'purged';
CREATE INDEX users_role ON users (organization_id, admin_role, state);
CREATE INDEX users_state ON users (organization_id, state, seq);

CREATE TABLE sessions (
    key_hash BYTEA NOT NULL PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users (id),
    state TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    ip TEXT NOT NULL,
    user_agent TEXT NOT NULL,
    revoked_at BIGINT
);
CREATE INDEX sessions_user ON sessions (user_id, revoked_at, created_at);
CREATE INDEX sessions_seen ON sessions (seen_at);

CREATE TABLE links (
    id UUID NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('one_time', 'password_reset', 'contact_confirmation', 'domain_proof', 'email_undo')),
    token_hash BYTEA NOT NULL UNIQUE,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    user_id UUID REFERENCES users (id),
    email TEXT,
    details TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    revoked_at BIGINT
);
CREATE INDEX links_organization ON links (organization_id, kind, created_at);

CREATE TABLE form_submissions (
    key_hash BYTEA NOT NULL PRIMARY KEY,
    outcome TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX form_submissions_created ON form_submissions (created_at);

CREATE TABLE outbox (
    id UUID NOT NULL PRIMARY KEY,
    organization_id UUID REFERENCES organizations (id),
    recipient TEXT NOT NULL,
    template TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('en', 'ja')),
    subject TEXT NOT NULL,
    sealed BYTEA,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'dead')),
    attempts INTEGER NOT NULL DEFAULT 0,
    queued_at BIGINT NOT NULL,
    next_at BIGINT NOT NULL,
    lease_until BIGINT,
    sent_at BIGINT,
    failure TEXT,
    dedupe_key TEXT UNIQUE,
    created_at BIGINT NOT NULL
);
CREATE INDEX outbox_due ON outbox (state, next_at);
CREATE INDEX outbox_newest ON outbox (state, id);
CREATE INDEX outbox_waiting ON outbox (state, queued_at);

CREATE TABLE audit_heads (
    organization_id UUID NOT NULL PRIMARY KEY REFERENCES organizations (id),
    seq BIGINT NOT NULL,
    hash BYTEA NOT NULL
);

CREATE TABLE audit_personal (
    id UUID NOT NULL PRIMARY KEY,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    user_id UUID,
    sealed BYTEA
);
CREATE INDEX audit_personal_user ON audit_personal (organization_id, user_id);

CREATE TABLE audit_entries (
    id UUID NOT NULL PRIMARY KEY,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    seq BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    actor_user_id UUID,
    actor_organization_id UUID,
    action TEXT NOT NULL,
    object_kind TEXT NOT NULL,
    object_id TEXT NOT NULL,
    target_organization_id UUID,
    details TEXT NOT NULL,
    personal_id UUID,
    personal_hash BYTEA,
    request_id TEXT,
    source TEXT NOT NULL CHECK (source IN ('ui', 'cli', 'system')),
    previous_hash BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    UNIQUE (organization_id, seq)
);
CREATE INDEX audit_entries_object ON audit_entries (organization_id, object_kind, object_id, seq);
CREATE INDEX audit_entries_target ON audit_entries (target_organization_id, created_at);
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is append-only';
END
$$;
CREATE TRIGGER audit_entries_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
