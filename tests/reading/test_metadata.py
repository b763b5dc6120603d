from __future__ import annotations

from datetime import date

import pytest

from summarizer.reading.labels import split_labels
from summarizer.reading.metadata import Clues, find_day, is_organisation, organisation_name

DAY = date(2021, 5, 17)


@pytest.mark.parametrize(
    ("wording", "day"),
    [
        ("2021-05-17 10:22:31", DAY),
        ("2021年5月17日", DAY),
        ("2021/5/17", DAY),
        ("2021.05.17", DAY),
        ("20210517", DAY),
        ("2021-05-17T08:00:00+08:00", DAY),
        ("二〇二一年五月十七日", DAY),
        ("二○二一年十二月三十一日", date(2021, 12, 31)),
        ("民国110年5月17日", DAY),
        ("110年5月17日", DAY),
        ("110-05-17", DAY),
        ("今天是2021-13-45，发布于2021-05-17", DAY),
        ("2021年5月", None),
        ("05-17", None),
        ("5月17日", None),
        ("2021-02-30", None),
        ("电话0571-85021234", None),
        ("", None),
    ],
)
def test_find_day(wording: str, day: date | None) -> None:
    assert find_day(wording) == day


@pytest.mark.parametrize(
    ("line", "pairs"),
    [
        ("发布时间：2021-05-17 来源：某医院", [("发布时间", "2021-05-17"), ("来源", "某医院")]),
        ("发 文 机 关: 某市政府 成文日期:", [("发文机关", "某市政府"), ("成文日期", "")]),
        ("索引号\t01/2024\t发文机关\t某市卫健委", [("索引号", "01/2024"), ("发文机关", "某市卫健委")]),
        ("标　题：\t我院签约".replace("\u3000", " "), [("标题", "我院签约")]),
        ("（责任编辑：甲 审核：乙）", [("责任编辑", "甲"), ("审核", "乙")]),
        ("文/小石 图/小黎", [("文", "小石"), ("图", "小黎")]),
        ("会议时间：上午九点", []),
        ("签约双方表示满意。", []),
    ],
)
def test_split_labels(line: str, pairs: list[tuple[str, str]]) -> None:
    assert split_labels(line) == pairs


@pytest.mark.parametrize(
    ("wording", "name"),
    [
        ("某某大学人民医院党委宣传部", "某某大学人民医院"),
        ("临溪县人民政府门户网站", "临溪县人民政府"),
        ("© 2015-2021 临溪市中心医院", "临溪市中心医院"),
        ("临溪县融媒体中心", "临溪县融媒体中心"),
        ("山城日报", "山城日报"),
        ("宣传科", None),
        ("党委宣传部", None),
        ("医务科", None),
        ("本站原创", None),
        ("网络", None),
        ("admin", None),
        ("", None),
        (None, None),
    ],
)
def test_organisation_name(wording: str | None, name: str | None) -> None:
    assert organisation_name(wording) == name


@pytest.mark.parametrize(
    "name", ["临溪县人民医院", "某市卫生健康委员会", "山城晨报", "某省疾控中心", "临溪县融媒体中心"]
)
def test_names_of_organisations(name: str) -> None:
    assert is_organisation(name)


@pytest.mark.parametrize("name", ["医院要闻", "我院签约", "通知公告", "新闻中心动态"])
def test_names_of_channels_are_none(name: str) -> None:
    assert not is_organisation(name)


@pytest.mark.parametrize(
    ("lines", "publisher"),
    [
        (["来源：宣传科", "版权所有：临溪市中心医院"], "临溪市中心医院"),
        (["来源：市卫生健康委员会", "发文机关：临溪市政府"], "临溪市政府"),
        (["来源：市卫生健康委员会"], "市卫生健康委员会"),
        (["发布：党委宣传部", "主办：某某大学人民医院党委宣传部"], "某某大学人民医院"),
        (["来源：山城日报", "版权所有：临溪市中心医院"], "山城日报"),
        (["作者：小罗"], None),
    ],
)
def test_the_publisher_is_an_organisation_a_reader_can_find(lines: list[str], publisher: str | None) -> None:
    clues = Clues()
    for line in lines:
        clues.read_line(line)
        clues.read_owner(line)
    assert clues.publisher == publisher


@pytest.mark.parametrize(
    "lines",
    [
        ["成文日期：2021-05-10 发布日期：2021-05-17"],
        ["更新时间：2021-06-01", "发布时间：2021-05-17"],
        ["成文日期：2021-05-17", "更新时间：2021-06-01"],
    ],
)
def test_the_day_of_publication_beats_that_of_writing_and_updating(lines: list[str]) -> None:
    clues = Clues()
    for line in lines:
        clues.read_line(line)
    assert clues.published == DAY
