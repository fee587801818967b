CREATE TABLE membership_accounts (
    id UUID NOT NULL PRIMARY KEY,
    login TEXT NOT NULL,
    login_norm TEXT COLLATE "C" NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    password_key TEXT NOT NULL,
    imported_print TEXT,
    failed_count INTEGER NOT NULL DEFAULT 0,
    failed_at BIGINT,
    locked_until BIGINT,
    created_at BIGINT NOT NULL
);

CREATE TABLE membership_profiles (
    id UUID NOT NULL PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES membership_accounts (id),
    mpn_id TEXT COLLATE "C" NOT NULL UNIQUE,
    organization_name TEXT NOT NULL,
    name_key TEXT COLLATE "C" NOT NULL,
    country TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'inactive')),
    kind TEXT NOT NULL CHECK (kind IN ('global', 'location')),
    competencies TEXT NOT NULL,
    enrolled_domain TEXT,
    address_line1 TEXT NOT NULL,
    address_line2 TEXT NOT NULL,
    city TEXT NOT NULL,
    region TEXT NOT NULL,
    postal_code TEXT NOT NULL,
    phone TEXT NOT NULL,
    website TEXT NOT NULL,
    reserved_organization_id UUID REFERENCES organizations (id),
    bound_organization_id UUID UNIQUE REFERENCES organizations (id),
    bound_at BIGINT,
    concern TEXT CHECK (concern IN ('inactive', 'moved')),
    imported_at BIGINT,
    updated_at BIGINT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX membership_profiles_account ON membership_profiles (account_id, mpn_id);
CREATE INDEX membership_profiles_name ON membership_profiles (name_key, mpn_id);
CREATE INDEX membership_profiles_enrolled_domain ON membership_profiles (enrolled_domain);
CREATE INDEX membership_profiles_reserved ON membership_profiles (reserved_organization_id);
CREATE INDEX membership_profiles_concern ON membership_profiles (mpn_id) WHERE concern IS NOT NULL;
CREATE INDEX membership_profiles_state ON membership_profiles (state, mpn_id);
