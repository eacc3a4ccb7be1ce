"""Dates as authors write them become places on a line of years."""

import pytest

from game.case.dates import MONTHS, span, when


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("10 October 1932", 1932.77),
        ("Moscow, Monday 10 October 1932", 1932.77),
        ("October 10, 1932", 1932.77),
        ("1932-10-10", 1932.77),
        ("1 December 1934, evening", 1934.92),
        ("September 1932", 1932.71),
        ("Sept. 1932", 1932.71),
        ("Summer 1932", 1932.55),
        ("winter of 1932", 1932.08),
        ("Papers of December 1934", 1934.96),
        ("A night in mid-December 1934", 1934.96),
        ("about 1960", 1960.5),
        ('"1934"', 1934.5),
        ("1932–1938", 1935.5),
        ("29 February 1936", 1936.16),
    ],
)
def test_a_date_is_a_year_with_a_fraction(text: str, year: float) -> None:
    assert when(text) == pytest.approx(year, abs=0.01)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("1932–1938", 1932, 1939),
        ("1936-37", 1936, 1938),
        ("1932", 1932, 1933),
        ("October 1932–32", 1932.749, 1932.833),
        ("7–12 January 1933", 1933.016, 1933.033),
        ("10 to 12 October 1932", 1932.773, 1932.781),
        ("26 January – 10 February 1934", 1934.068, 1934.112),
        ("June–August 1936", 1936.415, 1936.667),
        ("Autumn 1933 – January 1934", 1933.67, 1934.085),
        ("24 December 1922 and 4 January 1923", 1922.978, 1923.011),
        ("21 November 1922 – 6 March 1923", 1922.887, 1923.178),
    ],
)
def test_a_span_runs_from_its_first_point_to_the_end_of_its_last(text: str, start: float, end: float) -> None:
    assert span(text) == pytest.approx((start, end), abs=0.001)


@pytest.mark.parametrize("text", ["", "Today", "undated", "1,059 papers", "box 12345", "Late in life"])
def test_what_names_no_year_is_not_guessed_at(text: str) -> None:
    assert when(text) is None
    assert span(text) is None


def test_an_impossible_day_stops_at_the_nearest_that_exists() -> None:
    assert when("31 February 1932") == when("28 February 1932") or when("29 February 1932")


def test_months_run_in_order() -> None:
    years = [when(f"{month.title()} 1934") for month in MONTHS]
    assert years == sorted(years)
    assert len(set(years)) == 12
