"""Who gets in."""

from __future__ import annotations

import base64
import json
import time

import boto3
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from local.client import Api
from local.people import join, sign_in
from local.stack import Stack
from tests.running import PASSWORD, new_address
from tests.stack import routes

SOME_ID = "01ARZ3NDEKTSV4RRFFQ69G5FAV"


def test_only_health_and_the_reference_are_public() -> None:
    assert set(routes.all_routes()) - set(routes.private_routes()) == routes.PUBLIC


def test_health_tells_that_the_service_is_up_and_its_version(nobody: Api) -> None:
    answer = nobody.expect(200, "GET", "/health")
    assert answer["status"] == "ok"
    assert answer["version"]


@pytest.mark.parametrize(("method", "path"), routes.private_routes())
def test_a_private_route_turns_away_whoever_nobody_vouches_for(
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


@pytest.fixture(scope="module")
def forgeries(stack: Stack) -> dict[str, str | None]:
    """Tokens that must not pass, by what is wrong with them."""
    email = new_address("forged")
    join(stack, email, PASSWORD)
    good = sign_in(stack, email, PASSWORD)
    header, claims = jwt.get_unverified_header(good), jwt.decode(good, options={"verify_signature": False})
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return {
        "none at all": None,
        "garbage": "garbage",
        "another key's": jwt.encode(claims, key, algorithm="RS256", headers={"kid": header["kid"]}),
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
    session = boto3.Session("test", "test", region_name=stack.region)
    pools = session.client("cognito-idp", endpoint_url=stack.endpoint_url)
    pool = pools.create_user_pool(PoolName="another")["UserPool"]["Id"]
    flows = ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
    client = pools.create_user_pool_client(UserPoolId=pool, ClientName="x", ExplicitAuthFlows=flows)  # type: ignore[arg-type] # a literal list
    client_id = client["UserPoolClient"]["ClientId"]
    pools.sign_up(ClientId=client_id, Username="mallory", Password="Passw0rd!xyz")
    pools.admin_confirm_sign_up(UserPoolId=pool, Username="mallory")
    answer = pools.admin_initiate_auth(
        UserPoolId=pool,
        ClientId=client_id,
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": "mallory", "PASSWORD": "Passw0rd!xyz"},
    )
    return answer["AuthenticationResult"]["IdToken"]
