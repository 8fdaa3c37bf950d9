"""The template of the resources, without the functions."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from ship.chalice_deploy.recording import Recording
from ship.chalice_deploy.references import references
from ship.chalice_deploy.resources import Template, environment, whole_template, without_functions
from ship.checkout import CHECKOUT

WHOLE = whole_template(CHECKOUT)
FUNCTIONS = {
    "APIHandler": "skynotes-dev",
    "OnUpload": "skynotes-dev-on_upload",
    "OnChange": "skynotes-dev-on_change",
    "Sweep": "skynotes-dev-sweep",
    "PreSignUp": "skynotes-dev-pre_sign_up",
    "WebsocketConnect": "skynotes-dev-websocket_connect",
    "WebsocketMessage": "skynotes-dev-websocket_message",
    "WebsocketDisconnect": "skynotes-dev-websocket_disconnect",
}
STANDS = ("AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::Cognito::UserPool", "AWS::CloudFront::Distribution")


def resources_of(template: Template, asked: Template | None = None) -> Any:
    return without_functions(template, FUNCTIONS, asked or {})


def with_resources(**resources: Any) -> Template:
    """Return the template with some resources added."""
    return {**WHOLE, "Resources": {**WHOLE["Resources"], **resources}}


def queue(**more: Any) -> dict[str, Any]:
    return {"Type": "AWS::SQS::Queue", **more}


def test_nothing_is_left_of_what_chalice_declares() -> None:
    overlays = {name for name, one in WHOLE["Resources"].items() if "Type" not in one}
    assert overlays == {*FUNCTIONS, "RestAPI", "WebsocketAPI", "WebsocketAPIStage"}
    assert overlays.isdisjoint(resources_of(WHOLE)["Resources"])


def test_everything_that_keeps_data_and_the_pages_host_are_there_as_they_were() -> None:
    kept = {name: one for name, one in WHOLE["Resources"].items() if one.get("Type") in STANDS}
    made = resources_of(WHOLE)["Resources"]
    assert {name: one["Type"] for name, one in made.items() if one["Type"] in STANDS} == {
        name: one["Type"] for name, one in kept.items()
    }
    for name in ("Table", "MediaBucket", "WebBucket"):
        assert made[name] == WHOLE["Resources"][name]


def test_the_pool_is_there_without_the_function_that_is_made_after_it() -> None:
    made, whole = (one["Resources"]["UserPool"]["Properties"] for one in (resources_of(WHOLE), WHOLE))
    assert whole == {**made, "LambdaConfig": {"PreSignUp": {"Fn::GetAtt": ["PreSignUp", "Arn"]}}}
    assert made["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"] == {"Fn::If": ["IsClosed", True, False]}


def test_all_that_is_referred_to_is_there() -> None:
    made = resources_of(WHOLE)
    named = {name for name in references(made) if not name.startswith("AWS::")}
    assert named <= made["Resources"].keys() | made["Parameters"].keys()


@pytest.mark.parametrize(
    "needing",
    [
        queue(Properties={"Tags": [{"Key": "of", "Value": {"Ref": "OnUpload"}}]}),
        queue(Properties={"QueueName": {"Fn::Sub": "${OnChange.Arn}-aside"}}),
        queue(Properties={"QueueName": {"Ref": "RestAPI"}}),
        queue(DependsOn="APIHandler"),
        queue(DependsOn=["Table", "APIHandler"]),
    ],
    ids=str,
)
def test_what_needs_a_function_or_the_api_goes_with_it(needing: dict[str, Any]) -> None:
    template = with_resources(Needing=needing, NeedingThat=queue(DependsOn="Needing"), Alone=queue())
    template["Outputs"] = {**WHOLE["Outputs"], "Far": {"Value": {"Fn::GetAtt": ["NeedingThat", "Arn"]}}}
    made = resources_of(template)
    assert "Alone" in made["Resources"]
    assert {"Needing", "NeedingThat"}.isdisjoint(made["Resources"])
    assert "Far" not in made["Outputs"]


def test_the_pages_host_gets_the_api_by_a_parameter() -> None:
    made = resources_of(WHOLE)
    origins = made["Resources"]["Distribution"]["Properties"]["DistributionConfig"]["Origins"]
    (api,) = [origin for origin in origins if origin["Id"] == "api"]
    assert api["DomainName"] == {"Fn::Sub": "${RestApiId}.execute-api.${AWS::Region}.${AWS::URLSuffix}"}
    assert made["Parameters"]["RestApiId"]["Default"]
    assert made["Outputs"].keys() == WHOLE["Outputs"].keys()


def test_the_page_may_connect_to_what_a_parameter_tells() -> None:
    made = resources_of(WHOLE, {"Url": {"Value": {"Fn::Sub": "wss://${WebsocketAPI}.example"}}})
    headers = made["Resources"]["WebHeaders"]["Properties"]["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"]
    _, names = headers["ContentSecurityPolicy"]["ContentSecurityPolicy"]["Fn::Sub"]
    assert names["Live"]["Fn::Sub"].startswith("wss://${WebsocketApiId}.execute-api.")
    assert made["Outputs"]["Url"]["Value"] == {"Fn::Sub": "wss://${WebsocketApiId}.example"}
    assert made["Parameters"]["WebsocketApiId"]["Default"]


def test_a_reference_within_the_names_of_a_text_becomes_the_parameter_too() -> None:
    named = {"Fn::Sub": ["${Host}/${RestAPI}", {"Host": {"Fn::Sub": "${RestAPI}.execute-api"}}]}
    made = resources_of(with_resources(Named=queue(Properties={"QueueName": named})))
    assert made["Resources"]["Named"]["Properties"]["QueueName"] == {
        "Fn::Sub": ["${Host}/${RestApiId}", {"Host": {"Fn::Sub": "${RestApiId}.execute-api"}}]
    }


def test_logs_go_where_lambda_looks_for_a_place_to_put_them() -> None:
    made = resources_of(WHOLE)["Resources"]
    for overlay, function in FUNCTIONS.items():
        group = made[WHOLE["Resources"][overlay]["Properties"]["LoggingConfig"]["LogGroup"]["Ref"]]["Properties"]
        assert group["LogGroupName"] == f"/aws/lambda/{function}"
        assert group["RetentionInDays"] == {"Ref": "LogRetentionDays"}


def test_parameters_that_nothing_asks_for_are_not_asked_for() -> None:
    assert "ThrottleRate" not in resources_of(WHOLE)["Parameters"]
    assert "QuotaBytes" not in resources_of(WHOLE)["Parameters"]
    assert "QuotaBytes" in resources_of(WHOLE, {"Quota": {"Value": {"Ref": "QuotaBytes"}}})["Parameters"]


def test_the_variables_of_every_function_are_known() -> None:
    assert environment(WHOLE).keys() >= {"TABLE", "MEDIA_BUCKET", "QUOTA_BYTES"}


def test_the_whole_template_stays_as_it_is() -> None:
    before = copy.deepcopy(WHOLE)
    resources_of(WHOLE)
    assert before == WHOLE


@pytest.mark.slow
def test_it_is_a_template_that_cloudformation_can_take() -> None:
    # Imported here, since it takes as long as a hundred of the fast tests.
    from cfnlint.api import lint
    from cfnlint.core import get_rules

    made = resources_of(WHOLE, Recording(CHECKOUT, "dev").questions(WHOLE))
    assert lint(json.dumps(made), rules=get_rules([], [], []), regions=["eu-central-1"]) == []
