"""Alembic's entry: runs the migrations on the connection, and in the transaction, that `database.connect` opened."""

from alembic import context

from video01.database.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
