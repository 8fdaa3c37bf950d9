"""The kept answers of a slow tool: it is asked once for each question, and in continuous integration each time."""

from __future__ import annotations

from pathlib import Path

from ship.checks.kept_answers import kept


class Tool:
    """A tool that records its questions."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, question: str) -> dict[str, str]:
        self.asked.append(question)
        return {"answer": question.upper()}


def test_the_same_question_is_asked_once(tmp_path: Path) -> None:
    tool = Tool()
    answers = [kept("why", tmp_path / "answers", tool, {}) for _ in range(2)]
    assert answers == [{"answer": "WHY"}] * 2
    assert tool.asked == ["why"]


def test_another_question_is_another_answer(tmp_path: Path) -> None:
    tool = Tool()
    assert kept("why", tmp_path, tool, {}) != kept("how", tmp_path, tool, {})


def test_continuous_integration_asks_anew(tmp_path: Path) -> None:
    tool = Tool()
    for _ in range(2):
        kept("why", tmp_path, tool, {"CI": "true"})
    assert tool.asked == ["why", "why"]
