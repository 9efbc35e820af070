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
_Number = BigInteger().with_variant(Integer, "sqlite")

generations = Table(
    "generations",
    metadata,
    Column("number", _Number, primary_key=True),  # order of arrival
    Column("id", String(32), nullable=False, unique=True),
    Column("owner", String(64), nullable=False),  # id of a key
    Column("status", String(16), nullable=False),
    Column("request", JSON, nullable=False),  # GenerationRequest without its pictures
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
    Column("priority", Integer, nullable=False, server_default="0"),  # higher is claimed first
    Column("turn", BigInteger, nullable=False, server_default="0"),  # lower is claimed first: see queue/order.py
    Column("revision", BigInteger, nullable=False, server_default="1"),  # of its last change: see `revisions`
    Column("parent", String(32)),  # id of the generation that this one goes back to
    Column("favourite", Boolean, nullable=False, server_default="0"),
    Column("cost", BigInteger, nullable=False, server_default="0"),  # credits: expected, then what was charged
    Column("idempotency_key", String(255)),
    Column("fingerprint", String(64)),  # SHA-256 of what was asked with that key, hex
    Column("callback_url", String(2000)),
    Column("callback_format", String(16), nullable=False, server_default="video01"),
    Index("generations_waiting", "status", "priority", "turn", "number"),  # claim, position
    Index("generations_turn", "owner", "priority", "turn"),  # whose turn it is
    Index("generations_owner", "owner", "number"),  # list
    Index("generations_owner_status", "owner", "status", "number"),  # limits of a key, lists by status
    Index("generations_finished", "finished_at"),  # expire
    Index("generations_revision", "revision"),  # changes
    Index("generations_idempotency", "owner", "idempotency_key", unique=True),
    sqlite_autoincrement=True,  # a number is never used twice, so the order of arrival holds
)

frames = Table(
    "frames",
    metadata,
    Column("generation", String(32), ForeignKey("generations.id", ondelete="CASCADE"), primary_key=True),
    Column("place", String(8), primary_key=True),  # first | last
    Column("bytes", LargeBinary, nullable=False),  # a JPEG or PNG file, as sent
)

revisions = Table(  # one row, whose value grows by one in every transaction that changes a generation
    "revisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("value", BigInteger, nullable=False),
)

deletions = Table(  # what was deleted, for those who follow the changes
    "deletions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("owner", String(64), nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("deleted_at", Double, nullable=False),
    Index("deletions_revision", "revision"),
)

pauses = Table(  # owners whose generations wait until they say so
    "pauses",
    metadata,
    Column("owner", String(64), primary_key=True),
    Column("since", Double, nullable=False),
)

deliveries = Table(  # webhooks: written in the transaction of the change that they tell of
    "deliveries",
    metadata,
    Column("number", _Number, primary_key=True),
    Column("id", String(40), nullable=False, unique=True),  # `webhook-id`: the same at every attempt
    Column("owner", String(64), nullable=False),
    Column("generation", String(32), nullable=False),
    Column("status", String(16), nullable=False),  # of the generation, at that change
    Column("url", String(2000), nullable=False),
    Column("format", String(16), nullable=False),  # video01 | openai | minimax
    Column("body", JSON, nullable=False),
    Column("created_at", Double, nullable=False),
    Column("next_at", Double),  # when to try again; null: delivered, or given up
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("delivered_at", Double),
    Column("answer", Integer),  # HTTP status of the last attempt
    Column("error", String(300)),  # what went wrong at the last attempt
    Index("deliveries_next", "next_at"),
    Index("deliveries_owner", "owner", "number"),
    Index("deliveries_created", "created_at"),
    sqlite_autoincrement=True,
)

tallies = Table(  # sums that only grow, for /metrics: they outlive what they count
    "tallies",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("label", String(64), primary_key=True),
    Column("value", Double, nullable=False),
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
    Column("scopes", String(100), nullable=False, server_default="generate,read"),
    Column("credits", BigInteger),  # what is left; null: no limit
    Column("credits_used", BigInteger, nullable=False, server_default="0"),
    Column("videos", BigInteger, nullable=False, server_default="0"),  # made and charged
    Column("rpm", Integer),  # requests a minute; null: no limit
    Column("max_queued", Integer),  # waiting at once; null: no limit of its own
    Column("max_priority", Integer, nullable=False, server_default="0"),
    Column("webhook_url", String(2000)),
    Column("webhook_format", String(16), nullable=False, server_default="video01"),
    Column("webhook_secret", String(100)),  # signs what is sent; made when first needed
)
