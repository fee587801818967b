DROP INDEX organization_programmes_programme;
DROP INDEX organizations_domain_state;
DROP TABLE domain_notes;
DROP TABLE former_user_names;
