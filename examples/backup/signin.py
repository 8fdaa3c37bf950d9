"""Signing in with Cognito: one request with the password, and only tokens afterwards."""

from __future__ import annotations

from requests import PreparedRequest, Session
from requests.auth import AuthBase

from .trouble import Trouble

TIMEOUT_SECONDS = (10, 60)
_OPERATION = "AWSCognitoIdentityProviderService.InitiateAuth"


class SignIn(AuthBase):
    """Authentication by ID token, which is valid for a quarter of an hour; `renew` gets another. Raises `Trouble`."""

    def __init__(self, http: Session, endpoint: str, client_id: str, email: str, password: str) -> None:
        self._http = http
        self._endpoint = endpoint
        self._client_id = client_id
        self._tokens = self._ask("USER_PASSWORD_AUTH", USERNAME=email, PASSWORD=password)

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        """Add the token; the library `requests` calls this before it sends a request."""
        request.headers["Authorization"] = f"Bearer {self._tokens['IdToken']}"
        return request

    def renew(self) -> None:
        """Get new tokens, once the API has answered 401."""
        self._tokens |= self._ask("REFRESH_TOKEN_AUTH", REFRESH_TOKEN=self._tokens["RefreshToken"])

    def _ask(self, flow: str, **parameters: str) -> dict[str, str]:
        answer = self._http.post(
            self._endpoint,
            headers={"X-Amz-Target": _OPERATION, "Content-Type": "application/x-amz-json-1.1"},
            json={"AuthFlow": flow, "ClientId": self._client_id, "AuthParameters": parameters},
            timeout=TIMEOUT_SECONDS,
        )
        told = answer.json()
        if not answer.ok:
            raise Trouble(f"Sign-in failed: {told.get('message') or told.get('__type')}")
        if "AuthenticationResult" not in told:
            raise Trouble(f"Sign-in needs another step ({told.get('ChallengeName')}): complete it on the page first.")
        tokens: dict[str, str] = told["AuthenticationResult"]
        return tokens
