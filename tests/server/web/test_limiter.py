from hypothesis import given
from hypothesis import strategies as st

from spro.server.web.limiter import Limiter


def test_a_burst_then_the_rate() -> None:
    now = 0.0
    limiter = Limiter(2.0, 3, lambda: now)
    assert [limiter.wait("a") for _ in range(3)] == [0.0, 0.0, 0.0]
    assert limiter.wait("a") == 0.5
    assert limiter.wait("b") == 0.0
    now = 0.5
    assert limiter.wait("a") == 0.0
    assert limiter.wait("a") > 0


@given(st.lists(st.floats(0, 5), max_size=60))
def test_never_more_than_burst_and_rate_allow(steps: list[float]) -> None:
    now = 0.0
    limiter = Limiter(1.5, 4, lambda: now)
    let = 0
    for step in steps:
        now += step
        let += limiter.wait("a") == 0.0
    assert let <= 4 + 1.5 * now + 1e-6
