"""A prepared select answers what SQLAlchemy answers."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import bindparam, select, text
from sqlalchemy.exc import OperationalError

from video01.database import reading
from video01.database.prepared import Prepared
from video01.database.schema import generations
from video01.generation import GenerationRequest
from video01.queue import Queue
from video01.queue.rows import COLUMNS, generation_of

BY_ID = select(*COLUMNS).where(generations.c.id == bindparam("id_"))


def itself(row: Any) -> Any:
    return row


def test_the_row_is_that_of_sqlalchemy(tmp_path: Path) -> None:
    queue = Queue(f"sqlite:///{tmp_path / 'video01.db'}")
    id = queue.add(GenerationRequest(prompt="a fox", size=(256, 128)), owner="key_1").id
    with reading(queue.engine) as connection:
        row = Prepared(BY_ID, itself).one_or_none(connection, id_=id)
        assert row._asdict() == connection.execute(BY_ID, {"id_": id}).one()._asdict()
        assert row.cancel_requested is False
        assert row.request["size"] == [256, 128]
        assert Prepared(BY_ID, itself).one_or_none(connection, id_="nobody") is None
    queue.close()


def test_what_was_built_is_used_again_until_a_value_changes(tmp_path: Path) -> None:
    queue = Queue(f"sqlite:///{tmp_path / 'video01.db'}")
    id = queue.add(GenerationRequest(prompt="a fox"), owner="key_1").id
    prepared = Prepared(BY_ID, generation_of)
    with reading(queue.engine) as connection:
        first = prepared.one_or_none(connection, id_=id)
        assert prepared.one_or_none(connection, id_=id) is first
        queue.favourite(id)
        again = prepared.one_or_none(connection, id_=id)
        assert again == queue.get(id)
        assert again is not None
        assert again.favourite
    queue.close()


def test_errors_are_those_of_sqlalchemy(tmp_path: Path) -> None:
    queue = Queue(f"sqlite:///{tmp_path / 'video01.db'}")
    with queue.engine.begin() as connection:
        connection.execute(text("DROP TABLE generations"))
    with pytest.raises(OperationalError), reading(queue.engine) as connection:
        Prepared(BY_ID, itself).one_or_none(connection, id_="any")
    queue.close()
