"""The owner's commands for accounts: `make invite` and `make people`."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local.client import Api
from local.people import CodeNeeded, begin_session, join
from local.places import Places
from local.stack import STACK_NAME, Stack
from operate import accounts
from operate.running_stage import Problem, Service
from ship.account import Account
from ship.checkout import CHECKOUT
from ship.invitations import invite
from tests.running_service import PASSWORD, new_address
from tests.support import totp


@pytest.fixture(scope="module")
def service(account: Account) -> Service:
    return Service.find(account, STACK_NAME)


@pytest.fixture
def member(stack: Stack) -> str:
    """Return the address of somebody who has an account."""
    email = new_address("member")
    join(stack, email, PASSWORD)
    return email


def test_an_invitation_is_repeated_until_it_was_used(account: Account, stack: Stack) -> None:
    email = new_address("invited")
    first, second = (invite(account, stack.user_pool_id, email) for _ in range(2))
    assert (f"{email} is invited." in first, f"{email} is invited again." in second) == (True, True)
    assert _challenge(stack, account, email, first.split()[-1]) is None
    assert _challenge(stack, account, email, second.split()[-1]) == "NEW_PASSWORD_REQUIRED"


def test_whoever_has_an_account_is_not_invited(account: Account, stack: Stack, member: str) -> None:
    with pytest.raises(Problem, match=f"{member} has an account already"):
        invite(account, stack.user_pool_id, member)


def test_an_account_that_was_never_confirmed_is_removed_before_it_is_invited(
    account: Account, stack: Stack, service: Service
) -> None:
    email = new_address("unconfirmed")
    account.cognito.sign_up(ClientId=stack.user_pool_client_id, Username=email, Password=PASSWORD)
    with pytest.raises(Problem, match=r"Remove that account first"):
        invite(account, stack.user_pool_id, email)
    accounts.remove(service, email, confirmation=email)
    assert "is invited" in invite(account, stack.user_pool_id, email)


@pytest.mark.parametrize("email", ["", "ann", "ann@", "ann@example", "a b@example.org", "<ann@example.org>"])
def test_what_is_no_address_is_refused(account: Account, stack: Stack, email: str) -> None:
    with pytest.raises(Problem, match="is not an email address"):
        invite(account, stack.user_pool_id, email)


def test_each_account_is_listed_with_what_it_keeps(service: Service, member: str) -> None:
    (line,) = [line for line in accounts.listed(service) if line.startswith(f"{member} ")]
    assert " active " in line
    assert "0 notes, 0 files, 0.0 MiB" in line


def test_a_disabled_account_is_out_until_it_is_enabled(
    account: Account, service: Service, stack: Stack, member: str
) -> None:
    session = begin_session(stack, member, PASSWORD)
    assert "Devices that are signed in lose access within 15 minutes." in accounts.disable(service, member)
    with pytest.raises(ClientError):
        begin_session(stack, member, PASSWORD)
    with pytest.raises(ClientError):
        account.cognito.initiate_auth(
            ClientId=stack.user_pool_client_id,
            AuthFlow="REFRESH_TOKEN_AUTH",
            AuthParameters={"REFRESH_TOKEN": session.refresh_token},
        )
    assert any(line.startswith(member) and " disabled " in line for line in accounts.listed(service))
    accounts.enable(service, member)
    assert begin_session(stack, member, PASSWORD).id_token


def test_removing_asks_first(service: Service, stack: Stack, member: str) -> None:
    with pytest.raises(Problem, match="Nothing was changed"):
        accounts.remove(service, member, confirmation="yes")
    assert begin_session(stack, member, PASSWORD).id_token
    assert "Its notes and files are kept" in accounts.remove(service, member, confirmation=member)
    with pytest.raises(ClientError):
        begin_session(stack, member, PASSWORD)


def test_a_quota_of_ones_own_applies_at_once_and_ends_again(service: Service, stack: Stack, member: str) -> None:
    person = Api(stack.api_url, begin_session(stack, member, PASSWORD).id_token)
    usual = person.expect(200, "GET", "/me")["limits"]["bytes"]
    file = {"name": "a.txt", "content_type": "text/plain", "size": 1024**2, "sha256": "ab" * 32}
    assert "has a quota of 1.0 MiB from the next upload on" in accounts.quota(service, member, "1MiB")
    assert person.expect(200, "GET", "/me")["limits"]["bytes"] == 1024**2
    person.expect(201, "POST", "/files", json=file)
    person.expect(409, "POST", "/files", json=file)
    assert "has the quota of the stage" in accounts.quota(service, member, "default")
    person.expect(201, "POST", "/files", json=file)
    assert person.expect(200, "GET", "/me")["limits"]["bytes"] == usual


@pytest.mark.parametrize("amount", ["", "much", "-1", "1.5GiB", "5 GB", "default "])
def test_a_quota_that_is_no_amount_is_refused(service: Service, member: str, amount: str) -> None:
    with pytest.raises(Problem, match="QUOTA is a number of bytes"):
        accounts.quota(service, member, amount)


@pytest.mark.parametrize("act", [accounts.disable, accounts.enable, accounts.remove, accounts.reset_totp])
def test_an_address_without_an_account_is_said_to_have_none(service: Service, act: Any) -> None:
    with pytest.raises(Problem, match=r"There is no account of nobody@example\.org"):
        act(service, "nobody@example.org")


def test_a_sign_in_by_a_program_takes_the_code_of_an_app(account: Account, stack: Stack, member: str) -> None:
    secret = _with_an_app(account, stack, member)
    with pytest.raises(CodeNeeded):
        begin_session(stack, member, PASSWORD)
    assert begin_session(stack, member, PASSWORD, lambda: totp.code(secret, time.time())).id_token


def test_a_lost_app_is_turned_off_by_the_owner(account: Account, service: Service, stack: Stack, member: str) -> None:
    _with_an_app(account, stack, member)
    assert "signs in with the password alone" in accounts.reset_totp(service, member)
    assert begin_session(stack, member, PASSWORD).id_token


def test_the_commands_run_by_their_names(places: Places, stack: Stack, member: str) -> None:
    stack.write(places)
    invited = new_address("typed")
    assert f"{invited} is invited" in _run(places, "operate.invite", "local", invited).stdout
    assert member in _run(places, "operate.accounts", "local").stdout
    refused = _run(places, "operate.accounts", "local", "disable", "nobody@example.org")
    assert (refused.returncode, refused.stderr) == (1, "There is no account of nobody@example.org.\n")
    unasked = _run(places, "operate.accounts", "local", "remove", member)
    assert "There is no terminal to confirm this in. Nothing was changed." in unasked.stderr


def _with_an_app(account: Account, stack: Stack, email: str) -> str:
    """Turn on the second factor of an account; return its secret."""
    access = begin_session(stack, email, PASSWORD).access_token
    secret = account.cognito.associate_software_token(AccessToken=access)["SecretCode"]
    account.cognito.verify_software_token(AccessToken=access, UserCode=totp.code(secret, time.time()))
    account.cognito.set_user_mfa_preference(
        AccessToken=access, SoftwareTokenMfaSettings={"Enabled": True, "PreferredMfa": True}
    )
    return secret


def _run(places: Places, module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LOCAL_DIR": str(places.data)}
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, cwd=CHECKOUT, env=environment, input="", capture_output=True, text=True, check=False)


def _challenge(stack: Stack, account: Account, email: str, password: str) -> str | None:
    """Sign in with a password; return the challenge, or None if the password is wrong."""
    given = {"USERNAME": email, "PASSWORD": password}
    try:
        answer = account.cognito.initiate_auth(
            ClientId=stack.user_pool_client_id, AuthFlow="USER_PASSWORD_AUTH", AuthParameters=given
        )
    except account.cognito.exceptions.NotAuthorizedException:
        return None
    return answer["ChallengeName"]
