ALTER TABLE enrollments DROP COLUMN form_page;
