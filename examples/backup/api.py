"""The few routes of the API that a backup needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from requests import RequestException, Response, Session
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from .signin import TIMEOUT_SECONDS, SignIn
from .trouble import CursorRefused, NotBrought, Trouble

Thing = dict[str, Any]
STATES = ("active", "archived", "trashed")
_CHUNK_BYTES = 1024 * 1024


def patient(backoff_seconds: float = 0.4) -> Session:
    """Return an HTTP session that retries, respecting Retry-After, while the server is busy or briefly unreachable."""
    retries = Retry(
        total=8,
        connect=3,
        read=3,
        status=6,
        backoff_factor=backoff_seconds,
        status_forcelist=(429, 502, 503, 504),
        allowed_methods=None,
        raise_on_status=False,
    )
    session = Session()
    for scheme in ("https://", "http://"):
        session.mount(scheme, HTTPAdapter(max_retries=retries))
    return session


class Api:
    """The API with the account of the signed-in user. Raises `Trouble` for a response with an error."""

    def __init__(self, url: str, http: Session, signed_in: SignIn) -> None:
        self._url = url
        self._http = http
        self._signed_in = signed_in

    def me(self) -> Thing:
        """Return the account."""
        return self._expect("/me")

    def everything(self, kind: str) -> Iterator[Thing]:
        """Yield all `notes`, without their texts, or all `files`, including archived and trashed ones."""
        for state in STATES:
            page = self._expect(f"/{kind}", state=state, limit=100)
            yield from page["items"]
            while page["cursor"]:
                page = self._expect(f"/{kind}", state=state, limit=100, cursor=page["cursor"])
                yield from page["items"]

    def one(self, kind: str, thing_id: str) -> Thing | None:
        """Return a whole note, or a file with URLs to its bytes, or None if there is none."""
        answer = self._get(f"/{kind}/{thing_id}")
        return None if answer.status_code == 404 else _body(answer)

    def changes(self, cursor: str | None = None) -> Thing:
        """Return what has changed since the cursor; without one, a cursor to begin with. Raises `CursorRefused`."""
        answer = self._get("/changes", limit=100, cursor=cursor)
        if cursor and answer.status_code in (400, 410):
            raise CursorRefused
        return _body(answer)

    def download(self, url: str) -> Iterator[bytes]:
        """Yield the bytes at a file's URL, which is presigned and needs no token. Raises `NotBrought`."""
        with self._http.get(url, stream=True, timeout=TIMEOUT_SECONDS) as answer:
            if not answer.ok:
                raise NotBrought(f"S3 responded with {answer.status_code}.")
            try:
                yield from answer.iter_content(_CHUNK_BYTES)
            except RequestException:
                raise NotBrought("The connection was lost.") from None

    def _expect(self, path: str, **query: Any) -> Thing:
        return _body(self._get(path, **query))

    def _get(self, path: str, **query: Any) -> Response:
        def ask() -> Response:
            return self._http.get(self._url + path, params=query, auth=self._signed_in, timeout=TIMEOUT_SECONDS)

        answer = ask()
        if answer.status_code == 401:
            self._signed_in.renew()
            answer = ask()
        return answer


def _body(answer: Response) -> Thing:
    body: Thing = answer.json()
    if not answer.ok:
        raise Trouble(f"The API responded with {answer.status_code}: {body.get('detail') or body.get('title')}")
    return body
