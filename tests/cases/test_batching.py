"""How many timed steps share a transaction: quick ones many, slow ones few."""

from cases.batching import AIM_SECONDS, BEGIN, LEAST, MOST, Batching


def after(*batches: tuple[int, float], most: int = MOST) -> int:
    sizes = Batching(most=most)
    for rows, seconds in batches:
        sizes.took(rows, seconds)
    return sizes.size


def test_it_begins_small_and_grows_by_twice_at_most():
    assert after() == BEGIN
    assert after((BEGIN, 0.0001)) == 2 * BEGIN


def test_a_steady_pace_ends_at_what_fits_into_the_aim():
    sizes = Batching()
    for _ in range(10):
        sizes.took(sizes.size, sizes.size * 0.004)
    assert sizes.size == int(AIM_SECONDS / 0.004)


def test_a_slow_batch_makes_the_next_one_smaller_but_never_less_than_the_least():
    assert after((BEGIN, AIM_SECONDS * 2)) == BEGIN // 2
    assert after((BEGIN, 30.0)) == LEAST


def test_a_batch_that_was_not_full_and_quick_says_nothing():
    assert after((3, 0.001)) == BEGIN
    assert after((0, 0.5)) == BEGIN


def test_it_never_leaves_its_bounds():
    assert after(*[(n, 0.0001) for n in (10, 20, 40, 80, 160, 200)]) == MOST
    assert after((4, 9.0), most=4) == 4
