"""An API client on this machine, for the demo account and for the tests."""

from __future__ import annotations

import hashlib
import time
from typing import Any

import requests

TIMEOUT_SECONDS = 30


class Api:
    """Requests of one signed-in user, or unauthenticated ones without a token."""

    def __init__(self, api_url: str, token: str | None = None) -> None:
        self.token = token
        self.url = api_url
        self._session = requests.Session()
        # No proxy is needed on this machine, and looking for one with each request takes time.
        self._session.trust_env = False
        if token:
            self._session.headers["Authorization"] = f"Bearer {token}"

    def request(self, method: str, path: str, **options: Any) -> requests.Response:
        """Send a request and return the response, whatever its status; `path` begins with a slash."""
        return self._session.request(method, self.url + path, timeout=TIMEOUT_SECONDS, **options)

    def expect(self, status: int, method: str, path: str, **options: Any) -> Any:
        """Return the body of a response that must have this status, or None if there is no body."""
        response = self.request(method, path, **options)
        if response.status_code != status:
            raise AssertionError(f"{method} {path}: {response.status_code} instead of {status}: {response.text}")
        return response.json() if response.content else None

    def declare(self, name: str, content_type: str, data: bytes, **more: Any) -> Any:
        """Create the file for these bytes, without uploading them."""
        sha256 = hashlib.sha256(data).hexdigest()
        body = {"name": name, "content_type": content_type, "size": len(data), "sha256": sha256, **more}
        return self.expect(201, "POST", "/files", json=body)

    def upload(self, name: str, content_type: str, data: bytes, **more: Any) -> Any:
        """Upload a file, and return it once it is `ready` or `rejected`."""
        declared = self.declare(name, content_type, data, **more)
        put(declared["upload"], data).raise_for_status()
        return self.processed(declared["file"]["id"])

    def processed(self, file_id: str, within: float = 60) -> Any:
        """Return the file once its bytes have been processed; wait at most `within` seconds."""
        deadline = time.monotonic() + within
        while (file := self.expect(200, "GET", f"/files/{file_id}"))["status"] == "pending":
            if time.monotonic() > deadline:
                raise AssertionError(f"The file is still pending after {within} seconds.")
            time.sleep(0.1)
        return file


def put(upload: dict[str, Any], data: bytes) -> requests.Response:
    """Send the bytes with the presigned request that the API returned."""
    return requests.request(
        upload["method"], upload["url"], data=data, headers=upload["headers"], timeout=TIMEOUT_SECONDS
    )
