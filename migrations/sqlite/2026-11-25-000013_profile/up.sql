-- Whether people may reset a forgotten password by mail.
ALTER TABLE organizations ADD COLUMN reset_by_mail BOOLEAN NOT NULL DEFAULT TRUE;
