"""Where organisations are named: right heads, and above all the right left ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.article import Span
from summarizer.organisations import find_organisations

NAMED: list[tuple[str, list[str]]] = [
    ("5月9日，临江市中心医院与石泉县人民医院签约", ["临江市中心医院", "石泉县人民医院"]),
    ("2021年5月9日临江市中心医院在石泉县人民医院举行", ["临江市中心医院", "石泉县人民医院"]),
    ("由东河医科大学附属第一医院托管石泉县中医院", ["东河医科大学附属第一医院", "石泉县中医院"]),
    ("院长张立和石泉县人民医院院长李平握手", ["石泉县人民医院"]),
    ("帮扶石泉县人民医院，走进云台县人民医院，落户城关镇卫生院", ["石泉县人民医院", "云台县人民医院", "城关镇卫生院"]),
    ("两家三级甲等医院分别是东河省人民医院、东河省肿瘤医院", ["东河省人民医院", "东河省肿瘤医院"]),
    ("太和县人民医院和同济大学附属同济医院", ["太和县人民医院", "同济大学附属同济医院"]),
    ("华中科技大学同济医学院附属协和医院将派专家", ["华中科技大学同济医学院附属协和医院"]),
    ("大同市第三人民医院、呼和浩特市第一医院", ["大同市第三人民医院", "呼和浩特市第一医院"]),
    ("上海市长宁区妇幼保健院、天津市长征医院院长", ["上海市长宁区妇幼保健院", "天津市长征医院"]),
    ("张家口市第一医院与石家庄市中医院", ["张家口市第一医院", "石家庄市中医院"]),
    ("市四院、市五院与上海十院", ["市四院", "市五院", "上海十院"]),
    ("市一、二、三院与上海十院合作", ["市一院", "市二院", "市三院", "上海十院"]),
    ("临江市第一、第三人民医院挂牌", ["临江市第一人民医院", "临江市第三人民医院"]),
    ("县人民医院和中医院分别成立", ["县人民医院", "中医院"]),
    ("郑大一附院院长、兰大二院专家到县医院", ["郑大一附院", "兰大二院", "县医院"]),
    ("解放军第960医院、联勤保障部队第九二〇医院", ["解放军第960医院", "联勤保障部队第九二〇医院"]),
    ("中国人民解放军总医院第五医学中心", ["中国人民解放军总医院第五医学中心"]),
    ("新疆生产建设兵团第一师医院赴南城", ["新疆生产建设兵团第一师医院"]),
    (
        "阿坝藏族羌族自治州人民医院、凉川彝族自治州卫生健康委员会",
        ["阿坝藏族羌族自治州人民医院", "凉川彝族自治州卫生健康委员会"],
    ),
    ("挂牌“东河大学医学院附属第二医院石泉分院”", ["东河大学医学院附属第二医院石泉分院"]),
    ("石泉县疾控中心、临江市中心血站、云台县卫健局", ["石泉县疾控中心", "临江市中心血站", "云台县卫健局"]),
    ("石泉县人民政府与东河中医药大学", ["石泉县人民政府", "东河中医药大学"]),
    ("县委县政府高度重视，市委、市政府大力支持", ["县政府", "市政府"]),
    ("财团法人慈晖纪念医院与台中荣民总医院", ["财团法人慈晖纪念医院", "台中荣民总医院"]),
    ("石泉县卫生健康局局长，石泉县妇幼保健计划生育服务中心", ["石泉县卫生健康局", "石泉县妇幼保健计划生育服务中心"]),
    ("加入东河省儿童医院专科联盟", ["东河省儿童医院"]),
    ("我院与本市两家医院，我中心、我县", ["我院", "本市", "我中心", "我县"]),
    ("江北大学附属同泽医院来了，同泽医院院长", ["江北大学附属同泽医院", "同泽医院"]),
]

NOT_NAMES = [
    "各级医院、三级甲等医院、公立医院和基层医院要加强合作",
    "受援医院与支援医院、依托医院、牵头医院签订协议",
    "县级医院和乡镇卫生院，大型公立医院",
    "全县八家乡镇卫生院",
    "该院是一所三级综合医院",
    "就读于医科大学的大学生",
    "一县一院工程",
    "我国基本公共卫生服务",
    "本站讯，本报讯",
]


@pytest.mark.parametrize(("text", "names"), NAMED, ids=[text for text, _ in NAMED])
def test_names_are_found_whole_and_without_their_neighbours(text: str, names: list[str]) -> None:
    assert [mention.name for mention in find_organisations(text)] == names


@pytest.mark.parametrize("text", NOT_NAMES)
def test_kinds_of_organisations_are_no_names(text: str) -> None:
    assert find_organisations(text) == ()


def test_a_repeated_name_frees_others_from_what_a_headline_glued_to_them() -> None:
    text = "情暖山乡谱新篇石泉县人民医院揭牌\n石泉县人民医院揭牌。石泉县人民医院院长说。"
    assert {mention.name for mention in find_organisations(text)} == {"石泉县人民医院"}


def test_a_bare_type_is_marked() -> None:
    (mention,) = find_organisations("到中医院坐诊")
    assert mention.bare


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("石泉县人民医院", "hospital"),
        ("石泉县人民政府", "government"),
        ("临江市卫健委", "health_commission"),
        ("东河医科大学", "university"),
        ("城关镇中心卫生院", "clinic"),
        ("石泉县医疗集团", "group"),
        ("石泉县疾病预防控制中心", "cdc"),
        ("临江市中心血站", "blood"),
        ("康源医疗科技有限公司", "company"),
        ("我院", "self"),
    ],
)
def test_the_head_tells_the_kind(name: str, kind: str) -> None:
    assert [mention.kind for mention in find_organisations(name)] == [kind]


def test_looking_within_a_span_sees_nothing_else() -> None:
    text = "临江市中心医院与石泉县人民医院"
    assert [m.name for m in find_organisations(text, Span(8, len(text)))] == ["石泉县人民医院"]


@given(st.text(alphabet="东河省市县人民医院附属第一二和与、，。大学政府我本签约", max_size=60))
def test_mentions_lie_in_the_text_in_order(text: str) -> None:
    mentions = find_organisations(text)
    assert list(mentions) == sorted(mentions, key=lambda mention: mention.span)
    for mention in mentions:
        assert 0 <= mention.span.start < mention.span.end <= len(text)


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    find_organisations(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("3月24日凌晨两点，同川回族自治县妇幼保健院三楼产房", "同川回族自治县妇幼保健院"),
        ("在措那藏族自治州人民医院工作", "措那藏族自治州人民医院"),
        ("与西藏自治区那扎县人民医院签约", "西藏自治区那扎县人民医院"),
        ("新和县人民医院召开会议", "新和县人民医院"),
        ("昨日，无为市人民医院揭牌", "无为市人民医院"),
        ("2009年起成为我校教学医院", "我校"),
        ("院长王五一行到访临山县人民医院", "临山县人民医院"),
        ("王五时任临山县人民医院院长", "临山县人民医院"),
        ("专家们辗转来到临山县人民医院", "临山县人民医院"),
        ("双方已经临山县人民医院确认", "临山县人民医院"),
    ],
)
def test_where_a_name_begins(text: str, name: str) -> None:
    assert [mention.name for mention in find_organisations(text)] == [name]
