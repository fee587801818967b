DROP TABLE legacy_relationships;
DROP TABLE relationships;
