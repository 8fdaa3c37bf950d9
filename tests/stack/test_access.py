"""Access with valid tokens only."""

from __future__ import annotations

import jwt
import pytest

from local.client import Api
from local.people import begin_session, join, sign_in
from local.stack import Stack
from tests.running_service import PASSWORD, new_address
from tests.stack import routes, tokens
from tests.stack.eventually import eventually

SOME_ID = "01ARZ3NDEKTSV4RRFFQ69G5FAV"


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
    with tokens.another_client(stack) as client:
        Api(stack.api_url, client.id_token(email)).expect(200, "GET", "/me")
        person = Api(stack.api_url, client.id_token(email, seconds=1))
        eventually(lambda: person.request("GET", "/me").status_code == 401)


@pytest.fixture(scope="module")
def forgeries(stack: Stack) -> dict[str, str | None]:
    return tokens.forgeries(stack)
