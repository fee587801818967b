DROP TABLE membership_profiles;
DROP TABLE membership_accounts;
