"""Messages that a client may send, and the format of tickets."""

from __future__ import annotations

import pytest

from chalicelib.domain.connections import could_be_ticket, is_ping, new_ticket


@pytest.mark.parametrize("text", ['{"type": "ping"}', '{"type":"ping"}', '{"type": "ping", "at": 1}'])
def test_a_ping_is_a_ping(text: str) -> None:
    assert is_ping(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ping",
        "None",
        "[]",
        "{}",
        '"ping"',
        '{"type": "pong"}',
        '{"type": ["ping"]}',
        '{"type": "ping"',
        "[" * 100,
        '{"type": "ping"' + " " * 100 + "}",
        "\ud800",
    ],
)
def test_anything_else_is_none(text: str) -> None:
    assert not is_ping(text)


def test_every_ticket_is_another_one_of_256_bits() -> None:
    tickets = {new_ticket() for _ in range(100)}
    assert len(tickets) == 100
    assert all(could_be_ticket(ticket) for ticket in tickets)


@pytest.mark.parametrize("text", ["", "short", "x" * 44, "x" * 42 + "=", "x" * 42 + "\ud800", "x" * 43 + "\n"])
def test_what_does_not_look_like_one_is_none(text: str) -> None:
    assert not could_be_ticket(text)
