"""Access with valid tokens only."""

from __future__ import annotations

import base64
import json
import time
from typing import Any

import boto3
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from local.client import Api
from local.people import begin_session, join, sign_in
from local.stack import Stack
from tests.running_service import PASSWORD, new_address
from tests.stack import routes
from tests.stack.eventually import eventually

SOME_ID = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
FLOWS = {"ExplicitAuthFlows": ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]}


def test_only_health_and_the_reference_are_public() -> None:
    assert set(routes.all_routes()) - set(routes.private_routes()) == routes.PUBLIC


def test_health_tells_that_the_service_is_up_and_its_version(nobody: Api) -> None:
    answer = nobody.expect(200, "GET", "/health")
    assert answer["status"] == "ok"
    assert answer["version"]


@pytest.mark.parametrize(("method", "path"), routes.private_routes())
def test_a_private_route_refuses_a_caller_without_a_valid_token(
    stack: Stack, method: str, path: str, forgeries: dict[str, str | None]
) -> None:
    address = path.replace("{note_id}", SOME_ID).replace("{file_id}", SOME_ID)
    for name, token in forgeries.items():
        response = Api(stack.api_url, token).request(method, address, **routes.options(method))
        assert response.status_code == 401, name


def test_the_token_passes_with_and_without_the_word_bearer(stack: Stack) -> None:
    email = new_address("bearer")
    join(stack, email, PASSWORD)
    token = sign_in(stack, email, PASSWORD)
    for header in (token, f"Bearer {token}"):
        me = Api(stack.api_url).expect(200, "GET", "/me", headers={"Authorization": header})
        assert me["email"] == email


def test_only_the_id_token_lets_in(stack: Stack) -> None:
    email = new_address("tokens")
    join(stack, email, PASSWORD)
    session = begin_session(stack, email, PASSWORD)
    for token in (session.access_token, session.refresh_token):
        Api(stack.api_url, token).expect(401, "GET", "/me")
    Api(stack.api_url, session.id_token).expect(200, "GET", "/me")


def test_a_token_counts_in_its_header_alone(alice: Api, nobody: Api) -> None:
    for name in ("token", "id_token", "access_token", "Authorization"):
        nobody.expect(401, "GET", f"/me?{name}={alice.token}")
        nobody.expect(401, "GET", "/me", headers={"Cookie": f"{name}={alice.token}"})
    nobody.expect(401, "GET", "/me", headers={"Authorization": f"Basic {alice.token}"})


def test_a_token_is_good_for_a_quarter_of_an_hour(alice: Api) -> None:
    claims = jwt.decode(str(alice.token), options={"verify_signature": False})
    assert (claims["token_use"], claims["exp"] - claims["iat"]) == ("id", 900)


def test_a_token_that_has_expired_is_refused(stack: Stack) -> None:
    email = new_address("expired")
    join(stack, email, PASSWORD)
    pools = _pools(stack)
    client = _client(pools, stack.user_pool_id)
    Api(stack.api_url, _id_token(pools, client, email)).expect(200, "GET", "/me")
    pools.update_user_pool_client(**client, **FLOWS, IdTokenValidity=1, TokenValidityUnits={"IdToken": "seconds"})
    person = Api(stack.api_url, _id_token(pools, client, email))
    eventually(lambda: person.request("GET", "/me").status_code == 401)
    pools.delete_user_pool_client(**client)


@pytest.fixture(scope="module")
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
    pool = pools.create_user_pool(PoolName="another", Policies=ours)["UserPool"]["Id"]
    client = _client(pools, pool)
    pools.sign_up(ClientId=client["ClientId"], Username="mallory", Password=PASSWORD)
    pools.admin_confirm_sign_up(UserPoolId=pool, Username="mallory")
    return _id_token(pools, client, "mallory")


def _pools(stack: Stack) -> Any:
    session = boto3.Session("test", "test", region_name=stack.region)
    return session.client("cognito-idp", endpoint_url=stack.endpoint_url)


def _client(pools: Any, pool: str) -> dict[str, str]:
    """Create another client of a pool, through which the pool's owner may sign in any user."""
    made = pools.create_user_pool_client(UserPoolId=pool, ClientName="x", **FLOWS)["UserPoolClient"]
    return {"UserPoolId": pool, "ClientId": made["ClientId"]}


def _id_token(pools: Any, client: dict[str, str], name: str) -> str:
    asked = {"AuthFlow": "ADMIN_USER_PASSWORD_AUTH", "AuthParameters": {"USERNAME": name, "PASSWORD": PASSWORD}}
    token: str = pools.admin_initiate_auth(**client, **asked)["AuthenticationResult"]["IdToken"]
    return token
