"""Changes of an email address on the embedded cloud, which are verified first, as on AWS."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from local.people import Session, begin_session, join
from local.stack import Stack
from ship.account import Account
from tests.running_service import PASSWORD, new_address


@pytest.fixture
def email(stack: Stack) -> str:
    email = new_address("present")
    join(stack, email, PASSWORD)
    return email


@pytest.fixture
def session(stack: Stack, email: str) -> Session:
    return begin_session(stack, email, PASSWORD)


def test_the_old_address_is_valid_until_the_code_is_entered(
    account: Account, stack: Stack, email: str, session: Session
) -> None:
    other = new_address("other")
    _ask(account, session, other)
    assert begin_session(stack, email, PASSWORD)
    with pytest.raises(ClientError, match="NotAuthorizedException"):
        begin_session(stack, other, PASSWORD)
    with pytest.raises(ClientError, match="CodeMismatchException"):
        _verify(account, session, "000000")
    _verify(account, session, "123456")
    assert begin_session(stack, other, PASSWORD)
    with pytest.raises(ClientError, match="NotAuthorizedException"):
        begin_session(stack, email, PASSWORD)


def test_a_code_counts_once(account: Account, session: Session) -> None:
    _ask(account, session, new_address("once"))
    _verify(account, session, "123456")
    with pytest.raises(ClientError, match="ExpiredCodeException"):
        _verify(account, session, "123456")


def test_an_address_of_another_account_is_refused(account: Account, stack: Stack, session: Session) -> None:
    taken = new_address("taken")
    join(stack, taken, PASSWORD)
    _ask(account, session, taken.upper())
    with pytest.raises(ClientError, match="AliasExistsException"):
        _verify(account, session, "123456")
    assert begin_session(stack, taken, PASSWORD)


def _ask(account: Account, session: Session, email: str) -> None:
    attribute: Any = {"Name": "email", "Value": email}
    account.cognito.update_user_attributes(AccessToken=session.access_token, UserAttributes=[attribute])


def _verify(account: Account, session: Session, code: str) -> None:
    account.cognito.verify_user_attribute(AccessToken=session.access_token, AttributeName="email", Code=code)
