-- Browsers in which somebody has signed in before (A.5): each counts its own wrong passwords, so that a stranger's don't shut the owner out.
CREATE TABLE devices (
    id UUID NOT NULL PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users (id),
    failed_count INTEGER NOT NULL DEFAULT 0,
    failed_at BIGINT,
    locked_until BIGINT,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL
);
CREATE INDEX devices_user ON devices (user_id, seen_at);
CREATE INDEX devices_seen ON devices (seen_at);
