"""The values that are recorded in `.chalice` for the stage `dev`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from ship.chalice_deploy.recording import Recording
from ship.chalice_deploy.references import intrinsics
from ship.chalice_deploy.resources import whole_template
from ship.checkout import CHECKOUT

WHOLE = whole_template(CHECKOUT)
POLICIES = (
    *("policy-api", "policy-on-upload", "policy-on-change", "policy-sweep"),
    *("policy-websocket-connect", "policy-websocket-message", "policy-websocket-disconnect"),
)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Copy the configuration, as it is before anything is recorded."""
    shutil.copytree(
        CHECKOUT / ".chalice", tmp_path / ".chalice", ignore=shutil.ignore_patterns("deploy*", "*-dev.json")
    )
    config = read(tmp_path, "config.json")
    config["stages"]["dev"].pop("environment_variables", None)
    (tmp_path / ".chalice" / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    return tmp_path


def read(checkout: Path, name: str) -> Any:
    return json.loads((checkout / ".chalice" / name).read_text())


def record(checkout: Path) -> dict[str, Any]:
    """Record each value as if it were the text of its question; return the stage."""
    recording = Recording(checkout, "dev")
    answers = {name: json.dumps(output["Value"]) for name, output in recording.questions(WHOLE).items()}
    recording.write(answers, WHOLE)
    stage: dict[str, Any] = read(checkout, "config.json")["stages"]["dev"]
    return stage


def test_the_stage_learns_what_the_app_and_its_functions_need(checkout: Path) -> None:
    assert record(checkout)["environment_variables"] == {
        "TABLE": '{"Ref": "Table"}',
        "MEDIA_BUCKET": '{"Fn::Sub": "${AWS::StackName}-media-${AWS::AccountId}-${AWS::Region}"}',
        "QUOTA_BYTES": '{"Ref": "QuotaBytes"}',
        "USER_POOL_ID": '{"Ref": "UserPool"}',
        "WEBSOCKET_URL": json.dumps(
            {"Fn::Sub": "wss://${WebsocketAPI}.execute-api.${AWS::Region}.${AWS::URLSuffix}/api"}
        ),
        "METRICS_NAMESPACE": '{"Ref": "AWS::StackName"}',
        "EVENTS_TOPIC_ARN": '{"Ref": "Events"}',
        "ON_CHANGE_FAILURES_URL": '{"Ref": "OnChangeFailures"}',
        "PATIENCE_SECONDS": "300",
        # Chalice connects the stream to its function without `ReportBatchItemFailures`.
        "REPORTS_FAILURES": "no",
        "USER_POOL_ARN": '{"Fn::GetAtt": ["UserPool", "Arn"]}',
        "TABLE_STREAM_ARN": '{"Fn::GetAtt": ["Table", "StreamArn"]}',
    }


def test_nothing_else_changes_in_the_configuration(checkout: Path) -> None:
    untouched = read(checkout, "config.json")
    record(checkout)
    after = read(checkout, "config.json")
    del after["stages"]["dev"]["environment_variables"]
    assert after == untouched


def test_it_is_written_as_it_stands_in_the_repository(checkout: Path) -> None:
    record(checkout)
    for text in [(place / ".chalice" / "config.json").read_text() for place in (CHECKOUT, checkout)]:
        assert text == json.dumps(json.loads(text), indent=2) + "\n"


@pytest.mark.parametrize("name", POLICIES)
def test_each_policy_is_written_with_names_in_it(checkout: Path, name: str) -> None:
    record(checkout)
    made, origin = read(checkout, f"{name}-dev.json"), read(checkout, f"{name}.json")
    assert list(intrinsics(origin))
    assert not list(intrinsics(made))
    for statement, written in zip(made["Statement"], origin["Statement"], strict=True):
        assert _answered(statement["Resource"]) == _answered(written["Resource"])
        assert {**statement, "Resource": 0} == {**written, "Resource": 0}


def test_recording_again_changes_nothing(checkout: Path) -> None:
    record(checkout)
    first = {path: path.read_text() for path in (checkout / ".chalice").iterdir()}
    record(checkout)
    assert {path: path.read_text() for path in (checkout / ".chalice").iterdir()} == first


def test_what_somebody_set_for_the_stage_stays(checkout: Path) -> None:
    config = read(checkout, "config.json")
    config["stages"]["dev"]["environment_variables"] = {"ALLOWED_ORIGIN": "https://mine.example", "TABLE": "old"}
    (checkout / ".chalice" / "config.json").write_text(json.dumps(config))
    variables = record(checkout)["environment_variables"]
    assert variables["ALLOWED_ORIGIN"] == "https://mine.example"
    assert variables["TABLE"] != "old"


def test_the_apis_are_known_once_chalice_has_made_them(checkout: Path) -> None:
    assert Recording(checkout, "dev").api_ids == {}
    deployed = checkout / ".chalice" / "deployed" / "dev.json"
    deployed.parent.mkdir()
    rest, live = ({"name": f"{kind}_api", f"{kind}_api_id": kind[:4]} for kind in ("rest", "websocket"))
    for made, known in (
        ([rest], {"RestApiId": "rest"}),
        ([rest, live], {"RestApiId": "rest", "WebsocketApiId": "webs"}),
    ):
        deployed.write_text(json.dumps({"resources": [{"name": "on_upload", "lambda_arn": "arn:"}, *made]}))
        assert Recording(checkout, "dev").api_ids == known


def test_functions_have_the_names_that_chalice_gives_them(checkout: Path) -> None:
    assert Recording(checkout, "dev").functions == {
        "APIHandler": "skynotes-dev",
        "OnUpload": "skynotes-dev-on_upload",
        "OnChange": "skynotes-dev-on_change",
        "Sweep": "skynotes-dev-sweep",
        "WebsocketConnect": "skynotes-dev-websocket_connect",
        "WebsocketMessage": "skynotes-dev-websocket_message",
        "WebsocketDisconnect": "skynotes-dev-websocket_disconnect",
    }


def test_what_is_made_here_is_kept_out_of_the_repository() -> None:
    assert "/.chalice/policy-*-dev.json" in (CHECKOUT / ".gitignore").read_text().splitlines()
    own = read(CHECKOUT, "config.json")["stages"]["dev"]["lambda_functions"]
    assert {one["iam_policy_file"] for one in own.values()} == {f"{name}-dev.json" for name in POLICIES}


def _answered(resource: Any) -> list[str]:
    """Return the text of each resource, whether it is one or several, and already resolved or not."""
    several = resource if isinstance(resource, list) else [resource]
    return [one if isinstance(one, str) else json.dumps(one) for one in several]
