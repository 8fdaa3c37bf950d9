"""The checkpoint from which the next sweep goes on, in memory and in the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chalicelib.domain.reconciliation import Checkpoint, Position, Progress
from chalicelib.repositories.dynamodb.attributes import to_item
from chalicelib.repositories.dynamodb.keys import SWEEP, SWEEP_POSITION
from chalicelib.repositories.dynamodb.sweep_progress import DynamoProgress
from chalicelib.repositories.dynamodb.table import Table
from tests.support.fakes import FakeProgress
from tests.support.metered_app import table_items
from tests.support.moto_resources import TABLE

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

POSITIONS = [
    Position("people", "a7"),
    Position("people", "a7", ("ann", "bob")),
    Position("incoming"),
    Position("previews", "ann"),
    Position(),
]


@pytest.fixture(params=["fake", "dynamodb"])
def progress(request: pytest.FixtureRequest) -> Progress:
    if request.param == "fake":
        return FakeProgress()
    return DynamoProgress(Table(request.getfixturevalue("dynamodb"), TABLE, partition=str))


def test_the_first_begins_at_the_beginning(progress: Progress) -> None:
    assert progress.checkpoint() == Checkpoint(Position("people"))


@pytest.mark.parametrize("position", POSITIONS, ids=str)
def test_a_checkpoint_that_was_moved_is_where_it_was_moved_to(progress: Progress, position: Position) -> None:
    moved = progress.move(progress.checkpoint(), Position("originals", "bob"))
    assert moved
    again = progress.move(moved, position)
    assert again == progress.checkpoint()
    assert again.position == position


@pytest.mark.parametrize("steps", [0, 1])
def test_of_two_who_move_the_same_checkpoint_one_does(progress: Progress, steps: int) -> None:
    mark = progress.checkpoint()
    for _ in range(steps):
        mark = progress.move(mark, Position("people", "b")) or mark
    assert progress.move(mark, Position("incoming"))
    assert progress.move(mark, Position("previews")) is None
    assert progress.checkpoint().position == Position("incoming")


@pytest.mark.parametrize("progress", ["dynamodb"], indirect=True)
def test_it_stands_where_no_user_can_be(progress: Progress) -> None:
    progress.move(progress.checkpoint(), Position("incoming"))
    assert table_items().keys() == {(SWEEP, SWEEP_POSITION)} == {("sweep", "position")}


@pytest.mark.parametrize("progress", ["dynamodb"], indirect=True)
@pytest.mark.parametrize(
    ("kept", "position"),
    [
        ({"part": "people", "token": "CAISlwIIARLwAQgDEusB"}, Position("people")),
        ({"part": "originals", "token": "ann"}, Position("originals")),
        ({"part": "people"}, Position()),
        ({"part": "what nobody knows"}, Position()),
    ],
)
def test_a_checkpoint_of_an_earlier_version_is_read_and_moved(
    progress: Progress, dynamodb: DynamoDBClient, kept: dict[str, str], position: Position
) -> None:
    item = {"pk": SWEEP, "sk": SWEEP_POSITION, "revision": 7} | kept
    dynamodb.put_item(TableName=TABLE, Item=to_item(item))
    assert progress.checkpoint() == Checkpoint(position, 7)
    assert progress.move(progress.checkpoint(), Position("incoming")) == Checkpoint(Position("incoming"), 8)
