"""Runs the migrations of the gradebook on a connection that the caller has opened."""

from alembic import context

from grader.gradebook.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=False,  # the caller's transaction holds all of it
)
context.run_migrations()
