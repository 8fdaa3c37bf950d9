"""All operations of the API, succeeding and failing, with private data in every place that a client can put it."""

from __future__ import annotations

import re
import secrets
from collections import Counter
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from PIL import Image

from local.client import Api
from tests.stack import routes
from tests.support import sample_images

JSON = {"Content-Type": "application/json"}
NOBODYS = "01ARZ3NDEKTSV4RRFFQ69G5FAV"


class PrivacyWalkthrough(Api):
    """A client that records every request that reached the service, and puts the same secret into all of its input."""

    def __init__(self, api_url: str, token: str) -> None:
        super().__init__(api_url, token)
        self.secret = secrets.token_hex(8)
        self.requested: Counter[tuple[str, int]] = Counter()
        self.signed: set[str] = set()
        self.ids: set[str] = set()
        self.ticket = ""
        self._session.headers["User-Agent"] = f"agent/{self.secret}"

    def request(self, method: str, path: str, **options: Any) -> requests.Response:
        response = super().request(method, path, **options)
        self.requested[_route(method, path), response.status_code] += 1
        self.signed.update(*map(_signatures, re.findall(r'"(http[^"]*X-Amz[^"]*)"', response.text)))
        self.ids.update(re.findall(r'"id":"(\w+)"', response.text))
        return response

    def fail(self, status: int, method: str, path: str, **options: Any) -> None:
        """Send a request that must be refused with this status."""
        self.expect(status, method, path, **options)

    def call_every_route(self) -> None:
        """Call every route, with success and with failure."""
        self._read_public_routes()
        self._keep_a_note()
        self._keep_files()
        self._follow()
        self._listen()

    def _read_public_routes(self) -> None:
        for path in ("/health", "/openapi.json", "/me"):
            self.expect(200, "GET", path)
            self.fail(400, "GET", f"{path}?{self.secret}={self.secret}")
        self._cursor = self.expect(200, "GET", "/changes")["cursor"]

    def _keep_a_note(self) -> None:
        body = {"title": self.secret, "text": f"# {self.secret}", "tags": [self.secret]}
        key = {"Idempotency-Key": self.secret}
        path = "/notes/" + self.expect(201, "POST", "/notes", json=body, headers=key)["id"]
        self.expect(201, "POST", "/notes", json=body, headers=key)
        self.fail(422, "POST", "/notes", json={"text": self.secret}, headers=key)
        self._write_nonsense()
        self.expect(200, "GET", f"/notes?tag={self.secret}")
        self.fail(400, "GET", f"/notes?cursor={self.secret}")
        self.expect(200, "GET", path)
        self.fail(404, "GET", f"/notes/{self.secret}")
        self._change(path, {"title": f"{self.secret} too"})
        self._throw_away(path)

    def _write_nonsense(self) -> None:
        for nonsense in (f'{{"{self.secret}": 1}}', f'{{"title": "{self.secret}', f'{{"tags": "{self.secret}"}}'):
            self.fail(400, "POST", "/notes", data=nonsense, headers=JSON)
        self.fail(413, "POST", "/notes", data=self.secret * 140_000, headers=JSON)
        self.fail(415, "POST", "/notes", data=self.secret, headers={"Content-Type": f"text/{self.secret}"})

    def _keep_files(self) -> None:
        photo = self.upload(f"{self.secret}.jpg", "image/jpeg", self._photo())
        assert photo["status"] == "ready"
        assert self.secret in photo["camera"]
        waiting = self.declare("waiting.txt", "text/plain", b"words")["file"]["id"]
        self.expect(200, "POST", f"/files/{waiting}/upload")
        self.fail(409, "POST", f"/files/{photo['id']}/upload")
        assert self.upload(f"../{self.secret}\u202egpj.exe", "image/png", self.secret.encode())["status"] == "rejected"
        self.fail(400, "POST", "/files", json={"name": f"{self.secret}\n", "content_type": self.secret})
        self.expect(200, "GET", "/files?kind=image&urls=true")
        self.fail(400, "GET", f"/files?kind={self.secret}")
        self.fail(404, "GET", f"/files/{self.secret}")
        self._change(f"/files/{photo['id']}", {"caption": self.secret})
        self._throw_away(f"/files/{photo['id']}")

    def _follow(self) -> None:
        changes = self.expect(200, "GET", f"/changes?cursor={self._cursor}")
        assert {"note", "file", "gone"} >= {change["type"] for change in changes["items"]} > {"gone"}
        self.fail(400, "GET", f"/changes?cursor={self.secret}")

    def _listen(self) -> None:
        self.ticket = self.expect(201, "POST", "/live/tickets")["ticket"]
        self.fail(400, "POST", f"/live/tickets?{self.secret}={self.secret}")

    def _change(self, path: str, change: dict[str, str]) -> None:
        self.expect(200, "PATCH", path, json=change, headers={"If-Match": "*"})
        self.fail(412, "PATCH", path, json=change, headers={"If-Match": f'"{self.secret}"'})
        self.fail(428, "PATCH", path, json=change)

    def _throw_away(self, path: str) -> None:
        self.fail(409, "DELETE", f"{path}?permanently=true")
        self.expect(204, "DELETE", path)
        self.expect(200, "POST", f"{path}/restore")
        self.fail(404, "POST", f"/{path.split('/')[1]}/{NOBODYS}/restore")
        self.expect(204, "DELETE", path)
        self.expect(204, "DELETE", f"{path}?permanently=true")

    def _photo(self) -> bytes:
        """Return a photo taken at 46° 31' 27.77" N, 8° 59' 53.53" E."""
        tags = Image.Exif()
        tags[271], tags[272], tags[315] = "Camera", self.secret, self.secret
        tags.get_ifd(34853).update({1: "N", 2: (46.0, 31.0, 27.77), 3: "E", 4: (8.0, 59.0, 53.53)})
        return sample_images.encoded(
            Image.new("RGB", (640, 480), sample_images.RED), "JPEG", exif=tags, comment=self.secret
        )


PLACES = ("27.77", "53.53", "46.524", "8.9982")


def _route(method: str, path: str) -> str:
    bare = urlsplit(path).path
    (template,) = {
        template
        for _, template in routes.all_routes()
        if re.fullmatch(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(template)), bare)
    }
    return f"{method} {template}"


def _signatures(url: str) -> set[str]:
    query = parse_qs(urlsplit(url).query)
    return {value for name in ("X-Amz-Signature", "X-Amz-Credential", "X-Amz-Security-Token") for value in query[name]}
