"""The queue and the keys."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "generations",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("id", sa.String(32), nullable=False, unique=True),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("request", sa.JSON, nullable=False),
        sa.Column("created_at", sa.Double, nullable=False),
        sa.Column("started_at", sa.Double),
        sa.Column("finished_at", sa.Double),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("progress", sa.Double, nullable=False),
        sa.Column("cancel_requested", sa.Boolean, nullable=False),
        sa.Column("report", sa.JSON),
        sa.Column("output", sa.JSON),
        sa.Column("failure", sa.JSON),
        sa.Column("worker", sa.String(128)),
        sa.Column("heartbeat_at", sa.Double),
        sqlite_autoincrement=True,
    )
    op.create_index("generations_status", "generations", ["status", "number"])
    op.create_index("generations_owner", "generations", ["owner", "number"])
    op.create_index("generations_finished", "generations", ["finished_at"])
    op.create_table(
        "first_frames",
        sa.Column("generation", sa.String(32), sa.ForeignKey("generations.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("bytes", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "keys",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("prefix", sa.String(16), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
        sa.Column("created_at", sa.Double, nullable=False),
        sa.Column("revoked_at", sa.Double),
    )


def downgrade() -> None:
    op.drop_table("keys")
    op.drop_table("first_frames")
    op.drop_table("generations")
