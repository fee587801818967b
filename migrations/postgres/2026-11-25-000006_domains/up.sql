CREATE TABLE former_user_names (
    user_name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users (id),
    until BIGINT NOT NULL
);
CREATE INDEX former_user_names_user ON former_user_names (user_id, until);

CREATE TABLE domain_notes (
    id UUID NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('taken_over', 'disputed')),
    domain TEXT NOT NULL,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    claimant TEXT NOT NULL,
    email TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    done_at BIGINT,
    done_by UUID REFERENCES users (id)
);
CREATE INDEX domain_notes_open ON domain_notes (done_at, id);

CREATE INDEX organizations_domain_state ON organizations (domain_state, number);
CREATE INDEX organization_programmes_programme ON organization_programmes (programme, state, organization_id);
