"""Objects that are made once in an environment."""

from __future__ import annotations

from chalicelib.once import Once
from chalicelib.settings import Environment, from_variables

HERE = Environment(from_variables({"TABLE": "here"}), frozenset({("AWS_DEFAULT_REGION", "eu-central-1")}))
OTHER_TABLE = HERE._replace(settings=from_variables({"TABLE": "there"}))
OTHER_REGION = HERE._replace(aws=frozenset({("AWS_DEFAULT_REGION", "eu-west-1")}))


class Moving:
    """An environment that changes, and an object that is made in it."""

    def __init__(self) -> None:
        self.environment = HERE
        self.forgotten = 0
        once = Once(self._forget, lambda: self.environment)
        self.place = once(lambda: [self.environment.settings.table])
        self.region = once(lambda: [dict(self.environment.aws)["AWS_DEFAULT_REGION"]])

    def _forget(self) -> None:
        self.forgotten += 1


def test_an_object_is_made_once() -> None:
    moving = Moving()
    assert moving.place() is moving.place()
    assert moving.place() == ["here"]


def test_an_equal_environment_is_the_same_one() -> None:
    moving = Moving()
    before = moving.place()
    moving.environment = Environment(from_variables({"TABLE": "here"}), HERE.aws)
    assert moving.place() is before


def test_in_another_environment_each_is_made_again() -> None:
    moving = Moving()
    before = moving.place(), moving.region()
    moving.environment = OTHER_TABLE
    assert moving.place() == ["there"]
    assert moving.region() is not before[1]
    moving.environment = HERE
    assert moving.place() == ["here"]


def test_the_clients_are_forgotten_only_when_the_variables_of_aws_are_others() -> None:
    moving = Moving()
    moving.place()
    moving.environment = OTHER_TABLE
    moving.place()
    assert moving.forgotten == 0
    moving.environment = OTHER_REGION
    assert moving.region() == ["eu-west-1"]
    assert moving.forgotten == 1
