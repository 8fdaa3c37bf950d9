"""An example of tests with Chalice's own client: private routes, in the environment of a stage."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from chalice.test import Client

import app as skynotes
from tests.support.imports import ROOT
from tests.support.moto_resources import make_table

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

    from tests.support.api_client import Api, Cloud

# Chalice says so of each private route, and then passes the claims of the token on, as it does here.
pytestmark = pytest.mark.filterwarnings("ignore:CognitoUserPoolAuthorizer is not a supported in local mode")

Project = Callable[[dict[str, str]], Path]


def signed_in(user: str) -> dict[str, str]:
    """Return headers with a token that Chalice's client does not verify: its claims become the authorizer's context."""
    claims = {"sub": user, "cognito:username": user, "email": f"{user}@example.com", "token_use": "id"}
    payload = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode()
    return {"Authorization": f"Bearer header.{payload}.signature", "Content-Type": "application/json"}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a function that writes a configuration whose stage `small` has these variables; it returns the project."""

    def write(variables: dict[str, str]) -> Path:
        stages = {"local": {}, "small": {"environment_variables": variables}}
        config = {"version": "2.0", "app_name": "skynotes", "stages": stages}
        (tmp_path / ".chalice").mkdir()
        (tmp_path / ".chalice" / "config.json").write_text(json.dumps(config))
        return tmp_path

    return write


def test_a_private_route_knows_who_calls_it(cloud: Cloud) -> None:
    with Client(skynotes.app, stage_name="local", project_dir=str(ROOT)) as client:
        written = client.http.post("/notes", headers=signed_in("ann"), body=b'{"title": "Sea"}')
        assert written.status_code == 201
        read = client.http.get(f"/notes/{written.json_body['id']}", headers=signed_in("ann"))
        assert read.json_body == written.json_body
        assert client.http.get(f"/notes/{written.json_body['id']}", headers=signed_in("bob")).status_code == 404
        assert client.http.get("/notes").status_code == 401


def test_the_app_sees_the_variables_of_the_stage(cloud: Cloud, project: Project) -> None:
    place = project({"QUOTA_BYTES": "7"})
    assert _limits(place, "small")["bytes"] == 7
    assert _limits(place, "local")["bytes"] == 5 * 1024**3
    assert _limits(place, "small")["bytes"] == 7


def test_it_reads_the_table_of_the_stage(ann: Api, dynamodb: DynamoDBClient, project: Project) -> None:
    make_table(dynamodb, "other")
    note = ann.write(title="In the first table")
    place = project({"TABLE": "other"})
    with Client(skynotes.app, stage_name="small", project_dir=str(place)) as client:
        listed = client.http.get("/notes", headers=signed_in("ann"))
        assert (listed.status_code, listed.json_body["items"]) == (200, [])
    assert [one["id"] for one in ann("GET", "/notes").body["items"]] == [note["id"]]


def _limits(project: Path, stage: str) -> dict[str, Any]:
    with Client(skynotes.app, stage_name=stage, project_dir=str(project)) as client:
        answer = client.http.get("/me", headers=signed_in("ann"))
        assert answer.status_code == 200
        limits: dict[str, Any] = answer.json_body["limits"]
        return limits
