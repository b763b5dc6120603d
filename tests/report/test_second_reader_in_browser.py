"""What a second reader said, in a real browser: marks, questions, and the doubtful first."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.report.conftest import OpenPage
from tests.summaries import TEXT, a_checked_summary, a_full_summary

WIDTHS = pytest.mark.parametrize("width", [1366, 390], ids=["laptop", "phone"])


@WIDTHS
def test_values_carry_their_mark_and_questions_stand_under_their_field(
    open_report: OpenPage, keep_screenshot: Callable[[Page, str], None], width: int
) -> None:
    page = open_report([a_checked_summary()], address="#/article/0", width=width)
    staff = page.locator(".item[data-path='agreements[0].dispatched_staff[0]']")
    expect(staff.locator(".badge.doubt")).to_have_text("规则未读到")
    expect(page.locator(".item .badge.done").first).to_have_text("两读一致")
    questions = page.locator("[data-field='dispatched_staff'] .question")
    expect(questions).to_have_count(1)
    expect(questions).to_contain_text("规则读作")
    expect(questions).to_contain_text("把握 62%")
    expect(page.locator("[data-field='duration'] .question")).to_contain_text("仅规则读到")
    expect(page.locator(".meta")).to_contain_text("复核分 0.2")
    assert page.locator(".text").evaluate("box => box.textContent") == TEXT
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    questions.scroll_into_view_if_needed()
    keep_screenshot(page, f"second_reader_{width}")


def test_a_question_is_pointed_at_and_taken_over(open_report: OpenPage) -> None:
    page = open_report([a_checked_summary()], address="#/article/0")
    question = page.locator("[data-field='duration'] .question")
    page.locator(".doubts").get_by_role("button", name="五年").click()
    expect(question).to_have_class(re.compile("current"))
    expect(page.locator("mark.current")).to_have_text("协议期五年")
    question.get_by_role("button", name="采纳").click()
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator(".item[data-path='agreements[0].duration'] .main")).to_have_text("五年")


def test_the_keyboard_comes_by_the_questions_too(open_report: OpenPage) -> None:
    page = open_report([a_checked_summary()], address="#/article/0")
    paths = page.locator(".item").evaluate_all("cards => cards.map((card) => card.dataset.path)")
    for path in paths:
        page.keyboard.press("j")
        expect(page.locator(".item.current")).to_have_attribute("data-path", path)


@WIDTHS
def test_the_doubtful_come_first_and_can_be_filtered(
    open_report: OpenPage, keep_screenshot: Callable[[Page, str], None], width: int
) -> None:
    sure, doubtful = a_checked_summary("sure"), a_checked_summary("doubtful")
    assert sure.cross_check is not None
    nothing = sure.cross_check.model_copy(update={"review_score": 0.0, "rules_only": ()})
    agreements = a_full_summary().agreements
    summaries = [sure.model_copy(update={"cross_check": nothing, "agreements": agreements}), doubtful]
    page = open_report(summaries, address="#/articles", width=width)
    rows = page.locator(".row:not(.head)")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("doubtful")
    expect(rows.first.locator(".badge.doubt")).to_contain_text("复核分 0.2")
    keep_screenshot(page, f"doubtful_first_{width}")
    page.locator("select[data-filter='status']").select_option("doubtful")
    expect(rows).to_have_count(1)
    page.goto(page.url.split("#")[0] + "#/agreements")
    expect(rows.first.locator(".badge.doubt")).to_have_text("存疑 3")


def test_without_a_second_reader_the_page_says_nothing_of_it(open_report: OpenPage) -> None:
    page = open_report([a_full_summary("b"), a_full_summary("a")], address="#/articles")
    expect(page.locator(".row:not(.head)").first).to_contain_text("b")
    assert page.locator("option[value='doubtful']").count() == 0
    page.goto(page.url.split("#")[0] + "#/article/0")
    assert page.locator(".badge.doubt, .badge.done, .question").count() == 0


def test_a_saved_label_holds_no_mark(open_report: OpenPage) -> None:
    page = open_report([a_checked_summary()], address="#/article/0")
    with page.expect_download() as saved:
        page.get_by_role("button", name="保存本篇标注").click()
    content = saved.value.path().read_text(encoding="utf-8")
    assert "second_reader" not in content and "confidence" not in content


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["#/", "#/agreements", "#/articles", "#/article/0"])
def test_doubts_bring_no_known_barrier(scheme: str, address: str, open_report: OpenPage) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = open_report([a_checked_summary(), a_full_summary()], address=address, color_scheme=scheme)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_a_value_taken_over_is_no_doubt_of_its_own(open_report: OpenPage) -> None:
    page = open_report([a_checked_summary()], address="#/article/0")
    expect(page.locator(".doubts li")).to_have_count(3)
    staff = page.locator(".item[data-path='agreements[0].dispatched_staff[0]']")
    staff.get_by_role("button", name="修改").click()
    page.get_by_role("button", name="保存", exact=True).click()
    # Whoever saved the value has looked at it: its mark is gone, the questions stay.
    expect(staff.locator(".badge.doubt")).to_have_count(0)
    expect(page.locator(".doubts li")).to_have_count(2)
