"""The values that are recorded in `.chalice` for the stage `dev`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from ship.account import Account
from ship.chalice_deploy.deployment import QuickWay
from ship.chalice_deploy.recording import Recording
from ship.chalice_deploy.references import intrinsics, replaced
from ship.chalice_deploy.resources import whole_template
from ship.checkout import CHECKOUT

WHOLE = whole_template(CHECKOUT)
POLICIES = (
    *("policy-api", "policy-on-upload", "policy-on-change", "policy-sweep"),
    *("policy-pre-sign-up", "policy-websocket-connect", "policy-websocket-message", "policy-websocket-disconnect"),
)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Copy the configuration, as it is before anything is recorded."""
    (tmp_path / ".chalice").mkdir()
    for path in (CHECKOUT / ".chalice").glob("*.json"):
        shutil.copy(path, tmp_path / ".chalice")
    return tmp_path


def read(checkout: Path, name: str) -> Any:
    return json.loads((checkout / ".chalice" / name).read_text())


def record(checkout: Path) -> dict[str, Any]:
    """Record each value as if it were the text of its question; return the stage's configuration."""
    recording = Recording(checkout, "dev")
    answers = {name: json.dumps(output["Value"]) for name, output in recording.questions(WHOLE).items()}
    recording.write(answers, WHOLE)
    stage: dict[str, Any] = recording.added_to(read(checkout, "config.json"))["stages"]["dev"]
    return stage


def files(checkout: Path) -> dict[Path, str]:
    return {path: path.read_text() for path in (checkout / ".chalice").rglob("*") if path.is_file()}


def test_the_stage_learns_what_the_app_and_its_functions_need(checkout: Path) -> None:
    assert record(checkout)["environment_variables"] == {
        "TABLE": '{"Ref": "Table"}',
        "MEDIA_BUCKET": '{"Fn::Sub": "${AWS::StackName}-media-${AWS::AccountId}-${AWS::Region}"}',
        "QUOTA_BYTES": '{"Ref": "QuotaBytes"}',
        "USER_POOL_ID": '{"Ref": "UserPool"}',
        "WEBSOCKET_URL": json.dumps(
            {"Fn::Sub": "wss://${WebsocketAPI}.execute-api.${AWS::Region}.${AWS::URLSuffix}/api"}
        ),
        "SIGN_UP": '{"Ref": "SignUp"}',
        "SIGN_UP_DOMAINS": '{"Ref": "SignUpDomains"}',
        "METRICS_NAMESPACE": '{"Ref": "AWS::StackName"}',
        "EVENTS_TOPIC_ARN": '{"Ref": "Events"}',
        "ON_CHANGE_FAILURES_URL": '{"Ref": "OnChangeFailures"}',
        "PATIENCE_SECONDS": "300",
        # Chalice connects the stream to its function without `ReportBatchItemFailures`.
        "REPORTS_FAILURES": "no",
        "USER_POOL_ARN": '{"Fn::GetAtt": ["UserPool", "Arn"]}',
        "TABLE_STREAM_ARN": '{"Fn::GetAtt": ["Table", "StreamArn"]}',
    }


def test_the_repositorys_own_files_stay_as_they_are(checkout: Path) -> None:
    untouched = files(checkout)
    record(checkout)
    assert files(checkout).items() > untouched.items()


def test_nothing_else_changes_in_the_configuration(checkout: Path) -> None:
    config = read(checkout, "config.json")
    stage = record(checkout)
    assert stage.keys() - config["stages"]["dev"].keys() == {"environment_variables", "lambda_functions"}
    added = Recording(checkout, "dev").added_to(config)
    assert {**added, "stages": {**added["stages"], "dev": config["stages"]["dev"]}} == config


def test_it_exists_once_it_was_written(checkout: Path) -> None:
    assert not Recording(checkout, "dev").exists
    record(checkout)
    assert Recording(checkout, "dev").exists
    assert not Recording(checkout, "prod").exists


@pytest.mark.parametrize("name", POLICIES)
def test_each_policy_is_written_with_names_in_it(checkout: Path, name: str) -> None:
    named = [Path(one["iam_policy_file"]) for one in record(checkout)["lambda_functions"].values()]
    (place,) = [path for path in named if path.stem == name]
    made, origin = json.loads(place.read_text()), read(checkout, f"{name}.json")
    assert list(intrinsics(origin))
    assert not list(intrinsics(made))
    assert made == replaced(origin, json.dumps)


def test_recording_again_changes_nothing(checkout: Path) -> None:
    record(checkout)
    first = files(checkout)
    record(checkout)
    assert files(checkout) == first


def test_what_somebody_set_for_the_stage_stays(checkout: Path) -> None:
    config = read(checkout, "config.json")
    config["stages"]["dev"]["environment_variables"] = {"ALLOWED_ORIGIN": "https://mine.example", "TABLE": "old"}
    config["stages"]["dev"]["lambda_functions"] = {"sweep": {"lambda_memory_size": 1024, "iam_policy_file": "old"}}
    (checkout / ".chalice" / "config.json").write_text(json.dumps(config))
    stage = record(checkout)
    assert stage["environment_variables"]["ALLOWED_ORIGIN"] == "https://mine.example"
    assert stage["environment_variables"]["TABLE"] != "old"
    assert stage["lambda_functions"]["sweep"]["lambda_memory_size"] == 1024
    assert stage["lambda_functions"]["sweep"]["iam_policy_file"] != "old"


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
        "PreSignUp": "skynotes-dev-pre_sign_up",
        "WebsocketConnect": "skynotes-dev-websocket_connect",
        "WebsocketMessage": "skynotes-dev-websocket_message",
        "WebsocketDisconnect": "skynotes-dev-websocket_disconnect",
    }


def test_what_is_made_here_is_kept_out_of_the_repository(checkout: Path) -> None:
    place = Recording(checkout, "dev").place.relative_to(checkout)
    assert f"/{place.parent}/" in (CHECKOUT / ".gitignore").read_text().splitlines()


def test_what_chalice_made_is_deleted_by_chalice_before_the_resources(checkout: Path) -> None:
    calls: list[tuple[str, ...]] = []
    nowhere = Account.embedded("http://127.0.0.1:1")
    way = QuickWay(nowhere, print, checkout=checkout, chalice=lambda _, *arguments: calls.append(arguments))
    way.delete_code()
    assert not calls
    (checkout / ".chalice" / "deployed").mkdir()
    (checkout / ".chalice" / "deployed" / "dev.json").write_text('{"resources": [{"name": "sweep"}]}')
    way.delete_code()
    assert calls == [("delete", "--stage", "dev")]


def test_a_recording_can_be_removed_and_made_again(checkout: Path) -> None:
    before = files(checkout)
    record(checkout)
    recording = Recording(checkout, "dev")
    assert recording.exists
    recording.remove()
    recording.remove()
    assert not recording.exists
    assert files(checkout) == before
    record(checkout)
