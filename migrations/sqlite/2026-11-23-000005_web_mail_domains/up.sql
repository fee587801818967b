CREATE TABLE web_mail_domains (
    domain TEXT NOT NULL PRIMARY KEY,
    verdict TEXT NOT NULL CHECK (verdict IN ('refused', 'allowed')),
    note TEXT NOT NULL,
    user_id BLOB REFERENCES users (id),
    created_at BIGINT NOT NULL
);
