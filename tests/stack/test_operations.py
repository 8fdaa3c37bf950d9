"""Alarms, dashboard, logs and tracing as deployed to AWS, and the manual for operators."""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter
from typing import Any

import pytest

from ship.checkout import CHECKOUT
from ship.package import Package

MANUAL = (CHECKOUT / "docs" / "operations.md").read_text()
# Each stage has its own metrics.
OURS: Any = {"Ref": "AWS::StackName"}
ALARMS = {
    "ApiErrorsAlarm": ("AWS/ApiGateway", "5XXError"),
    "ApiLatencyAlarm": ("AWS/ApiGateway", "Latency"),
    "FailuresAlarm": (OURS, "Failures"),
    "SweepAlarm": (OURS, "Missing"),
    "FunctionThrottlesAlarm": ("AWS/Lambda", "Throttles"),
    "OnUploadFailuresAlarm": ("AWS/SQS", "ApproximateNumberOfMessagesVisible"),
    "OnChangeFailuresAlarm": ("AWS/SQS", "ApproximateNumberOfMessagesVisible"),
    "StreamAgeAlarm": ("AWS/Lambda", "IteratorAge"),
    "TableReadThrottlesAlarm": ("AWS/DynamoDB", "ReadThrottleEvents"),
    "TableWriteThrottlesAlarm": ("AWS/DynamoDB", "WriteThrottleEvents"),
}


FUNCTIONS = (
    *("APIHandler", "OnUpload", "OnChange", "Sweep", "PreSignUp"),
    *("WebsocketConnect", "WebsocketMessage", "WebsocketDisconnect"),
)


@pytest.fixture(scope="module")
def template(production: Package) -> dict[str, Any]:
    """Return the template of `chalice package` for production, before it is adapted to the embedded cloud."""
    return production.template


@pytest.fixture
def resources(template: dict[str, Any]) -> dict[str, Any]:
    """Return the properties of each resource."""
    return {name: one.get("Properties", {}) for name, one in template["Resources"].items()}


def test_there_is_an_alarm_for_each_way_to_break(template: dict[str, Any]) -> None:
    alarms = {n: r["Properties"] for n, r in template["Resources"].items() if r["Type"] == "AWS::CloudWatch::Alarm"}
    assert {name: (alarm["Namespace"], alarm["MetricName"]) for name, alarm in alarms.items()} == ALARMS


@pytest.mark.parametrize("name", ALARMS)
def test_an_alarm_tells_the_topic_when_it_begins_and_when_it_is_over(resources: dict[str, Any], name: str) -> None:
    alarm = resources[name]
    assert alarm["AlarmActions"] == alarm["OKActions"] == [{"Ref": "AlarmTopic"}]
    # A service without any use raises no alarm.
    assert alarm["TreatMissingData"] == "notBreaching"


@pytest.mark.parametrize("name", ALARMS)
def test_an_alarm_watches_something_that_is_there(resources: dict[str, Any], name: str) -> None:
    for dimension in resources[name].get("Dimensions", []):
        value = dimension["Value"]
        if isinstance(value, dict):
            ((kind, target),) = value.items()
            assert (target if kind == "Ref" else target[0]) in {*resources, "AWS::StackName"}
    if name.startswith("Api"):
        names = {dimension["Name"]: dimension["Value"] for dimension in resources[name]["Dimensions"]}
        assert names == {"ApiName": resources["RestAPI"]["Name"], "Stage": resources["RestAPI"]["StageName"]}


@pytest.mark.parametrize("name", ALARMS)
def test_the_manual_says_of_an_alarm_what_it_means_and_what_to_do(resources: dict[str, Any], name: str) -> None:
    assert resources[name]["AlarmDescription"].endswith(f"docs/operations.md#{name.lower()}")
    (paragraph,) = re.findall(rf"^### {name}\n(.*?)(?=^##)", MANUAL, re.MULTILINE | re.DOTALL)
    assert "**Means**" in paragraph
    assert "**Do**" in paragraph or "**Look at and do**" in paragraph


def test_the_manual_knows_every_parameter_and_no_other(template: dict[str, Any]) -> None:
    rows = re.findall(r"^\| (`.*?) \|", MANUAL[MANUAL.index("| Parameter ") :], re.MULTILINE)
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == set(template["Parameters"])


def test_an_address_is_subscribed_only_where_there_is_one(template: dict[str, Any], resources: dict[str, Any]) -> None:
    assert template["Resources"]["AlarmSubscription"]["Condition"] == "HasAlarmEmail"
    assert resources["AlarmSubscription"]["Endpoint"] == {"Ref": "AlarmEmail"}
    assert template["Parameters"]["AlarmEmail"]["Default"] == ""


def test_the_dashboard_shows_every_alarm_and_answers_three_questions(resources: dict[str, Any]) -> None:
    body = json.loads(resources["Dashboard"]["DashboardBody"]["Fn::Sub"])
    kinds = {widget["type"]: widget["properties"] for widget in body["widgets"]}
    assert set(kinds["alarm"]["alarms"]) == {f"${{{name}.Arn}}" for name in ALARMS}
    questions = [widget["properties"]["markdown"] for widget in body["widgets"] if widget["type"] == "text"]
    assert [question.split("?")[0] for question in questions] == [
        "## Is it healthy",
        "## How slow is it",
        "## What does it cost",
    ]


def test_what_the_functions_count_is_counted_for_this_stack_alone(resources: dict[str, Any]) -> None:
    for function in FUNCTIONS:
        assert resources[function]["Environment"]["Variables"]["METRICS_NAMESPACE"] == OURS
    body = json.loads(resources["Dashboard"]["DashboardBody"]["Fn::Sub"])
    shown = json.dumps([widget["properties"].get("metrics") for widget in body["widgets"]])
    assert '["Skynotes' not in shown
    assert "{Skynotes" not in shown
    for metric in ("Nudged", "Announced", "FailedChanges", "Failures", "Repaired", "Orphans", "Missing"):
        assert f'["${{AWS::StackName}}", "{metric}"' in shown


def test_the_dashboard_shows_what_each_function_did(resources: dict[str, Any]) -> None:
    shown = resources["Dashboard"]["DashboardBody"]["Fn::Sub"]
    for function, metric in itertools.product(FUNCTIONS, ("Errors", "Throttles", "Duration")):
        assert f'["AWS/Lambda", "{metric}", "FunctionName", "${{{function}}}"' in shown


def test_the_dashboard_lays_no_widget_over_another(resources: dict[str, Any]) -> None:
    taken = Counter[tuple[int, int]]()
    for widget in json.loads(resources["Dashboard"]["DashboardBody"]["Fn::Sub"])["widgets"]:
        columns, rows = (range(widget[at], widget[at] + widget[size]) for at, size in (("x", "width"), ("y", "height")))
        taken.update(itertools.product(columns, rows))
    assert set(taken.values()) == {1}


def test_the_dashboard_multiplies_by_the_memory_that_the_functions_have(resources: dict[str, Any]) -> None:
    text = resources["Dashboard"]["DashboardBody"]["Fn::Sub"]
    for name, function in (("api", "APIHandler"), ("upload", "OnUpload"), ("change", "OnChange")):
        assert f'"{name}*{resources[function]["MemorySize"] / 1024:g}/1000"' in text


def test_the_gateway_writes_who_asked_for_what_but_neither_the_person_nor_the_address(
    resources: dict[str, Any],
) -> None:
    setting = resources["RestAPI"]["AccessLogSetting"]
    assert setting["DestinationArn"] == {"Fn::GetAtt": ["AccessLogs", "Arn"]}
    line = json.loads(setting["Format"])
    assert line["request_id"] == "$context.requestId"
    assert {"method", "route", "status", "milliseconds"} <= line.keys()
    for private in ("identity", "authorizer", "path$", "domain", "header"):
        assert private not in setting["Format"]
    assert resources["AccessLogs"]["RetentionInDays"] == {"Ref": "LogRetentionDays"}


def test_requests_are_traced_from_the_gateway_on(resources: dict[str, Any]) -> None:
    assert resources["RestAPI"]["TracingEnabled"] is True


def test_letting_the_gateway_write_logs_outlives_the_stack(template: dict[str, Any]) -> None:
    for name in ("GatewayAccount", "GatewayLogsRole"):
        assert template["Resources"][name]["DeletionPolicy"] == "Retain"
        assert template["Resources"][name]["Condition"] == "SetsGatewayLogging"
