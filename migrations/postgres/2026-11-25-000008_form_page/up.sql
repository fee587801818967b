ALTER TABLE enrollments ADD COLUMN form_page TEXT;
