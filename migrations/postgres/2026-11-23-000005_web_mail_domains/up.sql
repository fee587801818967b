CREATE TABLE web_mail_domains (
    domain TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    verdict TEXT NOT NULL CHECK (verdict IN ('refused', 'allowed')),
    note TEXT NOT NULL,
    user_id UUID REFERENCES users (id),
    created_at BIGINT NOT NULL
);
