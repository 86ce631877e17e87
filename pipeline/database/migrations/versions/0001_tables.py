"""Tables, indexes and full-text search."""

from alembic import op

from pipeline.database.migrations import statements

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them as the file of the database's dialect says."""
    for statement in statements(f"0001_tables.{op.get_context().dialect.name}.sql"):
        op.execute(statement)
