"""Records in a relational database, SQLite or PostgreSQL: tables, views, search, loading, versions of the schema."""
