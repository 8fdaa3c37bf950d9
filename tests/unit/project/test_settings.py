"""The settings of a deployment."""

from __future__ import annotations

import pytest
from msgspec import structs

from chalicelib.settings import NO_ORIGIN, Reader, Settings, chalice_command, from_variables, settings

NAMES = (
    *("TABLE", "MEDIA_BUCKET", "QUOTA_BYTES", "ALLOWED_ORIGIN"),
    *("USER_POOL_ARN", "TABLE_STREAM_ARN", "USER_POOL_ID", "WEBSOCKET_URL"),
)
OF_THE_STREAM = {
    "METRICS_NAMESPACE": "skynotes-prod",
    "EVENTS_TOPIC_ARN": "arn:topic",
    "ON_CHANGE_FAILURES_URL": "https://queue",
    "PATIENCE_SECONDS": "20",
    "REPORTS_FAILURES": "yes",
    "MOST_NOTES": "7",
    "MOST_FILES": "8",
}


def test_they_come_from_the_environment() -> None:
    values = ("notes", "media", "100", "https://example.com", "arn:pool", "arn:stream", "pool", "wss://live")
    assert from_variables(dict(zip(NAMES, values, strict=True)) | OF_THE_STREAM) == Settings(
        *("notes", "media", 100, "https://example.com", "arn:pool", "arn:stream", "pool", "wss://live"),
        metrics_namespace="skynotes-prod",
        events_topic_arn="arn:topic",
        on_change_failures_url="https://queue",
        patience_seconds=20,
        reports_failures=True,
        most_notes=7,
        most_files=8,
    )


def test_without_any_a_user_has_five_gibibytes_and_no_other_origin_may_call() -> None:
    assert from_variables({}) == Settings("", "", 5 * 1024**3, NO_ORIGIN, "", "", "")


@pytest.mark.parametrize("said", ["no", ""])
def test_failures_are_reported_only_to_a_stream_that_asks_for_them(said: str) -> None:
    assert not from_variables({"REPORTS_FAILURES": said}).reports_failures


def test_the_bucket_notifies_only_what_comes_after_it() -> None:
    together = Settings("notes", "media", 100, NO_ORIGIN)
    assert together.notifying_bucket is None
    assert structs.replace(together, table_stream_arn="arn:stream").notifying_bucket == "media"


def test_they_are_read_once() -> None:
    assert settings() is settings()


class TestTheEnvironmentIsReadAgain:
    def test_when_it_is_another_object(self, monkeypatch: pytest.MonkeyPatch) -> None:
        reader = Reader()
        before = reader.environment()
        monkeypatch.setattr("os.environ", {"TABLE": "other", "AWS_DEFAULT_REGION": "eu-west-1", "HOME": "/"})
        assert reader.environment().settings == from_variables({"TABLE": "other"})
        assert reader.environment().aws == {("AWS_DEFAULT_REGION", "eu-west-1")}
        monkeypatch.undo()
        assert reader.environment() == before

    def test_when_it_was_changed_in_place_and_the_reader_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        reader = Reader()
        before = reader.environment()
        monkeypatch.setenv("TABLE", "other")
        assert reader.environment() is before
        reader.refresh()
        assert reader.environment().settings.table == "other"


class TestTheCommandThatRunsTheApp:
    CLI = {"AWS_CHALICE_CLI_MODE": "true"}  # noqa: RUF012 - never changed

    @pytest.mark.parametrize(
        ("line", "command"),
        [
            ("chalice local", "local"),
            ("chalice local --stage local --port 8001", "local"),
            ("chalice --debug --project-dir package local", "local"),
            ("chalice --project-dir=package local", "local"),
            ("chalice package --stage local out", "package"),
            ("chalice deploy --stage local", "deploy"),
            ("chalice --project-dir local deploy", "deploy"),
            ("chalice dev plan", "dev"),
            ("chalice", None),
            ("chalice --project-dir", None),
        ],
    )
    def test_is_the_first_word_that_is_no_option(self, line: str, command: str | None) -> None:
        assert chalice_command(self.CLI, line.split()) == command

    @pytest.mark.parametrize(
        "variables", [{"AWS_LAMBDA_FUNCTION_NAME": "api"}, {"AWS_EXECUTION_ENV": "AWS_Lambda_python3.11"}]
    )
    def test_is_none_on_lambda(self, variables: dict[str, str]) -> None:
        assert chalice_command(self.CLI | variables, ["chalice", "local"]) is None

    def test_is_known_where_chalice_names_itself_after_lambda(self) -> None:
        variables = {"AWS_EXECUTION_ENV": "AWS_Lambda aws-chalice/1.34.0"}
        assert chalice_command(self.CLI | variables, ["chalice", "local"]) == "local"

    def test_is_none_in_other_programs(self) -> None:
        assert chalice_command({}, ["pytest", "local"]) is None
