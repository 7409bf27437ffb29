"""Questions that are alike come together, the most asked first, and always in the same way."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.asked import grouped

BREAD = ["cara bikin roti tawar", "gimana cara bikin roti tawar?", "cara membikin roti tawar gimana ya"]
DOGS = ["izin pelihara anjing di rumah susun", "pelihara anjing di rumah susun izinnya apa?"]


def test_questions_that_are_alike_come_together_the_most_asked_group_first() -> None:
    groups = grouped([DOGS[0], BREAD[0], BREAD[1], DOGS[1], BREAD[2], "jam buka museum brawijaya"])
    assert [group.count for group in groups] == [3, 2, 1]
    assert set(groups[0].examples) == set(BREAD)
    assert set(groups[1].examples) == set(DOGS)


def test_the_same_question_again_counts_and_is_shown_once() -> None:
    (group,) = grouped(["Cara bikin roti tawar?", "cara bikin roti tawar", "CARA  BIKIN ROTI TAWAR!"])
    assert group.count == 3
    assert group.examples == ("Cara bikin roti tawar?",)


def test_three_examples_are_enough() -> None:
    (group,) = grouped([f"{opening} cara bikin roti tawar" for opening in ("pak", "bu", "mas", "mbak", "min")])
    assert group.count == 5
    assert len(group.examples) == 3


def test_a_word_that_all_share_makes_nothing_alike() -> None:
    groups = grouped(["koperasi dan kucing anggora", "koperasi pergi memancing", "resep rawon koperasi"])
    assert [group.count for group in groups] == [1, 1, 1]


def test_nothing_to_group_gives_no_group() -> None:
    assert grouped([]) == []
    assert grouped(["", "?!", " "]) == []


@given(st.lists(st.text(alphabet="abc defg", max_size=20), max_size=25))
def test_every_question_is_in_one_group_and_a_second_look_gives_the_same(texts: list[str]) -> None:
    groups = grouped(texts)
    assert sum(group.count for group in groups) == sum(bool(text.strip()) for text in texts)
    assert groups == grouped(texts)
    assert all(1 <= len(group.examples) <= min(3, group.count) for group in groups)
    assert {example for group in groups for example in group.examples} <= set(texts)
