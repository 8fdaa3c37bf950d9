"""A client that follows the change feed: nothing is skipped or delivered twice, however late it is committed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.change_cursor import WINDOW
from chalicelib.domain.errors import Gone, Invalid
from chalicelib.domain.lifetimes import TOMBSTONE_PERIOD
from chalicelib.services.changes import Changes, ChangesQuery, cursor_before
from tests.support.factories import ANN, BOB
from tests.support.fakes import Clock
from tests.support.feed_reader import Delivered, Following, entry

SECOND = timedelta(seconds=1)


@pytest.fixture
def following(clock: Clock) -> Following:
    return Following(clock)


class TestBeginning:
    def test_without_a_cursor_it_starts_now_and_says_so(self, following: Following) -> None:
        following.write()
        assert following.feed.since(ANN, ChangesQuery()) == Changes(
            [], following.feed.since(ANN, ChangesQuery()).cursor, more=False, started_at=following.clock.now
        )

    def test_with_one_it_does_not(self, following: Following) -> None:
        assert following.ask().started_at is None

    @pytest.mark.parametrize("late", [timedelta(), WINDOW])
    def test_what_was_there_before_is_not_delivered_later(self, following: Following, late: timedelta) -> None:
        following.write(late=late)
        following.cursor = following.feed.since(ANN, ChangesQuery()).cursor
        assert following.read() == []

    def test_what_is_committed_after_that_is(self, following: Following) -> None:
        following.write(1)
        following.cursor = following.feed.since(ANN, ChangesQuery()).cursor
        late = following.write(2, late=30 * SECOND)
        assert following.read() == [late]

    def test_what_does_not_fit_into_the_cursor_is_delivered_again(self, clock: Clock) -> None:
        following = Following(clock, most_delivered=2)
        written = [following.write(number) for number in range(5)]
        answer = following.feed.since(ANN, ChangesQuery())
        assert (answer.items, answer.more) == ([], True)
        following.cursor = answer.cursor
        following.wait_for_late_writes()
        assert following.read() == written[2:]


class TestGoingOn:
    def test_changes_come_oldest_first_and_once(self, following: Following) -> None:
        written = [(following.write(number), following.clock.advance())[0] for number in (3, 1, 2)]
        assert [following.read(), following.read()] == [written, []]

    def test_they_come_page_by_page(self, following: Following) -> None:
        written = [following.write(number) for number in range(5)]
        first = following.ask(2)
        assert (len(first.items), first.more) == (2, True)
        assert following.read(2) == written[2:4]
        last = following.ask(2)
        assert (len(last.items), last.more) == (1, False)

    def test_a_page_that_ends_with_the_changes_says_so(self, following: Following) -> None:
        for number in range(2):
            following.write(number)
        assert following.ask(2).more is False

    @pytest.mark.parametrize("late", [SECOND, WINDOW - SECOND, WINDOW])
    def test_one_committed_before_what_was_delivered_is_not_skipped(
        self, following: Following, late: timedelta
    ) -> None:
        first = following.write(1)
        assert following.read() == [first]
        following.clock.advance(SECOND)
        second = following.write(2, late=late)
        assert [following.read(), following.read()] == [[second], []]

    def test_one_that_moves_backwards_is_not_skipped(self, following: Following) -> None:
        """Use a second writer whose clock is behind the first one's."""
        assert following.read() == []
        written = following.write(1)
        assert following.read() == [written]
        again = following.write(1, late=20 * SECOND)
        assert [following.read(), following.read()] == [[again], []]

    def test_what_was_delivered_is_remembered_while_much_turns_up_before_it(self, following: Following) -> None:
        following.clock.advance(10 * SECOND)
        first = following.write(1)
        assert following.read() == [first]
        late = [following.write(number, late=5 * SECOND) for number in range(2, 8)]
        assert [change for _ in range(7) for change in following.read(1)] == late

    def test_what_comes_back_as_it_was_is_delivered_again(self, following: Following) -> None:
        """Simulate a restore from a backup."""
        written = following.write(1)
        assert following.read() == [written]
        following.clock.advance()
        following.store.put(ANN, entry(1, following.clock()))
        assert following.read() == [written]

    def test_a_server_whose_clock_is_behind_delivers_nothing_again(self, following: Following) -> None:
        written = following.write(1)
        following.wait_for_late_writes()
        assert following.read() == [written]
        following.clock.advance(-30 * SECOND)
        assert [following.read(), following.read()] == [[], []]

    def test_two_changes_at_the_same_time_are_two(self, following: Following) -> None:
        assert [following.write(1)] == following.read()
        assert [following.write(1)] == following.read()

    def test_of_many_changes_of_one_thing_the_last_is_delivered(self, following: Following) -> None:
        last = [following.write(1) for _ in range(3)][-1]
        assert following.read() == [last]

    def test_the_cursor_moves_on_where_nothing_happens(self, following: Following) -> None:
        for _ in range(70):
            following.clock.advance(timedelta(days=1))
            assert following.read() == []

    def test_a_cursor_of_a_quiet_day_is_short(self, following: Following) -> None:
        quiet = following.cursor
        for number in range(100):
            following.write(number)
        following.read()
        assert len(following.cursor) > 6 * len(quiet)
        following.wait_for_late_writes()
        following.read()
        assert len(following.cursor) == len(quiet)

    def test_a_thing_that_changes_all_the_time_is_remembered_once(self, following: Following) -> None:
        lengths = set()
        for _ in range(50):
            following.clock.advance(SECOND)
            following.write(1)
            following.read()
            lengths.add(len(following.cursor))
        assert len(lengths) == 1


class TestHoldingBack:
    @pytest.fixture
    def full(self, clock: Clock) -> Following:
        """Return a reader whose cursor remembers as many changes as it can."""
        following = Following(clock, most_delivered=3)
        for number in range(3):
            following.write(number)
        assert len(following.read()) == 3
        return following

    def test_what_the_cursor_could_not_remember_waits_until_it_need_not(self, full: Following) -> None:
        full.clock.advance()
        waiting = full.write(9)
        answer = full.ask()
        assert (answer.items, answer.more) == ([], True)
        full.wait_for_late_writes()
        assert [full.read(), full.read()] == [[waiting], []]

    def test_what_was_delivered_first_makes_room_first(self, full: Following) -> None:
        full.clock.advance(10 * SECOND)
        waiting = full.write(9)
        full.clock.advance(WINDOW - 9 * SECOND)
        assert full.read() == [waiting]

    def test_what_has_moved_on_makes_room(self, full: Following) -> None:
        """Forget the former position of the changed note, which need not be remembered."""
        again = full.write(1)
        assert full.read() == [again]

    def test_what_need_not_be_remembered_passes(self, full: Following) -> None:
        full.wait_for_late_writes()
        written = [full.write(number) for number in range(10, 20)]
        full.wait_for_late_writes()
        assert full.read() == written


class TestCursors:
    def test_one_of_60_days_is_gone(self, following: Following) -> None:
        following.clock.advance(TOMBSTONE_PERIOD)
        with pytest.raises(Gone, match="without one"):
            following.ask()

    def test_one_of_59_days_is_not(self, following: Following) -> None:
        written = following.write()
        following.clock.advance(TOMBSTONE_PERIOD - timedelta(days=1))
        assert following.read() == [written]

    def test_it_is_gone_before_the_first_tombstone_is(self, following: Following) -> None:
        """Allow for clocks that are wrong by up to half a minute."""
        following.cursor = cursor_before(ANN, following.clock())
        following.clock.advance(TOMBSTONE_PERIOD - WINDOW - 30 * SECOND)
        with pytest.raises(Gone):
            following.ask()

    def test_another_persons_is_refused(self, following: Following) -> None:
        with pytest.raises(Invalid):
            following.feed.since(BOB, ChangesQuery(cursor=following.cursor))

    def test_the_change_feed_has_no_changes_of_others(self, following: Following) -> None:
        following.store.put(BOB, entry(2, following.clock()))
        assert following.read() == []

    def test_a_nudge_leads_to_all_that_was_committed_since(self, following: Following) -> None:
        moment = following.clock()
        following.clock.advance(SECOND)
        written = [following.write(1, late=WINDOW), following.write(2)]
        following.cursor = cursor_before(ANN, moment)
        assert following.read() == written


@settings(max_examples=60)
@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("write"), st.integers(0, 5), st.integers(0, 90)),
            st.tuples(st.just("wait"), st.integers(0, 5), st.integers(0, 60)),
            st.tuples(st.just("read"), st.integers(1, 4), st.just(0)),
        ),
        max_size=40,
    ),
    st.integers(1, 6),
    st.integers(1, 8),
)
def test_whatever_happens_in_whatever_order_nothing_is_skipped_and_nothing_comes_twice(
    happenings: list[tuple[str, int, int]], most_delivered: int, page_size: int
) -> None:
    following, received = Following(Clock(), most_delivered, page_size), list[Delivered]()
    acts: dict[str, Callable[[int, int], object]] = {
        "write": lambda number, seconds: following.write(number, late=seconds * SECOND),
        "wait": lambda _, seconds: following.clock.advance(seconds * SECOND),
        "read": lambda limit, _: received.extend(following.read(limit)),
    }
    for what, number, seconds in happenings:
        acts[what](number, seconds)
    following.wait_for_late_writes()
    for _ in range(1 + len(following.versions) * 2):
        received += following.read(3)
    assert max(Counter(received).values(), default=1) == 1
    assert dict(received) == following.versions
