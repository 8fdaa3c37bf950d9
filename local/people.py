"""Users of the embedded cloud: creating their accounts, and signing them in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import boto3

from .stack import Stack

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient


@dataclass(frozen=True)
class Session:
    """The tokens of a sign-in: for the API, for the user pool, and to renew these two."""

    id_token: str
    access_token: str
    refresh_token: str


def join(stack: Stack, email: str, password: str) -> bool:
    """Create an account with a confirmed address; return False if it exists already."""
    pool = _pool(stack)
    try:
        pool.sign_up(ClientId=stack.user_pool_client_id, Username=email, Password=password)
    except pool.exceptions.UsernameExistsException:
        return False
    pool.admin_confirm_sign_up(UserPoolId=stack.user_pool_id, Username=email)
    return True


class CodeNeeded(Exception):
    """A sign-in of an account with a second factor, without a code."""


def sign_in(stack: Stack, email: str, password: str, code: Callable[[], str] | None = None) -> str:
    """Sign in, and return an ID token. Raises `CodeNeeded`."""
    return begin_session(stack, email, password, code).id_token


def begin_session(stack: Stack, email: str, password: str, code: Callable[[], str] | None = None) -> Session:
    """Sign in with the plain password, which stays on this machine; the page uses SRP instead.

    `code` returns what an authenticator app shows, and is called only if the account has one. Raises `CodeNeeded`
    without it.
    """
    pool: Any = _pool(stack)
    client = {"ClientId": stack.user_pool_client_id}
    given = {"USERNAME": email, "PASSWORD": password}
    answer = pool.initiate_auth(**client, AuthFlow="USER_PASSWORD_AUTH", AuthParameters=given)
    if (challenge := answer.get("ChallengeName")) == "SOFTWARE_TOKEN_MFA":
        if code is None:
            raise CodeNeeded
        answer = pool.respond_to_auth_challenge(
            **client,
            ChallengeName=challenge,
            Session=answer["Session"],
            ChallengeResponses={"USERNAME": email, "SOFTWARE_TOKEN_MFA_CODE": code()},
        )
    tokens = answer["AuthenticationResult"]
    return Session(tokens["IdToken"], tokens["AccessToken"], tokens["RefreshToken"])


@cache
def _pool(stack: Stack) -> CognitoIdentityProviderClient:
    """Return a client, one per stack: creating a client costs more than using it."""
    client = partial(boto3.Session("test", "test", region_name=stack.region).client, endpoint_url=stack.endpoint_url)
    pool: CognitoIdentityProviderClient = client("cognito-idp")
    return pool
