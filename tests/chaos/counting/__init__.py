"""An app of the tests: it delivers messages into a file outside the database, where each delivery counts."""
