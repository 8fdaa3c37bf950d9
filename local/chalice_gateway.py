"""`chalice local`'s gateway with what Chalice leaves out: verification of tokens as by API Gateway's authorizer."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler
from typing import Any

import jwt
from chalice.app import Chalice
from chalice.config import Config
from chalice.local import ChaliceRequestHandler, LocalGateway, LocalGatewayAuthorizer, NotAuthorizedError

from .stack import Stack


class Verifier:
    """A verifier of ID tokens from the stack's user pool."""

    def __init__(self, stack: Stack) -> None:
        pool = f"{stack.region}.amazonaws.com/{stack.user_pool_id}"
        self._issuer = f"https://cognito-idp.{pool}"
        self._audience = stack.user_pool_client_id
        self._keys = jwt.PyJWKClient(f"{stack.endpoint_url}/{stack.user_pool_id}/.well-known/jwks.json")

    def claims(self, header: str) -> dict[str, Any]:
        """Return the claims of the ID token in an Authorization header. Raises `jwt.PyJWTError` for any other text."""
        token = header.removeprefix("Bearer ")
        key = self._keys.get_signing_key_from_jwt(token).key
        claims = jwt.decode(token, key, algorithms=["RS256"], audience=self._audience, issuer=self._issuer)
        if claims.get("token_use") != "id":
            raise jwt.InvalidTokenError("not an ID token")
        return claims


class VerifyingAuthorizer(LocalGatewayAuthorizer):
    """An authorizer that passes a valid token's claims on, and answers 401 to any other request on a private route."""

    def __init__(self, app_object: Chalice, verifier: Verifier) -> None:
        super().__init__(app_object)
        self._verifier = verifier

    def authorize(self, raw_path: str, lambda_event: Any, lambda_context: Any) -> tuple[Any, Any]:
        """Authorize as API Gateway does: a view never sees a request without a valid token."""
        route = self._route_for_event(lambda_event)
        if route is None or route.authorizer is None:
            return lambda_event, lambda_context
        try:
            claims = self._verifier.claims(lambda_event["headers"].get("authorization", ""))
        except jwt.PyJWTError as refused:
            raise _unauthorized(lambda_context.aws_request_id) from refused
        lambda_event["requestContext"]["authorizer"] = {"claims": claims}
        return lambda_event, lambda_context


def handler(verifier: Verifier) -> type[ChaliceRequestHandler]:
    """Return the request handler for Chalice's server whose gateway verifies tokens."""

    class VerifyingHandler(ChaliceRequestHandler):
        def __init__(self, request: Any, client: Any, server: Any, app_object: Chalice, config: Config) -> None:
            self.local_gateway = LocalGateway(app_object, config)
            self.local_gateway._authorizer = VerifyingAuthorizer(app_object, verifier)
            # Chalice's own initialiser would create another gateway and handle the request with it.
            BaseHTTPRequestHandler.__init__(self, request, client, server)

    return VerifyingHandler


def _unauthorized(request_id: str) -> NotAuthorizedError:
    problem = {
        "type": "about:blank",
        "title": "Unauthorized",
        "status": 401,
        "detail": "Sign in, and send your ID token as Authorization: Bearer <token>.",
        "request_id": request_id,
    }
    return NotAuthorizedError({"Content-Type": "application/problem+json"}, json.dumps(problem).encode())
