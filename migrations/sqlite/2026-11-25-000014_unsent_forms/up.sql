-- What somebody sent after their session had ended, sealed, until they have signed in again; for a day.
CREATE TABLE unsent_forms (
    id BLOB NOT NULL PRIMARY KEY,
    user_id BLOB NOT NULL REFERENCES users (id),
    sealed BLOB NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX unsent_forms_user ON unsent_forms (user_id, created_at);
CREATE INDEX unsent_forms_created ON unsent_forms (created_at);
