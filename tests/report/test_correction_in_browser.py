"""Correcting in a real browser: what a person says is kept, saved, read by the harness and loaded again."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from evals.adopt import adopt, load_page_labels
from evals.cases import folder_cases
from evals.labels import check_label, label_of, load_label
from evals.scoring import score_article
from summarizer.reading import read_article
from summarizer.schema import ArticleSummary
from tests.report.conftest import OpenPage
from tests.summaries import TEXT, a_full_summary, a_hostile_summary, a_summary

PATH = ".item[data-path='agreements[0].{}']"

SELECT = """(box, [from, to]) => {
  const range = document.createRange();
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  for (let at = 0, node; (node = walker.nextNode()); at += node.length) {
    if (at <= from && from < at + node.length) range.setStart(node, from - at);
    if (at < to && to <= at + node.length) range.setEnd(node, to - at);
  }
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


def select(page: Page, words: str) -> None:
    """Select words of the text, as a mouse would."""
    text = page.locator(".text").text_content() or ""
    start = len(text[: text.index(words)].encode("utf-16-le")) // 2
    page.locator(".text").evaluate(SELECT, [start, start + len(words.encode("utf-16-le")) // 2])


def field(page: Page, name: str) -> str:
    """Return the selector of a control of the open form."""
    return f".item-form .part-{name} :is(input, select, textarea)"


def save_label(page: Page, folder: Path, button: str = ".save-label") -> Path:
    with page.expect_download() as download:
        page.locator(button).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def submit(page: Page) -> None:
    page.locator(".item-form button[type=submit]").click()


def open_form(page: Page, path: str) -> None:
    page.locator(PATH.format(path)).get_by_role("button", name="修改").click()


def test_an_untouched_label_equals_the_extraction(open_report: OpenPage, tmp_path: Path) -> None:
    summary = a_full_summary()
    label = load_label(save_label(open_report([summary], address="#/article/0"), tmp_path))
    assert label.agreements == label_of(summary).agreements


def test_a_corrected_label_is_read_by_the_harness(
    open_report: OpenPage, tmp_path: Path, keep_screenshot: Callable[[Page, str], None]
) -> None:
    summary = a_full_summary()
    page = open_report([summary], address="#/article/0")

    open_form(page, "dispatched_staff[0]")
    page.locator(field(page, "count")).nth(1).fill("12")
    page.locator(field(page, "departments")).fill("骨科\n\n 妇科 ")
    keep_screenshot(page, "form")
    submit(page)

    page.locator(PATH.format("target_metrics[1]")).get_by_role("button", name="删除").click()

    select(page, "石门县人民医院签约")
    expect(page.locator(".selection-bar")).to_contain_text("已选 9 字")
    keep_screenshot(page, "selection")
    page.locator(".selection-bar").get_by_role("button", name="参与方").click()
    page.locator(field(page, "name")).fill("石门县卫生健康局")
    page.locator(field(page, "role")).select_option("recipient")
    submit(page)

    page.locator(".check").click()
    path = save_label(page, tmp_path)
    label = load_label(path)
    agreement = label.agreements[0]
    staff = agreement.dispatched_staff[0]
    assert staff.count and staff.count.value == 12
    assert staff.departments == ("骨科", "妇科")
    assert [target.name for target in agreement.target_metrics] == ["县域内就诊率"]
    added = agreement.parties[2]
    assert (added.name, added.role, added.evidence[0].quote) == ("石门县卫生健康局", "recipient", "石门县人民医院签约")
    assert check_label(label, article_id="a", text=TEXT) == []
    score = score_article(label, label_of(summary), text=TEXT)
    assert (
        score.counts["dispatched_staff"].missed,
        score.counts["target_metrics"].wrong,
        score.counts["parties"].missed,
    ) == (1, 1, 1)


def test_every_kind_of_item_can_be_added(open_report: OpenPage, tmp_path: Path) -> None:
    page = open_report([a_summary(TEXT)], address="#/article/0")
    page.locator(".add-agreement").click()
    for name, words, fill in [
        ("参与方", "石门县人民医院", {}),
        ("签约日期", "6月15日", {"value": "2023-06-15"}),
        ("期限", "协议期五年", {"text": "五年", "months": "60"}),
        ("派驻人员", "选派副主任医师以上8名", {"title": "副主任医师以上"}),
        ("目标", "建成二级甲等医院", {"name": "医院等级", "goal": "二级甲等医院"}),
        ("培训", "免费进修", {"audience": "骨干"}),
    ]:
        select(page, words)
        page.locator(".selection-bar").get_by_role("button", name=name, exact=True).click()
        for control, value in fill.items():
            page.locator(field(page, control)).fill(value)
        submit(page)
    page.locator(".agreement").get_by_role("button", name="协议名称").click()
    page.locator(".item-form input").fill("对口帮扶协议")
    submit(page)
    label = load_label(save_label(page, tmp_path))
    agreement = label.agreements[0]
    assert agreement.name == "《对口帮扶协议》"
    assert agreement.signing_date and agreement.signing_date.evidence[0].quote == "6月15日"
    assert agreement.duration and (agreement.duration.text, agreement.duration.months) == ("五年", 60)
    assert [
        len(agreement.items(name)) for name in ("parties", "dispatched_staff", "target_metrics", "training_commitments")
    ] == [1] * 4
    assert check_label(label, article_id="a", text=TEXT) == []


@pytest.mark.parametrize(
    ("path", "control", "value", "told"),
    [
        ("signing_date", "value", "去年", "请写成"),
        ("duration", "months", "1.5", "不小于 1 的整数"),
        ("parties[0]", "name", " ", "请填写"),
        ("target_metrics[1]", "goal", "", "至少填一项"),
    ],
)
def test_what_the_contract_forbids_is_not_saved(
    path: str, control: str, value: str, told: str, open_report: OpenPage
) -> None:
    page = open_report([a_full_summary()], address="#/article/0")
    open_form(page, path)
    page.locator(field(page, control)).fill(value)
    submit(page)
    expect(page.locator(f".part-{control} .fault")).to_contain_text(told)
    expect(page.locator(field(page, control))).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".item-form")).to_have_count(0)


def test_an_item_needs_evidence_of_bearable_length(open_report: OpenPage) -> None:
    page = open_report([a_full_summary()], address="#/article/0")
    open_form(page, "duration")
    page.get_by_role("button", name="移除这条依据").click()
    submit(page)
    expect(page.locator(".evidence .fault")).to_contain_text("至少需要一条依据")
    page.locator(".add-evidence").click()
    expect(page.locator(".evidence .fault")).to_contain_text("在原文中选中文字")
    select(page, TEXT[:130])
    page.locator(".add-evidence").click()
    expect(page.locator(".evidence .fault")).to_contain_text("最多 120 字，现有 130 字")
    select(page, "协议期五年")
    page.locator(".add-evidence").click()
    submit(page)
    expect(page.locator(PATH.format("duration") + " q")).to_have_text("协议期五年")


def test_unsaved_work_survives_a_reload_and_can_be_taken_back(open_report: OpenPage) -> None:
    page = open_report([a_full_summary()], address="#/article/0")
    page.locator(PATH.format("duration")).get_by_role("button", name="删除").click()
    page.keyboard.press("c")
    page.reload()
    expect(page.locator(PATH.format("duration"))).to_have_count(0)
    expect(page.locator(".check")).to_have_attribute("aria-pressed", "true")
    page.goto(page.url.split("#")[0])
    tiles = [tile.get_attribute("data-count") for tile in page.locator(".tile").all()]
    assert tiles[4:] == ["1", "1"]
    assert page.locator(".plot a[data-code=duration]").get_attribute("data-count") == "0"
    page.goto(page.url.split("#")[0] + "#/article/0")
    page.get_by_role("button", name="恢复提取结果").click()
    expect(page.locator(PATH.format("duration"))).to_have_count(1)
    page.keyboard.press("Control+z")
    expect(page.locator(PATH.format("duration"))).to_have_count(0)


def test_labels_saved_together_are_loaded_again(open_report: OpenPage, tmp_path: Path) -> None:
    summaries = [a_full_summary("a"), a_full_summary("b"), a_summary(article_id="c")]
    page = open_report(summaries, address="#/article/1")
    page.locator(PATH.format("duration")).get_by_role("button", name="删除").click()
    page.keyboard.press("n")
    page.keyboard.press("c")
    path = save_label(page, tmp_path, ".save-labels")
    assert [label.article.id for label in load_page_labels(path)] == ["b", "c"]

    other = open_report(address="#/article/1")
    expect(other.locator(PATH.format("duration"))).to_have_count(1)
    other.locator("#label-files").set_input_files(path)
    expect(other.locator(".toast")).to_contain_text("载入 2 份标注")
    expect(other.locator(PATH.format("duration"))).to_have_count(0)
    expect(other.locator(PATH.format("dispatched_staff[0]"))).to_have_count(1)
    assert json.loads(save_label(other, tmp_path / "again", ".save-labels").read_text("utf-8")) == json.loads(
        path.read_text("utf-8")
    )


def test_a_label_of_hand_made_quotes_is_placed_in_the_text(open_report: OpenPage, tmp_path: Path) -> None:
    label = json.loads(label_of(a_full_summary()).model_dump_json())
    for party in label["agreements"][0]["parties"]:
        party["evidence"] = [{"quote": "石门县人民医院签订"}, {"quote": "不在文中的话"}]
    path = tmp_path / "hand.json"
    path.write_text(json.dumps(label), encoding="utf-8")
    page = open_report([a_full_summary()], address="#/article/0")
    page.locator("#label-files").set_input_files(path)
    assert (
        "".join(page.locator("mark[data-paths~='agreements[0].parties[1]']").all_text_contents())
        == "石门县人民医院签订"
    )
    expect(page.locator(PATH.format("parties[1]") + " .badge.warn")).to_have_text("依据不在文中")


@pytest.mark.parametrize(
    "content", ["not JSON", "{}", '[{"schema_version":"1","article":{"id":"a"},"agreements":[{"parties":[{}]}]}]']
)
def test_a_file_that_is_no_label_is_told(content: str, open_report: OpenPage, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(content, encoding="utf-8")
    page = open_report([a_full_summary()])
    page.locator("#label-files").set_input_files(path)
    expect(page.locator(".toast")).to_contain_text("x.json 不是标注文件")


def test_selected_text_is_counted_in_characters_not_units(open_report: OpenPage, tmp_path: Path) -> None:
    summary = a_hostile_summary("𠮷林医院🏥")
    page = open_report([summary], address="#/article/0")
    select(page, "石门县人民医院")
    page.locator(".selection-bar").get_by_role("button", name="参与方").click()
    submit(page)
    evidence = load_label(save_label(page, tmp_path)).agreements[0].parties[2].evidence[0]
    text = summary.article.text
    assert evidence.start == text.index("石门县人民医院")
    assert text[evidence.start : evidence.end] == evidence.quote


def test_a_corrected_article_becomes_a_fixture(open_report: OpenPage, tmp_path: Path) -> None:
    summary = from_page(tmp_path / "pages" / "x01_notice.txt")
    page = open_report([summary], address="#/article/0")
    page.locator(".add-agreement").click()
    select(page, "石门县人民医院")
    page.locator(".selection-bar").get_by_role("button", name="参与方").click()
    submit(page)
    page.locator(".check").click()
    labels = load_page_labels(save_label(page, tmp_path, ".save-labels"))
    adopted = adopt(labels, split="dev", root=tmp_path / "fixtures")
    assert [one.lost for one in adopted] == [()]
    case = folder_cases(tmp_path / "fixtures" / "dev" / "articles", tmp_path / "fixtures" / "dev" / "labels")[0]
    assert case.article_path and case.article_path.read_bytes() == (tmp_path / "pages" / "x01_notice.txt").read_bytes()
    assert case.label.agreements[0].parties[0].evidence[0].start is None
    text = read_article(case.article_path).text
    assert check_label(case.label, article_id="x01_notice", text=text) == []
    assert re.search('"why": "Corrected on the review page."', case.label_path.read_text("utf-8"))


def from_page(path: Path) -> ArticleSummary:
    """Write an article and return its summary without agreements."""
    path.parent.mkdir()
    path.write_text(f"签约\n发布时间：2023-06-20\n{TEXT}\n", encoding="utf-8")
    article = read_article(path)
    summary = a_summary(
        article.text, article_id=article.id, title=article.title, published="2023-06-20", publisher=article.publisher
    )
    info = summary.article.model_copy(update={"source": str(path), "sha256": article.sha256})
    return summary.model_copy(update={"article": info})
