"""Small counts about people, case by case."""

from peaceops.domain.small_cell import Sum, withheld_counts

SEX = Sum("all", ("women", "men"))


def test_a_small_count_takes_the_next_smallest_part_with_it() -> None:
    counts = {"all": 60, "girls": 3, "boys": 20, "women": 37}
    hidden = withheld_counts(counts, [Sum("all", ("girls", "boys", "women"))])
    assert hidden == {"girls", "boys"}


def test_a_small_count_without_sums_goes_alone() -> None:
    assert withheld_counts({"killed": 4, "fled": 900, "hurt": 5}) == {"killed"}


def test_two_small_counts_whose_sum_is_told_need_a_third() -> None:
    counts = {"all": 32, "girls": 0, "boys": 2, "women": 30}
    assert withheld_counts(counts, [Sum("all", ("girls", "boys", "women"))]) == {
        "girls",
        "boys",
        "women",
    }


def test_two_small_counts_that_cover_each_other_are_enough() -> None:
    counts = {"all": 36, "girls": 3, "boys": 3, "women": 30}
    assert withheld_counts(counts, [Sum("all", ("girls", "boys", "women"))]) == {"girls", "boys"}


def test_a_total_below_five_takes_its_parts_along() -> None:
    assert withheld_counts({"all": 4, "women": 4, "men": 0}, [SEX]) == {"all", "women", "men"}


def test_what_is_unknown_is_neither_small_nor_cover() -> None:
    counts = {"all": 20, "women": None, "men": 3}
    assert withheld_counts(counts, [SEX]) == {"men", "all"}
    assert withheld_counts({"all": None, "women": None}, [SEX]) == frozenset()


def test_sums_that_lead_back_to_themselves_are_withheld_whole() -> None:
    counts = {"a": 40, "b": 2, "c": 38}
    crossed = [Sum("a", ("b", "c")), Sum("b", ("a",))]
    assert withheld_counts(counts, crossed) == {"a", "b", "c"}
