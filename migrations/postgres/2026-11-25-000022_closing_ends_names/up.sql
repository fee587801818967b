-- A request for another legal name ends when its organization is closed (decision 7).
ALTER TABLE name_changes DROP CONSTRAINT name_changes_state_check;
ALTER TABLE name_changes ADD CONSTRAINT name_changes_state_check CHECK (state IN ('open', 'approved', 'declined', 'withdrawn', 'ended'));
