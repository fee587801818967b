ALTER TABLE organizations DROP COLUMN reset_by_mail;
