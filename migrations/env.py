"""Runs the migrations on the connection that store.upgrade opened."""

from alembic import context

attributes = context.config.attributes


def plain_type(kind, item, autogen_context):
    """Column types of our own are written as what they are in the file."""
    implementation = getattr(item, "impl_instance", None)
    return f"sa.{implementation!r}" if kind == "type" and implementation is not None else False


context.configure(
    connection=attributes["connection"],
    target_metadata=attributes.get("metadata"),
    version_table=attributes["version_table"],
    include_name=attributes.get("include_name"),
    render_item=plain_type,
    render_as_batch=True,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
