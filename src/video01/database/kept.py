"""What was read and still holds, because nobody has written to the database since.

SQLite counts, in memory that all of its processes share, and tells a connection when another one has committed. To ask
takes less than half as long as to look up a key, and no commit is ever missed: not even that of another process.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection


def kept(connection: Connection) -> dict[Any, Any]:
    """What this connection keeps: an empty dictionary at first, and after each commit of another connection.

    Read from the connection after this call, not before, and put what was read into the dictionary. It is for
    connections that only read (`database.reading`), as a connection is not told of its own commits. Where asking would
    take as long as reading (Postgres), nothing is kept.
    """
    if connection.dialect.name != "sqlite":
        return {}
    driver: Any = connection.connection.driver_connection
    version = driver.execute("PRAGMA data_version").fetchone()
    info = connection.info
    if info.get("version") != version:
        info["version"], info["kept"] = version, {}
    found: dict[Any, Any] = info["kept"]
    return found
