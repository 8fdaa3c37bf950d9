"""Chalice's local gateway with tokens verified: which requests reach a view, and what the others are told."""

from __future__ import annotations

import json
from typing import Any

import jwt
import pytest
from chalice.app import Chalice, CognitoUserPoolAuthorizer
from chalice.config import Config
from chalice.local import LocalGateway, LocalGatewayException

from local.chalice_gateway import NotRunning, PoolVerifier, TokenVerifier, VerifyingAuthorizer
from tests.running_service import free_port

TOKEN = "Bearer good"


class Verifier:
    """A verifier that accepts one token."""

    def claims(self, header: str) -> dict[str, Any]:
        if header != TOKEN:
            raise jwt.InvalidTokenError("not a good one")
        return {"sub": "ann"}


class NoKeys:
    """A verifier whose user pool does not answer."""

    def claims(self, header: str) -> dict[str, Any]:
        raise NotRunning("Start it.")


def gateway(verifier: TokenVerifier | None) -> LocalGateway:
    """Return the gateway of an app with a public and a private route; without a verifier, no service runs."""

    def verifiers() -> TokenVerifier:
        if verifier is None:
            raise NotRunning("Start it.")
        return verifier

    app = _app()
    local = LocalGateway(app, Config.create())
    local._authorizer = VerifyingAuthorizer(app, verifiers)
    return local


def _app() -> Chalice:
    app = Chalice("service")
    pool = CognitoUserPoolAuthorizer("users", provider_arns=["arn:pool"])

    @app.route("/public")
    def public() -> str:
        return "anyone"

    @app.route("/private", methods=["GET", "HEAD"], authorizer=pool, cors=True)
    def private() -> Any:
        request: Any = app.current_request
        return request.context["authorizer"]["claims"]["sub"]

    return app


def get(local: LocalGateway, path: str, token: str | None = None) -> str:
    headers = {"Authorization": token} if token is not None else {}
    body: str = local.handle_request("GET", path, headers, None)["body"]
    return body


def refused(local: LocalGateway, path: str, token: str | None = None, method: str = "GET") -> LocalGatewayException:
    with pytest.raises(LocalGatewayException) as refusal:
        local.handle_request(method, path, {"Authorization": token} if token is not None else {}, None)
    return refusal.value


def test_a_view_gets_the_claims_of_a_verified_token() -> None:
    assert get(gateway(Verifier()), "/private", TOKEN) == "ann"


@pytest.mark.parametrize("token", [None, "", "Bearer forged", "good", "é"])
def test_any_other_request_is_answered_with_401(token: str | None) -> None:
    error = refused(gateway(Verifier()), "/private", token)
    assert error.CODE == 401
    assert error.headers["Content-Type"] == "application/problem+json"
    problem = json.loads(error.body or b"")
    assert (problem["status"], problem["title"]) == (401, "Unauthorized")
    assert problem["request_id"]


def test_a_browser_may_read_the_refusal() -> None:
    assert refused(gateway(Verifier()), "/private").headers["Access-Control-Allow-Origin"] == "*"


def test_a_refusal_of_head_has_no_body() -> None:
    assert refused(gateway(Verifier()), "/private", method="HEAD").body is None


def test_a_public_route_needs_no_token() -> None:
    assert get(gateway(Verifier()), "/public") == "anyone"


@pytest.mark.parametrize("path", ["/public", "/private"])
def test_without_a_service_each_request_is_answered_with_503_and_what_to_start(path: str) -> None:
    error = refused(gateway(None), path, TOKEN)
    assert (error.CODE, error.headers["Content-Type"]) == (503, "application/problem+json")
    problem = json.loads(error.body or b"")
    assert (problem["status"], problem["title"], problem["detail"]) == (503, "Service Unavailable", "Start it.")


def test_a_token_that_cannot_be_verified_because_the_pool_does_not_answer_is_no_401() -> None:
    assert refused(gateway(NoKeys()), "/private", TOKEN).CODE == 503
    assert get(gateway(NoKeys()), "/public") == "anyone"


def test_the_keys_of_a_pool_that_does_not_answer_cannot_be_fetched() -> None:
    token = jwt.encode({"sub": "ann"}, "a secret of at least 32 characters", "HS256", headers={"kid": "one"})
    pool = PoolVerifier("eu-central-1_pool", f"http://127.0.0.1:{free_port()}")
    with pytest.raises(NotRunning, match="make run"):
        pool.claims(f"Bearer {token}")


@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer garbage", "Bearer a.b.c", "é"])
def test_what_is_no_token_is_refused_before_any_key_is_asked_for(header: str) -> None:
    with pytest.raises(jwt.PyJWTError):
        PoolVerifier("eu-central-1_pool").claims(header)
