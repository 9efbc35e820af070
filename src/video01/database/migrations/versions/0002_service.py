"""Order, limits, changes, webhooks; a second picture for each generation."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    _extend_generations()
    _extend_keys()
    _keep_two_pictures()
    op.create_table(
        "revisions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("value", sa.BigInteger, nullable=False),
    )
    op.execute("INSERT INTO revisions (id, value) VALUES (1, 1)")
    op.create_table(
        "deletions",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("deleted_at", sa.Double, nullable=False),
    )
    op.create_index("deletions_revision", "deletions", ["revision"])
    op.create_table(
        "pauses",
        sa.Column("owner", sa.String(64), primary_key=True),
        sa.Column("since", sa.Double, nullable=False),
    )
    _create_deliveries()


def _extend_generations() -> None:
    for column in (
        sa.Column("priority", sa.Integer, nullable=False, server_default="0"),
        sa.Column("turn", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("revision", sa.BigInteger, nullable=False, server_default="1"),
        sa.Column("parent", sa.String(32)),
        sa.Column("favourite", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("cost", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("idempotency_key", sa.String(255)),
        sa.Column("fingerprint", sa.String(64)),
        sa.Column("callback_url", sa.String(2000)),
        sa.Column("callback_format", sa.String(16), nullable=False, server_default="video01"),
    ):
        op.add_column("generations", column)
    op.execute("UPDATE generations SET turn = number")
    op.drop_index("generations_status", "generations")
    op.create_index("generations_waiting", "generations", ["status", "priority", "turn", "number"])
    op.create_index("generations_turn", "generations", ["owner", "priority", "turn"])
    op.create_index("generations_owner_status", "generations", ["owner", "status", "number"])
    op.create_index("generations_revision", "generations", ["revision"])
    op.create_index("generations_idempotency", "generations", ["owner", "idempotency_key"], unique=True)


def _extend_keys() -> None:
    for column in (
        sa.Column("scopes", sa.String(100), nullable=False, server_default="generate,read"),
        sa.Column("credits", sa.BigInteger),
        sa.Column("credits_used", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("videos", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("rpm", sa.Integer),
        sa.Column("max_queued", sa.Integer),
        sa.Column("max_priority", sa.Integer, nullable=False, server_default="0"),
        sa.Column("webhook_url", sa.String(2000)),
        sa.Column("webhook_format", sa.String(16), nullable=False, server_default="video01"),
        sa.Column("webhook_secret", sa.String(100)),
    ):
        op.add_column("keys", column)


def _keep_two_pictures() -> None:
    op.create_table(
        "frames",
        sa.Column("generation", sa.String(32), sa.ForeignKey("generations.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("place", sa.String(8), primary_key=True),
        sa.Column("bytes", sa.LargeBinary, nullable=False),
    )
    op.execute("INSERT INTO frames (generation, place, bytes) SELECT generation, 'first', bytes FROM first_frames")
    op.drop_table("first_frames")


def _create_deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("number", _NUMBER, primary_key=True),
        sa.Column("id", sa.String(40), nullable=False, unique=True),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("generation", sa.String(32), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("url", sa.String(2000), nullable=False),
        sa.Column("format", sa.String(16), nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("created_at", sa.Double, nullable=False),
        sa.Column("next_at", sa.Double),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("delivered_at", sa.Double),
        sa.Column("answer", sa.Integer),
        sa.Column("error", sa.String(300)),
        sqlite_autoincrement=True,
    )
    op.create_index("deliveries_next", "deliveries", ["next_at"])
    op.create_index("deliveries_owner", "deliveries", ["owner", "number"])
    op.create_index("deliveries_created", "deliveries", ["created_at"])


def downgrade() -> None:
    raise NotImplementedError("the backup that was made before the upgrade leads back")
