"""Alembic's entry: the migrations run in the transaction that they are called in."""

from alembic import context

from pipeline.database.schema import VERSION_TABLE
from pipeline.database.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table=VERSION_TABLE,
    transactional_ddl=True,
    compare_type=True,
)
context.run_migrations()
