"""The tables. Every change here comes with a file in migrations/versions; a test compares the two."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
)

metadata = MetaData()

generations = Table(
    "generations",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),  # order of arrival
    Column("id", String(32), nullable=False, unique=True),
    Column("owner", String(64), nullable=False),  # id of a key
    Column("status", String(16), nullable=False),
    Column("request", JSON, nullable=False),  # GenerationRequest without its first frame
    Column("created_at", Double, nullable=False),  # Unix seconds, as are all times
    Column("started_at", Double),
    Column("finished_at", Double),
    Column("attempts", Integer, nullable=False),
    Column("progress", Double, nullable=False),  # 0 to 1
    Column("cancel_requested", Boolean, nullable=False),
    Column("report", JSON(none_as_null=True)),
    Column("output", JSON(none_as_null=True)),
    Column("failure", JSON(none_as_null=True)),
    Column("worker", String(128)),  # set while running, and only then
    Column("heartbeat_at", Double),
    Index("generations_status", "status", "number"),  # claim, position
    Index("generations_owner", "owner", "number"),  # list
    Index("generations_finished", "finished_at"),  # expire
    sqlite_autoincrement=True,  # a number is never used twice, so the order of arrival holds
)

first_frames = Table(
    "first_frames",
    metadata,
    Column("generation", String(32), ForeignKey("generations.id", ondelete="CASCADE"), primary_key=True),
    Column("bytes", LargeBinary, nullable=False),  # a JPEG or PNG file, as sent
)

keys = Table(
    "keys",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("prefix", String(16), nullable=False),  # how the secret starts, for people
    Column("hash", String(64), nullable=False, unique=True),  # SHA-256 of the secret, hex
    Column("created_at", Double, nullable=False),
    Column("revoked_at", Double),
)
