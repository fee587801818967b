ALTER TABLE organizations ALTER COLUMN known_domain TYPE TEXT;
ALTER TABLE organizations ALTER COLUMN sign_in_domain TYPE TEXT;
ALTER TABLE organizations ALTER COLUMN legal_name_key TYPE TEXT;
DROP INDEX organization_programmes_programme;
DROP INDEX organizations_domain_state;
DROP TABLE domain_notes;
DROP TABLE former_user_names;
