"""Nobody has to read the same thing a thousand times."""

from bot.counting.summing_up import ALL, EACH, summed_up
from bot.i18n.texts import Texts
from bot.messages import Remark, message


def missing(number: int, key: str = "notice-no-account") -> list[Remark]:
    return [Remark(message(key, f"A{n}"), n) for n in range(number)]


def test_a_few_notices_are_told_as_they_are() -> None:
    notices = [*missing(3), *missing(2, "notice-no-page")]
    assert summed_up(notices) == tuple(notices)


def test_of_many_names_some_are_told_and_the_others_counted() -> None:
    told = summed_up([*missing(25_000), *missing(2, "notice-no-page")])
    assert told[:EACH] == tuple(missing(EACH))
    assert told[-1] == Remark(message("notice-more-accounts", 24_980))
    assert len(told) == EACH + 3
    assert Texts.of("en").render(told[-1].message) == "And 24,980 more names without an account."


def test_two_names_in_one_notice_are_two() -> None:
    pairs = [Remark(message("notice-no-account-comma", f"A{n}", f"B{n}")) for n in range(EACH + 3)]
    assert summed_up(pairs)[-1] == Remark(message("notice-more-accounts", 6))


def test_all_kinds_together_have_a_limit() -> None:
    kinds = ("notice-no-account", "notice-no-page", "notice-no-category", "notice-empty-list")
    told = summed_up([remark for kind in kinds for remark in missing(30, kind)])
    assert len(told) == ALL + 4
    assert sum(int(str(remark.message.params[0])) for remark in told[ALL:]) == 4 * 30 - ALL
    assert told[-1].message.key == "notice-more"
