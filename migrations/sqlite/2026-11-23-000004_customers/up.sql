CREATE TABLE relationships (
    id BLOB NOT NULL PRIMARY KEY,
    partner_organization_id BLOB NOT NULL REFERENCES organizations (id),
    customer_organization_id BLOB NOT NULL REFERENCES organizations (id),
    seq BIGINT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('reseller', 'provider')),
    source TEXT NOT NULL CHECK (source IN ('invitation', 'joint', 'legacy', 'provider_created', 'referral')),
    source_portal TEXT,
    state TEXT NOT NULL CHECK (state IN ('active', 'ended')),
    reseller_mpn_id TEXT,
    search_text TEXT NOT NULL,
    since BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    ended_at BIGINT,
    ended_by_organization_id BLOB REFERENCES organizations (id),
    end_reason TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    CHECK (partner_organization_id <> customer_organization_id),
    UNIQUE (partner_organization_id, seq)
);
CREATE UNIQUE INDEX relationships_pair ON relationships (partner_organization_id, customer_organization_id, role) WHERE state = 'active';
CREATE INDEX relationships_list ON relationships (partner_organization_id, state, seq);
CREATE INDEX relationships_customer ON relationships (customer_organization_id, state, seq);

CREATE TABLE legacy_relationships (
    id BLOB NOT NULL PRIMARY KEY,
    mpn_id TEXT NOT NULL,
    customer_domain TEXT NOT NULL,
    customer_name TEXT NOT NULL,
    country TEXT NOT NULL,
    source_portal TEXT NOT NULL,
    since BIGINT,
    imported_at BIGINT NOT NULL,
    consumed_at BIGINT,
    relationship_id BLOB REFERENCES relationships (id),
    UNIQUE (mpn_id, customer_domain)
);
CREATE INDEX legacy_relationships_waiting ON legacy_relationships (mpn_id, consumed_at);
