UPDATE name_changes SET state = 'withdrawn' WHERE state = 'ended';
ALTER TABLE name_changes DROP CONSTRAINT name_changes_state_check;
ALTER TABLE name_changes ADD CONSTRAINT name_changes_state_check CHECK (state IN ('open', 'approved', 'declined', 'withdrawn'));
