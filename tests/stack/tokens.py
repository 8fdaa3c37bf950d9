"""Tokens of the user pool that are good for a moment, and tokens that must be refused."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import boto3
import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from local.people import join, sign_in
from local.stack import Stack
from tests.running_service import PASSWORD, new_address

FLOWS = {"ExplicitAuthFlows": ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]}


@dataclass(frozen=True)
class Client:
    """A client of a user pool, through which the pool's owner may sign in any user."""

    pools: Any
    pool_id: str
    client_id: str

    def id_token(self, name: str, seconds: int = 900) -> str:
        """Sign in, and return an ID token that is good for so many seconds."""
        place = {"UserPoolId": self.pool_id, "ClientId": self.client_id}
        valid = {"IdTokenValidity": seconds, "TokenValidityUnits": {"IdToken": "seconds"}}
        self.pools.update_user_pool_client(**place, **FLOWS, **valid)
        asked = {"AuthFlow": "ADMIN_USER_PASSWORD_AUTH", "AuthParameters": {"USERNAME": name, "PASSWORD": PASSWORD}}
        token: str = self.pools.admin_initiate_auth(**place, **asked)["AuthenticationResult"]["IdToken"]
        return token


@contextmanager
def another_client(stack: Stack) -> Iterator[Client]:
    """Create a client of the service's pool, and delete it after the block."""
    pools = _pools(stack)
    client = _client(pools, stack.user_pool_id)
    try:
        yield client
    finally:
        pools.delete_user_pool_client(UserPoolId=client.pool_id, ClientId=client.client_id)


def forgeries(stack: Stack) -> dict[str, str | None]:
    """Return tokens that must be refused, by what is wrong with them."""
    email = new_address("forged")
    join(stack, email, PASSWORD)
    good = sign_in(stack, email, PASSWORD)
    header, claims = jwt.get_unverified_header(good), jwt.decode(good, options={"verify_signature": False})
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    brought = {"kid": header["kid"], "jwk": RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)}
    return {
        "none at all": None,
        "garbage": "garbage",
        "another key's": jwt.encode(claims, key, algorithm="RS256", headers={"kid": header["kid"]}),
        "another key's, which it brings along": jwt.encode(claims, key, algorithm="RS256", headers=brought),
        "unsigned": jwt.encode(claims, "", algorithm="none"),
        "changed": _changed(good, {"sub": "someone-else"}),
        "made to last": _changed(good, {"exp": int(time.time()) + 10**6}),
        "another pool's": _from_another_pool(stack),
    }


def _changed(token: str, claims: dict[str, object]) -> str:
    header, payload, signature = token.split(".")
    decoded = json.loads(base64.urlsafe_b64decode(payload + "=="))
    changed = base64.urlsafe_b64encode(json.dumps(decoded | claims).encode()).decode().rstrip("=")
    return f"{header}.{changed}.{signature}"


def _from_another_pool(stack: Stack) -> str:
    pools = _pools(stack)
    ours = pools.describe_user_pool(UserPoolId=stack.user_pool_id)["UserPool"]["Policies"]
    client = _client(pools, pools.create_user_pool(PoolName="another", Policies=ours)["UserPool"]["Id"])
    pools.sign_up(ClientId=client.client_id, Username="mallory", Password=PASSWORD)
    pools.admin_confirm_sign_up(UserPoolId=client.pool_id, Username="mallory")
    return client.id_token("mallory")


def _pools(stack: Stack) -> Any:
    session = boto3.Session("test", "test", region_name=stack.region)
    return session.client("cognito-idp", endpoint_url=stack.endpoint_url)


def _client(pools: Any, pool_id: str) -> Client:
    made = pools.create_user_pool_client(UserPoolId=pool_id, ClientName="x", **FLOWS)["UserPoolClient"]
    return Client(pools, pool_id, made["ClientId"])
