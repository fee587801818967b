DROP TABLE enrollment_events;
DROP TABLE enrollment_links;
DROP TABLE enrollment_checks;
DROP TABLE enrollments;
