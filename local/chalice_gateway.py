"""Verification of tokens in Chalice's local gateway, which by itself takes every request for a signed-in one."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Protocol

import jwt
from chalice.app import Chalice
from chalice.local import LocalGatewayAuthorizer, LocalGatewayException, NotAuthorizedError

from chalicelib.api import responses
from chalicelib.api.problems import Problem, problem_for
from chalicelib.domain.errors import Unauthorized

_KEYS_SECONDS = 5
_UNAUTHORIZED = problem_for(Unauthorized("Sign in, and send your ID token as Authorization: Bearer <token>."))


class NotRunning(Exception):
    """The service whose data is to be served does not run; the message says what to start."""


class TokenVerifier(Protocol):
    """A verifier of the tokens of private requests."""

    def claims(self, header: str) -> dict[str, Any]:
        """Return the claims of the ID token in an Authorization header.

        Raises `jwt.PyJWTError` for any other text, and `NotRunning` if the keys cannot be fetched.
        """


class PoolVerifier:
    """A verifier of a user pool's ID tokens: like API Gateway, it accepts those of every client of the pool.

    `endpoint_url` is where the pool's keys are, if not at AWS.
    """

    def __init__(self, pool_id: str, endpoint_url: str | None = None) -> None:
        service = f"https://cognito-idp.{pool_id.split('_')[0]}.amazonaws.com"
        self._issuer = f"{service}/{pool_id}"
        self._keys = jwt.PyJWKClient(
            f"{endpoint_url or service}/{pool_id}/.well-known/jwks.json", timeout=_KEYS_SECONDS
        )

    def claims(self, header: str) -> dict[str, Any]:
        """Return the claims of the ID token, as the protocol says."""
        token = header.removeprefix("Bearer ")
        checks: Any = {"require": ["exp", "iss"], "verify_aud": False}
        claims = jwt.decode(token, self._key(token), algorithms=["RS256"], issuer=self._issuer, options=checks)
        if claims.get("token_use") != "id":
            raise jwt.InvalidTokenError("not an ID token")
        return claims

    def _key(self, token: str) -> Any:
        try:
            return self._keys.get_signing_key_from_jwt(token).key
        except jwt.PyJWKClientConnectionError as error:
            raise NotRunning("The user pool does not answer. If it is that of `make run`, start that again.") from error


class ServiceUnavailable(LocalGatewayException):
    """A response with the status 503, which Chalice's gateway lacks."""

    CODE = HTTPStatus.SERVICE_UNAVAILABLE


class VerifyingAuthorizer(LocalGatewayAuthorizer):
    """An authorizer that passes a valid token's claims on, and answers 401 to any other request on a private route.

    `verifier` raises `NotRunning` if there is no data to serve: then every request gets a 503.
    """

    def __init__(self, app_object: Chalice, verifier: Callable[[], TokenVerifier]) -> None:
        super().__init__(app_object)
        self._verifier = verifier

    def authorize(self, raw_path: str, lambda_event: Any, lambda_context: Any) -> tuple[Any, Any]:
        """Authorize as API Gateway does: a view never sees a request without a valid token."""
        route = self._route_for_event(lambda_event)
        try:
            verifier = self._verifier()
            if route is not None and route.authorizer is not None:
                claims = verifier.claims(lambda_event["headers"].get("authorization", ""))
                lambda_event["requestContext"]["authorizer"] = {"claims": claims}
        except NotRunning as error:
            problem = Problem(HTTPStatus.SERVICE_UNAVAILABLE.phrase, HTTPStatus.SERVICE_UNAVAILABLE, str(error))
            raise _response(ServiceUnavailable, problem, route, lambda_event, lambda_context) from error
        except jwt.PyJWTError as error:
            raise _response(NotAuthorizedError, _UNAUTHORIZED, route, lambda_event, lambda_context) from error
        return lambda_event, lambda_context


def _response(
    kind: type[LocalGatewayException], problem: Problem, route: Any, event: Any, context: Any
) -> LocalGatewayException:
    """Return the problem as the exception that the gateway turns into a response, with the route's CORS headers."""
    cors = route.cors.get_access_control_headers() if route is not None and route.cors else {}
    response = responses.failure(problem, context.aws_request_id, cors)
    body = response.body.encode() if event["requestContext"]["httpMethod"] != "HEAD" else None
    return kind(response.headers, body)
