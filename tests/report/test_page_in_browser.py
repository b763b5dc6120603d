"""The page in a real browser: what it shows equals the data."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from summarizer.schema import Agreement, ArticleSummary, ArticleWarning, Duration, SigningDate
from tests.report.conftest import OpenPage
from tests.summaries import (
    HOSTILE_WORDINGS,
    TEXT,
    a_full_summary,
    a_hostile_summary,
    a_party,
    a_summary,
    an_agreement,
    cite,
)

WIDTHS = pytest.mark.parametrize("width", [1366, 390], ids=["laptop", "phone"])


def with_fields(**fields: object) -> Agreement:
    return an_agreement().model_copy(update=fields)


def some_summaries() -> list[ArticleSummary]:
    """Return articles that differ in every way the overview counts."""
    long_term = Duration(months=None, text="长期", evidence=cite("协议期五年"))
    in_2021 = SigningDate(value="2021-05", evidence=cite("6月15日"))
    none = with_fields(
        name=None, signing_date=None, duration=None, dispatched_staff=(), target_metrics=(), training_commitments=()
    )
    warning = ArticleWarning(code="item_dropped", message="未列入")
    return [
        a_full_summary("full"),
        a_summary(
            article_id="two",
            title="两项合作",
            agreements=(with_fields(duration=long_term), with_fields(signing_date=in_2021)),
        ),
        a_summary(article_id="bare", title="只有名称", agreements=(none,), warnings=(warning,)),
        a_summary(article_id="none", title="没有合作", publisher="江城日报"),
    ]


def counts(page: Page, title: str) -> dict[str, int]:
    """Return the bars of a plot."""
    plot = page.locator(".plot", has=page.get_by_role("heading", name=title))
    return {
        bar.get_attribute("data-code") or "": int(bar.get_attribute("data-count") or -1)
        for bar in plot.locator("a").all()
    }


def test_the_numbers_of_the_overview_equal_the_data(
    open_report: OpenPage, keep_screenshot: Callable[[Page, str], None]
) -> None:
    summaries = some_summaries()
    page = open_report(summaries)
    agreements = [agreement for summary in summaries for agreement in summary.agreements]
    tiles = [int(tile.get_attribute("data-count") or -1) for tile in page.locator(".tile").all()]
    assert tiles == [4, 4, 1, 3, 0, 0]
    assert counts(page, "签约年份") == Counter(
        a.signing_date.value[:4] if a.signing_date else "none" for a in agreements
    )
    assert counts(page, "合作期限") == {"up_to_5": 2, "open_ended": 1, "not_stated": 1}
    assert counts(page, "派驻人员级别（条目）") == {"associate_chief": 3}
    assert counts(page, "培训形式（条目）") == {"on_site_teaching": 3, "further_study": 3}
    assert counts(page, "字段完整度") == {
        field: sum(bool(getattr(agreement, field)) for agreement in agreements)
        for field in (
            "parties",
            "signing_date",
            "duration",
            "dispatched_staff",
            "target_metrics",
            "training_commitments",
        )
    }
    assert counts(page, "提醒类型") == {"conflict": 1, "reply_truncated": 1, "item_dropped": 1}
    keep_screenshot(page, "overview")


def test_a_bar_leads_to_the_rows_behind_it(open_report: OpenPage) -> None:
    page = open_report(some_summaries())
    page.locator(".plot a[data-code='open_ended']").click()
    expect(page.locator(".row:not(.head)")).to_have_count(1)
    expect(page.locator("select[data-filter=term]")).to_have_value("open_ended")


def test_every_highlight_is_the_evidence_of_its_value(open_report: OpenPage) -> None:
    summary = a_full_summary()
    page = open_report([summary], address="#/article/0")
    agreement = summary.agreements[0]
    places = {f"agreements[0].{field}": getattr(agreement, field) for field in ("signing_date", "duration")} | {
        f"agreements[0].{field}[{number}]": item
        for field in ("parties", "dispatched_staff", "target_metrics", "training_commitments")
        for number, item in enumerate(getattr(agreement, field))
    }
    assert {card.get_attribute("data-path") for card in page.locator(".item").all()} == set(places)
    for path, item in places.items():
        marked = page.locator(f"mark[data-paths~='{path}']").all_text_contents()
        # Marks are cut where other evidence begins; together, in order, they are the evidence.
        assert "".join(marked) == "".join(piece.quote for piece in sorted(item.evidence, key=lambda piece: piece.start))
    assert page.locator(".text").evaluate("box => box.textContent") == TEXT


def test_evidence_is_found_behind_characters_of_two_units(open_report: OpenPage) -> None:
    text = f"𠮷🏥𠮷林医院\n{TEXT}"
    party = a_party("石门县人民医院", text=text, evidence=cite("与石门县人民医院签订", text=text))
    astral = a_party("𠮷林医院", text=text)
    agreement = with_fields(
        parties=(party, astral),
        signing_date=None,
        duration=None,
        dispatched_staff=(),
        target_metrics=(),
        training_commitments=(),
    )
    page = open_report([a_summary(text, agreements=(agreement,))], address="#/article/0")
    assert page.locator("mark").all_text_contents() == ["𠮷林医院", "与石门县人民医院签订"]


def test_pointing_at_a_value_lights_its_evidence_and_back(open_report: OpenPage) -> None:
    page = open_report([a_full_summary()], address="#/article/0")
    duration = page.locator(".item[data-path='agreements[0].duration']")
    mark = page.locator("mark[data-paths~='agreements[0].duration']")
    duration.hover()
    expect(mark).to_have_class(re.compile("lit"))
    mark.hover()
    expect(duration).to_have_class(re.compile("lit"))
    mark.click()
    expect(duration).to_have_class(re.compile("current"))
    expect(page.locator(".item.current")).to_have_count(1)


def test_warnings_come_first_and_lead_to_their_value(
    open_report: OpenPage, keep_screenshot: Callable[[Page, str], None]
) -> None:
    page = open_report([a_full_summary()], address="#/article/0")
    first = page.locator(".values > *").first
    expect(first).to_have_class("warnings")
    expect(first.locator("li")).to_have_count(2)
    first.get_by_role("button", name="合作 1 · 期限").click()
    expect(page.locator(".item.current")).to_have_attribute("data-path", "agreements[0].duration")
    expect(page.locator(".item.current .badge.warn")).to_have_text("说法冲突")
    keep_screenshot(page, "article")


def test_the_keyboard_moves_between_items_and_articles(open_report: OpenPage) -> None:
    page = open_report(some_summaries(), address="#/article/0")
    for key, path in [("j", "parties[0]"), ("j", "parties[1]"), ("j", "signing_date"), ("k", "parties[1]")]:
        page.keyboard.press(key)
        expect(page.locator(".item.current")).to_have_attribute("data-path", f"agreements[0].{path}")
    expect(page.locator(".item.current .main")).to_be_focused()
    page.keyboard.press("n")
    expect(page.locator("h1")).to_have_text("两项合作")
    page.keyboard.press("p")
    expect(page.locator("h1")).to_have_text("签约")
    page.keyboard.press("2")
    page.keyboard.press("j")
    expect(page.locator(".row.current")).to_have_attribute("data-index", "1")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("两项合作")
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile("#/agreements$"))
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()


def test_the_tables_filter_search_and_sort(open_report: OpenPage) -> None:
    page = open_report(some_summaries(), address="#/agreements")
    rows = page.locator(".row:not(.head)")
    expect(rows).to_have_count(4)
    page.locator("#search").fill("石门县 对口帮扶")
    expect(rows).to_have_count(3)
    page.locator("#search").fill("没有这个")
    expect(page.locator(".empty")).to_be_visible()
    page.get_by_role("button", name="清除筛选").click()
    expect(rows).to_have_count(4)
    page.locator("select[data-filter=missing]").select_option("duration")
    expect(rows).to_have_count(1)
    page.locator("select[data-filter=missing]").select_option("")
    for expected in (["–", "2021-05", "2023-06-15", "2023-06-15"], ["2023-06-15", "2023-06-15", "2021-05", "–"]):
        page.locator(".head .date button").click()
        assert rows.locator(".date").all_text_contents() == expected
    expect(page.locator(".head .date")).to_have_attribute("aria-sort", "descending")
    page.goto(page.url.split("#")[0] + "#/articles?status=no_agreement")
    expect(rows.locator("a")).to_have_text(["没有合作"])
    page.locator("#search").fill("江城日报")
    expect(rows).to_have_count(1)


def test_next_goes_through_the_rows_of_the_list(open_report: OpenPage) -> None:
    page = open_report(some_summaries(), address="#/articles?sort=-title")
    titles = page.locator(".row:not(.head) .lead a").all_text_contents()
    page.locator(".row:not(.head) .lead a").first.click()
    for title in titles:
        expect(page.locator("h1")).to_have_text(title)
        page.keyboard.press("n")


@WIDTHS
def test_the_page_speaks_both_languages(
    width: int, open_report: OpenPage, keep_screenshot: Callable[[Page, str], None]
) -> None:
    page = open_report(some_summaries(), width=width, color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    for address in ("#/", "#/agreements", "#/articles", "#/article/0"):
        page.goto(page.url.split("#")[0] + address)
        frame = page.locator(
            "h1, h2, h3, nav, button:not(.main), .tile, .plot .label, .filters, .parts, .head"
        ).all_inner_texts()
        chinese = set(re.findall(r"[\u4e00-\u9fff]+", " ".join(frame)))
        # What is left in Chinese is the article's own words, and the way back to Chinese.
        assert chinese <= {
            "中文",
            "签约",
            "两项合作",
            "骨干",
            "云江一院",
            "骨科",
            "儿科",
            "每批",
            "个月",
            "名",
            "到",
            "年底",
            "二级甲等医院",
            "五年",
        }
    keep_screenshot(page, f"english-dark-{width}")
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_narrow_screen_shows_everything_without_sideways_scrolling(
    open_report: OpenPage, keep_screenshot: Callable[[Page, str], None]
) -> None:
    page = open_report(
        [*some_summaries(), a_hostile_summary(HOSTILE_WORDINGS["long"])], width=360, height=740, has_touch=True
    )
    for name, address in {
        "overview": "#/",
        "agreements": "#/agreements",
        "articles": "#/articles",
        "long": "#/article/4",
        "article": "#/article/0",
    }.items():
        page.goto(page.url.split("#")[0] + address)
        expect(page.locator("#main")).to_be_visible()
        widths = page.evaluate("[document.documentElement.scrollWidth, document.querySelector('.place').scrollWidth]")
        assert max(widths) <= 360, address
        keep_screenshot(page, f"phone-{name}")
    expect(page.locator(".text-pane")).to_be_hidden()
    page.get_by_role("button", name="原文").click()
    expect(page.locator(".values-pane")).to_be_hidden()
    page.locator("mark[data-paths~='agreements[0].duration']").tap()
    expect(page.locator(".item[data-path='agreements[0].duration']")).to_be_in_viewport()


@pytest.mark.parametrize("wording", HOSTILE_WORDINGS.values(), ids=HOSTILE_WORDINGS)
def test_hostile_text_is_shown_and_nothing_runs(wording: str, open_report: OpenPage) -> None:
    page = open_report([a_hostile_summary(wording)], address="#/article/0")
    shown = page.locator(".item .main").first.text_content() or ""
    assert shown.replace("…", "") == wording[:400].replace("\r", "\r")
    assert wording in (page.locator(".text").text_content() or "")
    for address in ("#/", "#/agreements", "#/articles"):
        page.goto(page.url.split("#")[0] + address)
        expect(page.locator("#main")).to_be_visible()
    assert page.evaluate("window.pwned") is None
    assert page.locator("#app img, #app script, #app iframe, a[href^='javascript']").count() == 0


def test_characters_that_turn_the_text_are_shown_by_their_code(open_report: OpenPage) -> None:
    page = open_report([a_hostile_summary(HOSTILE_WORDINGS["bidi"])], address="#/article/0")
    assert page.locator(".item .main .unseen").first.get_attribute("data-code") == "U+202E"
    assert page.locator(".unseen").first.evaluate("node => getComputedStyle(node).unicodeBidi") == "isolate"


def test_a_report_of_nothing_says_so(open_report: OpenPage) -> None:
    page = open_report([])
    for address in ("#/agreements", "#/articles", "#/article/7", "#/nonsense?x=1"):
        page.goto(page.url.split("#")[0] + address)
        expect(page.locator("#main")).to_be_visible()
    page.goto(page.url.split("#")[0] + "#/articles")
    expect(page.locator(".empty")).to_have_text("这份报告里没有文章。")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["#/", "#/agreements", "#/articles", "#/article/0"])
def test_the_page_has_no_known_barrier(scheme: str, address: str, open_report: OpenPage) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = open_report(some_summaries(), address=address, color_scheme=scheme)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_the_form_and_the_help_have_no_known_barrier(open_report: OpenPage) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = open_report([a_full_summary()], address="#/article/0")
    for path in ("dispatched_staff[0]", "parties[0]"):
        page.locator(f".item[data-path='agreements[0].{path}']").get_by_role("button", name="修改").click()
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


FRAMES = """async () => {
  const box = document.querySelector('.windowed');
  const times = [];
  for (let turn = 0, last = performance.now(); turn < 60; turn += 1) {
    box.scrollTop += 300;
    await new Promise((drawn) => requestAnimationFrame(drawn));
    times.push(performance.now() - last);
    last = performance.now();
  }
  return times.sort((one, other) => one - other)[30];
}"""


def test_two_thousand_articles_open_within_three_seconds_and_scroll_smoothly(open_report: OpenPage) -> None:
    text = TEXT + "\n" + "为进一步推动优质医疗资源下沉，双方将加强合作。" * 60
    one = a_summary(text, agreements=(an_agreement(),))
    summaries = [
        one.model_copy(update={"article": one.article.model_copy(update={"id": str(n)})}) for n in range(2_000)
    ]
    page = open_report(summaries, address="#/agreements")
    opened_ms = page.evaluate("performance.now()")
    expect(page.locator(".list .count")).to_have_text("显示 2000 / 2000")
    assert opened_ms < 3_000
    assert page.locator(".row").count() < 60
    # A browser that draws in software on a busy machine makes 20 frames a second; a full table would make less than 1.
    assert page.evaluate(FRAMES) < 150
    page.locator(".windowed").evaluate("box => { box.scrollTop = box.scrollHeight; }")
    expect(page.locator(".row[data-index='1999']")).to_be_visible()


def test_a_list_comes_back_where_it_was_left(open_report: OpenPage) -> None:
    summaries = [a_full_summary(str(number)) for number in range(200)]
    page = open_report(summaries, address="#/articles")
    page.locator(".windowed").evaluate("box => { box.scrollTop = 6000; }")
    page.locator(".row[data-index='102'] a").click()
    page.keyboard.press("Escape")
    expect(page.locator(".row.current")).to_have_attribute("data-index", "102")
    expect(page.locator(".row.current")).to_be_in_viewport()
