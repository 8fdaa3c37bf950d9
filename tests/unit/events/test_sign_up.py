"""Cognito's event before an account is created."""

from __future__ import annotations

import json
from typing import Any

import pytest

import app as skynotes
from chalicelib.events import sign_up
from chalicelib.events.failed import Failed
from tests.support.gateway_calls import CONTEXT

EMAIL = "ann@example.org"


def event(trigger: str = "PreSignUp_SignUp") -> dict[str, Any]:
    return {"triggerSource": trigger, "request": {"userAttributes": {"email": EMAIL}}, "response": {}}


def test_an_account_that_may_be_created_is_answered_with_the_event() -> None:
    assert sign_up.admit(event(), CONTEXT, "domain", ["example.org"]) == event()


def test_a_refusal_is_raised_as_a_sentence_for_the_person() -> None:
    with pytest.raises(sign_up.Refused, match=r"^Accounts here are by invitation\."):
        sign_up.admit(event(), CONTEXT, "closed", [])


@pytest.mark.parametrize(("rule", "counted"), [("open", "SignUps"), ("closed", "SignUpRefusals")])
def test_an_attempt_is_counted_without_its_address(rule: str, counted: str, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        sign_up.admit(event(), CONTEXT, rule, [])
    except sign_up.Refused:
        assert rule == "closed"
    written = capsys.readouterr().out
    assert EMAIL not in written
    line = json.loads(written)
    assert {name: line[name] for name in ("SignUps", "SignUpRefusals")} == {"SignUps": 0, "SignUpRefusals": 0} | {
        counted: 1
    }


@pytest.mark.parametrize("nonsense", [{}, {"triggerSource": "PreSignUp_SignUp"}, {"request": EMAIL}])
def test_a_malformed_event_creates_no_account_and_is_logged_without_what_is_in_it(
    nonsense: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Failed):
        sign_up.admit(nonsense, CONTEXT, "open", [])
    written = capsys.readouterr().out
    assert EMAIL not in written
    assert json.loads(written)["Failures"] == 1


def test_a_function_without_settings_is_closed() -> None:
    assert skynotes.pre_sign_up(event("PreSignUp_AdminCreateUser"), CONTEXT) == event("PreSignUp_AdminCreateUser")
    with pytest.raises(sign_up.Refused):
        skynotes.pre_sign_up(event(), CONTEXT)
