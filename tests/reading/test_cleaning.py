"""Copied plain text with its page furniture: what goes, what stays, and that cleaning twice changes nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.reading.cleaning import clean

TITLE = "我院与临溪县医院签订帮扶协议"
FIRST = "3月8日，我院与临溪县医院帮扶签约仪式在门诊楼会议室举行，双方职工代表三十余人参加。"
SECOND = "按照协议，我院每月派1名主任医师到临溪县医院坐诊，帮扶期三年，期满再议续签事宜。"
BODY = f"{TITLE}\n{FIRST}\n{SECOND}"

ABOVE = [
    "首页 | 医院概况 | 新闻动态 | 就医指南 | 招贤纳士",
    "网站首页\n医院概况\n新闻中心\n联系我们",
    "您当前的位置：首页 > 新闻中心 > 医院要闻",
    "首页 >> 新闻动态 >> 正文",
    "甲县新闻 乙县新闻 丙县新闻 丁县新闻 戊县新闻 己县新闻\n地方网 > 某省 > 某市 > 正文",
    "欢迎访问某某市第一医院官方网站\n今天是2024年5月6日 星期一",
    "设为首页 加入收藏 繁體 English",
    "某某日报 > 特稿",
    "某某中医药报 / 基层广角",
    "某某县人民政府门户网站 首页 / 专题专栏 / 巩固拓展脱贫攻坚成果同乡村振兴有效衔接",
    "某某日报数字报\n2023年3月10日 星期五 第01版：要闻\n放大+  缩小-  默认",
    "• 医院主站\n  • 医院新闻 每天更新医疗健康领域的要闻，做最及时的资讯平台。\n2024年10月 总第8期\n本期责任编辑：小王",
]
LABELS = [
    "发布时间：2023-03-10　作者：医务科　浏览次数：326　字体：【大 中 小】",
    "日期:2023-03-10 16:14 信息来源:某市卫健委 作者:小罗 点击:350次 字体:【 大 中 小 】 打印 关闭",
    "来源：某某日报 2023-03-10 12:04   https://www.example.com/",
    "2023-03-10 07:52　来源：某某日报　记者 小方　编辑：小吴　点击：4821",
    "发布人：院长办公室　发布时间：2023年3月10日　浏览：412次　【字体：大 中 小】\n分享到：微信　微博　QQ空间",
    "文／宣传部 小石　图／小黎　　日期：2023/03/10　　阅读：5,208 次",
    "2023年3月10日",
    "[ 2023-03-10 ]",
    "发布:宣传部 时间:2023-03-10\nA+ A-",
    "发布时间：二〇二三年三月十日",
    "發佈日期：112年3月10日｜點閱：732",
    "原创 宣传科 某某市中医医院 2023-03-10 18:30 某省",
    "某某融媒 2023-03-10 20:47",
    "某某市人民医院\n2023-03-10 18:00",
    "某某口腔 2023-03-10 18:30 发表于某省\n点击上方蓝字 关注我们",
    "某某发布 2023年3月10日 08:11 IP属地：某省",
    "2023-03-10　通讯员：教务处 护理系",
    "2023年03月10日 作者：通讯员 小卢 本报记者 小邹",
    "字体：[大] [中] [小]　　2023-03-10 16:22　　信息来源：某某县卫生健康局",
    "某某旗蒙医医院 2023-03-10 来源：本站 浏览：318",
    "信息发布：某某县人民医院 2023-03-10 来源：院办公室 点击数：533",
    "2023年3月10日  第6版\n□ 本报记者 小舒 特约记者 小沙",
]
BELOW = [
    "上一篇：我院召开党风廉政建设会议\n下一篇：清明节门诊安排",
    "上一条：关于调整门诊时间的通知   下一条：没有了",
    "【打印】 【关闭】\n【收藏】【打印本页】【关闭窗口】",
    "（责任编辑：小董　审核：小邱）",
    "编辑：小柯  审核：小杜",
    "分享 | 收藏 | 打印　点赞（136）",
    "扫一扫在手机打开当前页",
    "相关阅读\n·一图读懂：什么是医共体\n·某县中医院与省中医院签订合作协议",
    "【相关新闻】\n某市第二医院与两家卫生院签约\n【热点排行】\n1 下周起降温\n2 大桥检修",
    "猜你喜欢\n某县医院与某大学签订协议，派驻专家18名...\n频道推荐\n  • 茶山变金山",
    "推荐资讯\n- 1怎样补充营养 12775\n- 2指数计算公式是什么 11235",
    "新闻推荐\n养蜂的老支书 本报记者 小李 文/图\n本报记者小李文/图6月13日，果园里，养蜂人和妻子正在收蜂蜜...",
    "报：市卫生健康委，县委办、县政府办。\n发：各乡镇人民政府，各医疗卫生单位   （共印80份）",
    "【上一条】我院开展志愿服务活动   【下一条】关于调整停车场的通知",
    "编辑丨小黎   责编丨小向   终审丨小唐",
    "（记者 小何 小王）\n本版编辑：小祝",
    "(编辑 小甘 审核 小封)",
    "往期推荐▼\n这场春雪，下得值！",
    "END\n点个“在看”，把好消息分享给更多人",
    "关于某某 | 投资者关系 | 加入我们 | 法律声明",
    "本文版权归某某观察所有，转载请注明出处。",
    "24小时心理援助热线：0000-0000000",
    "某某中医院官方网站 地址：某市某区某路附近 邮编：000000",
    "网友评论（2条）\n游客甲：希望县里的孩子也能看上专家号，大家一起加油，支持共建，越办越好。\n游客乙：排队太久了，希望改进。",
    "版权所有 © 某市中医院　地址：某市建设街8号　总机：0000-0000000　某ICP备00000000号",
    "声明：本文内容来源于网络，版权归原作者所有，如有侵权请联系我们删除。",
    "Copyright © 2021 某县医院 All Rights Reserved",
    "友情链接：国家卫生健康委｜省卫生健康委｜省人民医院",
    "您是第 2104577 位访客",
    "主办单位：某市卫生健康委员会　备案号：某ICP备00000000号　网站标识码：9900000029",
    "上一张 下一张 查看原图 1/5",
    "微信扫一扫：分享到朋友圈",
    f"网址: {TITLE} http://m.example.cn/newsview1.html",
    TITLE,
]


@pytest.mark.parametrize("above", ABOVE)
def test_what_stands_above_the_title_goes(above: str) -> None:
    cleaned = clean(f"{above}\n{TITLE}\n{LABELS[0]}\n{FIRST}\n{SECOND}")
    assert (cleaned.text, cleaned.title, cleaned.published) == (BODY, TITLE, date(2023, 3, 10))


@pytest.mark.parametrize("labels", LABELS)
def test_the_line_of_labels_is_read_and_goes(labels: str) -> None:
    cleaned = clean(f"{TITLE}\n{labels}\n\n　　{FIRST}\n　　{SECOND}")
    assert (cleaned.text, cleaned.title, cleaned.published) == (BODY, TITLE, date(2023, 3, 10))


@pytest.mark.parametrize("below", BELOW)
def test_what_stands_below_the_article_goes(below: str) -> None:
    cleaned = clean(f"{TITLE}\n{LABELS[0]}\n{FIRST}\n{SECOND}\n{below}")
    assert cleaned.text == BODY


@pytest.mark.parametrize(
    "line",
    [
        "（三）技术支持：我院每年派驻3名专家到县里工作。",
        "患者扫码即可预约专家号，全年接诊三百人次。",
        "记者：那就先说人，派谁来？来多久？",
        "记者：签约那天据说很热闹。",
        "学科建设",
        "三、人才培养",
        "签订时间：2023年3月8日",
        "时间：2023年3月8日上午9点",
        "支援单位：某市中心医院",
        "支援期限：三年",
        "图为签约仪式现场",
        "（图片由临溪县医院提供）",
        "【相关链接】临溪县医院建于1952年，是一所二级甲等综合医院，开放床位420张。",
        "◆市中医院：分院开张",
        "骨科\t2名\t半年",
        "某市卫生健康委员会",
        "双方还约定，未经对方许可不得将合作成果对外转让，版权归双方共同所有。",
    ],
)
def test_lines_of_the_article_stay(line: str) -> None:
    cleaned = clean(f"{TITLE}\n{LABELS[0]}\n{FIRST}\n{line}\n{SECOND}")
    assert cleaned.text == f"{TITLE}\n{FIRST}\n{line}\n{SECOND}"


def test_the_article_goes_on_after_a_box_of_related_items() -> None:
    rest = "\n".join(
        f"第{number}批医生已经在县医院的各个科室开始工作，病人不用再坐四个小时的车到省城去看病了。" * 2
        for number in "一二三"
    )
    cleaned = clean(f"{TITLE}\n{LABELS[0]}\n{FIRST}\n相关阅读\n某市医院与卫生院签约\n市一院专家义诊\n{rest}")
    assert cleaned.text == f"{TITLE}\n{FIRST}\n{rest}"


def test_a_subtitle_belongs_to_the_title() -> None:
    cleaned = clean(f"当前位置：首页 > 新闻\n云溪的早晨\n——记某某医院托管县医院\n{LABELS[0]}\n{FIRST}\n{SECOND}")
    assert cleaned.title == "云溪的早晨——记某某医院托管县医院"
    assert cleaned.text == f"{cleaned.title}\n{FIRST}\n{SECOND}"


def test_a_newspaper_page_names_its_paper_and_day() -> None:
    cleaned = clean(
        f"山城晨报   2023年3月10日   星期五   A06版 健康周刊\n\n{TITLE}\n\n本报记者 小钟 文/图\n\n{FIRST}\n{SECOND}"
    )
    assert (cleaned.title, cleaned.published, cleaned.publisher) == (TITLE, date(2023, 3, 10), "山城晨报")
    assert cleaned.text.endswith(f"{FIRST}\n{SECOND}")


def test_text_without_any_furniture_keeps_its_first_line_as_title() -> None:
    cleaned = clean(BODY)
    assert (cleaned.text, cleaned.title, cleaned.published) == (BODY, TITLE, None)


@pytest.mark.parametrize(
    "end",
    [
        "某市中心医院\n2023年3月10日",
        f"标题:{TITLE}\n地址:http://www.example.com/1.html",
        TITLE,
        f"来源:宣传科\n{TITLE}",
    ],
)
def test_a_signature_or_a_title_at_the_end_never_takes_the_text_for_a_page_head(end: str) -> None:
    for hint in (None, TITLE):
        assert f"{FIRST}\n{SECOND}" in clean(f"{FIRST}\n{SECOND}\n{end}", title=hint).text


def test_text_that_begins_with_a_paragraph_has_no_title() -> None:
    assert clean(f"{FIRST}\n{SECOND}").title is None


def test_a_title_from_elsewhere_comes_first_and_only_once() -> None:
    assert clean(f"{FIRST}\n{SECOND}", title=TITLE).text == BODY
    assert clean(BODY, title=TITLE).text == BODY


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        ("签于 2020 年 6 月 5 日 上午", "签于2020年6月5日 上午"),
        ("共 18 名、就诊率 90 % 以上", "共18名、就诊率90%以上"),
        ("２０２０年６月５日", "2020年6月5日"),
        ("《 合作 协议 》 、 有效", "《合作 协议》、有效"),
        ("市 中 心 医 院", "市中心医院"),
        ("山海情深　我院续约", "山海情深 我院续约"),
        ("张三   李四", "张三 李四"),
    ],
)
def test_blanks_inside_a_line(written: str, cleaned: str) -> None:
    assert clean(f"{BODY}\n{written}").text.split("\n")[-1] == cleaned


def test_lines_broken_at_a_margin_are_joined() -> None:
    paragraph = FIRST + SECOND + "双方还商定，每年年底由两家医院的医务部门共同检查一次落实情况，并向职工代表大会报告。"
    wrapped = "\n".join(paragraph[start : start + 28] for start in range(0, len(paragraph), 28))
    assert clean(f"{TITLE}\n{LABELS[0]}\n{wrapped}").text == f"{TITLE}\n{paragraph}"


def test_a_line_that_ends_at_a_comma_goes_on() -> None:
    assert clean(f"{TITLE}\n{LABELS[0]}\n{FIRST[:29]}\n{FIRST[29:]}\n{SECOND}").text == BODY


def test_short_paragraphs_and_lists_are_not_joined() -> None:
    items = ["一是派驻专家", "二是接收进修", "三是共建专科", "四是远程会诊"]
    assert clean("\n".join([TITLE, LABELS[0], FIRST, *items])).text.split("\n")[2:] == items


@pytest.mark.parametrize("above", ABOVE)
@pytest.mark.parametrize("below", BELOW)
def test_cleaning_twice_changes_nothing_on_pages(above: str, below: str) -> None:
    once = clean(f"{above}\n{TITLE}\n{LABELS[1]}\n{FIRST}\n{SECOND}\n{below}").text
    assert clean(once).text == once


_PIECES = st.sampled_from(
    [
        *ABOVE,
        *LABELS,
        *BELOW,
        TITLE,
        FIRST,
        SECOND,
        "一、帮扶目标",
        "——记者手记",
        "區(qū) 域醫(yī)療",
        "?",
        "??平",
        "\t5名\t半年",
        "　　",
        "甲，",
        "「引」",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(_PIECES, st.text(max_size=30)), max_size=12))
def test_cleaning_twice_changes_nothing(pieces: list[str]) -> None:
    once = clean("\n".join(pieces)).text
    assert clean(once).text == once


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(_PIECES, st.text(max_size=30)), max_size=12))
def test_cleaned_lines_are_never_blank_and_hold_no_controls(pieces: list[str]) -> None:
    text = clean("\n".join(pieces)).text
    assert not text or all(line == line.strip() != "" for line in text.split("\n"))
    assert not any(sign < " " and sign not in "\n\t" for sign in text)
    text.encode("utf-8")


NAME = "念好“医、共、体”三字经"
STAMPED = "信息来源：某某县卫生健康局 发布时间：2023-03-10 09:12"
BULLETIN = "医改工作简报\n（2023年第14期）\n某某县卫生健康局办公室编      2023年3月10日"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (f"某某县卫生健康局 工作动态\n{NAME}\n{STAMPED}", NAME),
        (f"三天内，两位“亲戚”成了一家人\n{TITLE}\n{STAMPED}", "三天内，两位“亲戚”成了一家人"),
        (f"{TITLE}协议书\n某某新闻综合\n{STAMPED}", f"{TITLE}协议书"),
        (f"{BULLETIN}\n\n{NAME}", NAME),
        (f"{BULLETIN}\n\n【编者按】试点启动以来，各地做法不一。现编发一例，供参阅。\n\n{NAME}", NAME),
        (f"{BULLETIN}\n\n【医改动态】\n{NAME}", "医改工作简报"),
        (f"某某日报 2023年3月10日 头版\n{NAME}", NAME),
    ],
    ids=[
        "site section above",
        "deck below",
        "outlet below",
        "bulletin",
        "editor's note",
        "bulletin of columns",
        "front page",
    ],
)
def test_the_title_is_the_headline_and_no_line_around_it(head: str, title: str) -> None:
    cleaned = clean(f"{head}\n\n{FIRST}\n{SECOND}")
    assert (cleaned.title, cleaned.published) == (title, date(2023, 3, 10))
    assert cleaned.text.endswith(f"{FIRST}\n{SECOND}")


def test_an_editors_note_stays() -> None:
    note = "【编者按】试点启动以来，各地做法不一。现编发一例，供参阅。"
    assert clean(f"{BULLETIN}\n{note}\n{NAME}\n{FIRST}").text == f"{NAME}\n{note}\n{FIRST}"


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("某某口腔 2023-03-10 18:30 发表于某省", "某某口腔"),
        ("原创 宣传科 某某市中医医院 2023-03-10 18:30", "某某市中医医院"),
        ("某某大学新闻网 2023年03月10日 10:26 党委宣传部 供稿", "某某大学"),
        ("某某旗蒙医医院 2023-03-10 来源：本站 浏览：318", "某某旗蒙医医院"),
        ("信息发布：某某县人民医院 2023-03-10 来源：院办公室", "某某县人民医院"),
        ("发布时间 2023-03-10 10:00", None),
        ("宣传科 小石头 2023-03-10 10:00", None),
    ],
)
def test_a_stamp_names_whose_account_published(line: str, publisher: str | None) -> None:
    assert clean(f"{TITLE}\n{line}\n\n{FIRST}\n{SECOND}").publisher == publisher
