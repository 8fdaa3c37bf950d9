"""The page as CloudFront serves it. Browsers resolve `*.localhost` by themselves; here it takes a Host header."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
import requests

from local.client import Api
from local.stack import Stack
from ship.account import Account


def test_the_page_is_served_with_its_security_headers(stack: Stack) -> None:
    response = _get(stack, "/")
    assert response.status_code == 200
    assert "Skynotes" in response.text
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert response.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/notes/01ARZ3NDEKTSV4RRFFQ69G5FAV", "/photos", "/sign-in", "/nothing/here"])
def test_every_address_without_an_extension_is_the_page(stack: Stack, path: str) -> None:
    response = _get(stack, path)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert response.text == _get(stack, "/").text


def test_a_file_that_is_missing_is_not_turned_into_the_page(stack: Stack) -> None:
    response = _get(stack, "/assets/missing-12345678.js")
    assert response.status_code >= 400
    assert "<html" not in response.text


def test_what_is_named_after_its_content_is_kept_for_good_and_the_rest_asked_for_each_time(stack: Stack) -> None:
    named = re.findall(r'(?:src|href)="(/[^"]+)"', _get(stack, "/").text)
    assert any(path.startswith("/assets/") for path in named)
    for path in ("/", "/config.json", *named):
        response = _get(stack, path)
        assert response.status_code == 200, path
        kept = "public, max-age=31536000, immutable" if path.startswith("/assets/") else "no-cache"
        assert response.headers["Cache-Control"] == kept, path


def test_the_page_is_configured_with_all_addresses(stack: Stack) -> None:
    assert _get(stack, "/config.json").json() == {
        "region": stack.region,
        "userPoolId": stack.user_pool_id,
        "userPoolClientId": stack.user_pool_client_id,
        "apiUrl": "/api",
        "mediaUrl": stack.endpoint_url,
        "signUp": "open",
        "signUpDomains": [],
        "userPoolEndpoint": stack.endpoint_url,
        "confirmationCode": "123456",
        "resetCode": "654321",
    }


def test_the_pages_own_origin_serves_the_api(stack: Stack) -> None:
    assert _get(stack, "/api/health").json()["status"] == "ok"
    assert _get(stack, "/api/notes").status_code == 401


def test_a_token_and_a_version_pass_through_the_pages_origin(alice: Api, stack: Stack) -> None:
    note = alice.expect(201, "POST", "/notes", json={})["id"]
    headers = {"Host": urlsplit(stack.web_url).netloc, "If-Match": '"1"'}
    through = Api(f"{stack.endpoint_url}/api", alice.token)
    assert through.expect(200, "PATCH", f"/notes/{note}", json={"title": "x"}, headers=headers)["version"] == 2
    through.expect(412, "PATCH", f"/notes/{note}", json={"title": "y"}, headers=headers)


def test_an_error_of_the_api_is_not_turned_into_a_page(stack: Stack) -> None:
    response = _get(stack, "/api/nothing-here")
    assert response.status_code >= 400
    assert "<html" not in response.text


def test_the_buckets_are_closed_to_everyone_else(stack: Stack, account: Account) -> None:
    account.s3.put_object(Bucket=stack.media_bucket, Key="originals/somebody/secret", Body=b"secret")
    for bucket, key in ((stack.web_bucket, "index.html"), (stack.media_bucket, "originals/somebody/secret")):
        response = requests.get(f"{stack.endpoint_url}/{bucket}/{key}", timeout=10)
        assert response.status_code == 403
    account.s3.delete_object(Bucket=stack.media_bucket, Key="originals/somebody/secret")


def test_only_the_page_may_upload_from_a_browser(alice: Api, stack: Stack) -> None:
    upload = alice.declare("a.txt", "text/plain", b"a")["upload"]
    origin = stack.web_url.rstrip("/")
    assert _preflight(upload["url"], origin).headers.get("Access-Control-Allow-Origin") == origin
    assert "Access-Control-Allow-Origin" not in _preflight(upload["url"], "https://elsewhere.example").headers


def _preflight(url: str, origin: str) -> requests.Response:
    asked = "content-type,if-none-match,x-amz-checksum-sha256"
    headers = {"Origin": origin, "Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": asked}
    return requests.options(url, headers=headers, timeout=10)


def _get(stack: Stack, path: str) -> requests.Response:
    host = urlsplit(stack.web_url).netloc
    return requests.get(stack.endpoint_url + path, headers={"Host": host}, timeout=10)
