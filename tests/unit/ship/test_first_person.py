"""The question for the first person of a new stage."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError

from ship.first_person import first_person, welcomed
from ship.operator_errors import Problem

EMAIL = "ann@example.org"


class Cloud:
    """An account with or without the stage's stack."""

    endpoint_url = None

    def __init__(self, status: str | None) -> None:
        self._status = status
        self.cloudformation = SimpleNamespace(describe_stacks=self._describe)

    def _describe(self, StackName: str) -> Any:  # noqa: N803 - as boto3 names it
        if self._status:
            return {"Stacks": [{"StackStatus": self._status}]}
        raise ClientError({"Error": {"Message": f"{StackName} does not exist"}}, "DescribeStacks")


def asked(status: str | None, given: str = "", answer: str = "", *, terminal: bool = True) -> str | None:
    cloud: Any = Cloud(status)
    return first_person(cloud, "prod", given, ask=lambda question: answer, terminal=lambda: terminal)


def test_a_new_stage_asks_who_is_first() -> None:
    assert asked(None, answer=f" {EMAIL} ") == EMAIL


def test_nobody_is_asked_about_a_stage_that_exists() -> None:
    assert asked("UPDATE_COMPLETE", given=EMAIL, answer=EMAIL) is None


def test_a_stage_whose_creation_failed_asks_again() -> None:
    assert asked("ROLLBACK_COMPLETE", answer=EMAIL) == EMAIL


def test_an_address_that_was_given_is_not_asked_for() -> None:
    assert asked(None, given=EMAIL, answer="other@example.org") == EMAIL


def test_without_a_terminal_nobody_is_asked() -> None:
    assert asked(None, answer=EMAIL, terminal=False) == ""


def test_an_empty_answer_is_nobody() -> None:
    assert asked(None, answer="  ") == ""


def test_what_is_no_address_is_refused_before_anything_is_packaged() -> None:
    with pytest.raises(Problem, match="is not an email address"):
        asked(None, answer="ann")


def test_without_a_first_person_the_command_that_invites_is_said() -> None:
    cloud: Any = Cloud(None)
    assert "make invite STAGE=prod EMAIL=" in welcomed(cloud, "prod", {}, "")
