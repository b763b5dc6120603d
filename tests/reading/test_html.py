"""Pages as content systems build them: the same article in a dozen layouts, with and without class names."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from opencc import OpenCC

from summarizer.article import Article
from summarizer.reading import read_bytes

TITLE = "我院与青石县人民医院签订专科共建协议"
PARAGRAPHS = (
    "4月12日上午，我院与青石县人民医院专科共建签约仪式在行政楼三楼举行，双方班子成员和职工代表参加。",
    "根据协议，我院每季度派驻2名副主任医师到青石县人民医院坐诊带教，为期两年；对方每年选送6名护士来院进修。",
    "院长表示，共建不是一阵风。大家要把每一次查房、每一台手术都当成教学，让技术真正留下来。",
    "仪式结束后，双方就远程会诊平台的对接方案进行了讨论，并商定五月底前完成网络调试工作。",
)
ROWS = (("专科", "派驻人数", "到2026年的目标"), ("骨科", "2名", "市级重点专科"), ("儿科", "1名", "县域内就诊率达到85%"))
BOILERPLATE = (
    "网站首页", "医院概况", "就医指南", "当前位置", "浏览次数", "字体", "分享到", "上一篇", "清明节放假安排",
    "相关新闻", "我院完成首例机器人手术", "我院与白河县医院签订帮扶协议", "热点排行", "版权所有", "ICP备", "友情链接",
    "var hits",
)  # fmt: skip

NAV = (
    '<ul class="nav"><li><a href="/">网站首页</a></li><li><a href="/gk">医院概况</a></li>'
    '<li><a href="/zn">就医指南</a></li><li><a href="/zp">人才招聘</a></li></ul>'
)
CRUMB = '<div class="pos">当前位置：<a href="/">首页</a> &gt; <a href="/n">新闻中心</a> &gt; 正文</div>'
META = "发布时间：2024-04-15 09:20　来源：临溪市中心医院　浏览次数：318　字体：[大 中 小]"
SHARE = '<div class="share">分享到：<a href="#">微信</a> <a href="#">微博</a></div>'
NEIGHBOURS = '<p>上一篇：<a href="/1">清明节放假安排</a></p><p>下一篇：<a href="/2">我院开展急救演练</a></p>'
RELATED = (
    '<div class="rel"><h3>相关新闻</h3><ul><li><a href="/3">我院完成首例机器人手术</a> 2023-01-05</li>'
    '<li><a href="/4">我院与白河县医院签订帮扶协议</a> 2022-11-30</li></ul></div>'
    '<div class="hot"><h3>热点排行</h3><ol><li><a href="/5">门诊时间调整</a></li>'
    '<li><a href="/6">招聘启事</a></li></ol></div>'
)
FOOT = (
    '<div class="foot">友情链接：<a href="#">市卫生健康委</a> <a href="#">市第二医院</a><br>'
    "版权所有：临溪市中心医院　地址：临溪市滨河路8号　临ICP备00000000号</div>"
)
SCRIPT = "<script>var hits=318;document.write('<p>签订协议五年</p>')</script>"


def _paragraphs(tag: str = "p") -> str:
    return "".join(f"<{tag}>　　{text}</{tag}>" for text in PARAGRAPHS)


def _table() -> str:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    return f"<table border=1>{rows}</table>"


def _page(body: str, *, head: str = "") -> str:
    title = f"<title>{TITLE}-新闻中心-临溪市中心医院</title>"
    return f"<!DOCTYPE html><html><head><meta charset=utf-8>{title}{head}</head><body>{body}</body></html>"


def hospital_cms() -> str:
    main = f"<h1>{TITLE}</h1><div class=info>{META}</div><div class=content>{_paragraphs()}{_table()}</div>"
    return _page(f"{NAV}{CRUMB}<div class=main>{main}{SHARE}{NEIGHBOURS}</div>{RELATED}{FOOT}{SCRIPT}")


def government_portal() -> str:
    file_table = (
        "<table class=xxgk><tr><td>索 引 号：</td><td>0111/2024-00321</td><td>主题分类：</td><td>卫生</td></tr>"
        "<tr><td>发文机关：</td><td>临溪市中心医院</td><td>成文日期：</td><td>2024年04月12日</td></tr>"
        f"<tr><td>标　　题：</td><td colspan=3>{TITLE}</td></tr>"
        "<tr><td>发文字号：</td><td>无</td><td>发布日期：</td><td>2024年04月15日</td></tr></table>"
    )
    return _page(
        f"{NAV}{CRUMB}{file_table}<div id=zoom><h1>{TITLE}</h1>{_paragraphs()}{_table()}</div>{SHARE}{RELATED}{FOOT}"
    )


def file_table_without_colons() -> str:
    file_table = (
        "<table><tr><td>索引号</td><td>0111/2024</td><td>发文机关</td><td>临溪市中心医院</td></tr>"
        "<tr><td>发文字号</td><td></td><td>发布日期</td><td>2024-04-15</td></tr></table>"
    )
    return _page(f"{NAV}{file_table}<div><h1>{TITLE}</h1>{_paragraphs()}{_table()}</div>{RELATED}{FOOT}")


def nested_tables_with_breaks() -> str:
    text = "<br><br>".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{text}" for text in PARAGRAPHS)
    side = "<table><tr><td><a href=/a>网站首页</a></td></tr><tr><td><a href=/b>医院概况</a></td></tr></table>"
    inner = (
        f"<table width=100%><tr><td align=center><b>{TITLE}</b></td></tr><tr><td align=center>{META}</td></tr>"
        f"<tr><td><font size=3>{text}</font><br>{_table()}</td></tr></table>"
    )
    return _page(
        f"<table width=980><tr><td colspan=2>{NAV}</td></tr><tr><td valign=top>{side}</td><td>{inner}</td></tr>"
        f"<tr><td colspan=2>{RELATED}{FOOT}</td></tr></table>"
    )


def one_table_per_paragraph() -> str:
    text = "".join(f"<table><tr><td>{text}</td></tr></table>" for text in PARAGRAPHS)
    return _page(f"{NAV}{CRUMB}<div><h2>{TITLE}</h2><div>{META}</div>{text}{_table()}</div>{RELATED}{FOOT}")


def list_items() -> str:
    items = "".join(f"<li>{text}</li>" for text in PARAGRAPHS)
    return _page(f"{NAV}<div><h1>{TITLE}</h1><p>{META}</p><ul>{items}</ul>{_table()}</div>{NEIGHBOURS}{RELATED}{FOOT}")


def sections() -> str:
    text = "".join(f"<section><section><span>{text}</span></section></section>" for text in PARAGRAPHS)
    return _page(
        f"<header><nav>{NAV}</nav></header><main><article><h1>{TITLE}</h1><p>{META}</p>{text}{_table()}</article></main>"
        f"<aside>{RELATED}</aside><footer>{FOOT}</footer>"
    )


def preformatted() -> str:
    return _page(
        f"{NAV}{CRUMB}<h1>{TITLE}</h1><p>{META}</p><pre>" + "\n\n".join(PARAGRAPHS) + f"</pre>{_table()}{FOOT}"
    )


def inline_links_and_spans() -> str:
    linked = [
        re.sub("(青石县人民医院|远程会诊|副主任医师)", r'<a href="/t"><span>\1</span></a>', text) for text in PARAGRAPHS
    ]
    text = "".join(f"<div><span><span>{text}</span></span></div>" for text in linked)
    return _page(f"{NAV}{CRUMB}<div><h1>{TITLE}</h1><div>{META}</div>{text}{_table()}</div>{RELATED}{FOOT}")


def related_box_inside() -> str:
    first, second, *rest = (f"<p>{text}</p>" for text in PARAGRAPHS)
    return _page(
        f"{NAV}<div><h1>{TITLE}</h1><p>{META}</p>{first}{second}{RELATED}{''.join(rest)}{_table()}{NEIGHBOURS}</div>{FOOT}"
    )


def newspaper_with_comments() -> str:
    comments = (
        "<div class=c><h4>网友评论（2条）</h4><p>游客甲：希望县里的孩子也能看上专家号，大家一起加油，支持共建，支持"
        "家乡的医院越办越好。</p>"
        "<p>游客乙：排队太久了，什么时候能网上预约？停车也不方便，建议医院多修几个停车位，再多开几个窗口。</p></div>"
    )
    return _page(
        f"{NAV}{CRUMB}<div><h1>{TITLE}</h1><p>{META}</p>{_paragraphs()}{_table()}{comments}</div>{RELATED}{FOOT}"
    )


def broken_markup() -> str:
    text = "".join(f"<p>{text}<b>" for text in PARAGRAPHS)
    return (
        f"<html><title>{TITLE}</title><body>{NAV}<div><h1>{TITLE}<p>{META}{text}</font></div></span>{_table()}<p>{FOOT}"
    )


def hidden_on_the_page() -> str:
    hidden = (
        '<div style="display:none">本院与月球医院签订协议，派驻院士88名，协议期限九十九年，欢迎大家相互转告。</div>'
    )
    return _page(
        f"{NAV}{CRUMB}<div><h1>{TITLE}</h1><p>{META}</p>{_paragraphs()}{hidden}{_table()}</div>{RELATED}{FOOT}"
    )


def json_linked_data() -> str:
    stamp = '{"@type":"NewsArticle","datePublished":"2024-04-15T09:20:00+08:00"}'
    head = f'<script type="application/ld+json">{stamp}</script>'
    site = '<meta property="og:site_name" content="临溪市中心医院">'
    return _page(f"{NAV}<div><h1>{TITLE}</h1>{_paragraphs()}{_table()}</div>{RELATED}", head=head + site)


LAYOUTS: tuple[Callable[[], str], ...] = (
    hospital_cms, government_portal, file_table_without_colons, nested_tables_with_breaks, one_table_per_paragraph,
    list_items, sections, preformatted, inline_links_and_spans, related_box_inside, newspaper_with_comments,
    broken_markup, hidden_on_the_page, json_linked_data,
)  # fmt: skip


def _without_classes(markup: str) -> str:
    """The page as a reader mode saves it: no class, no id, no element that says what it is for."""
    bare = re.sub(r'\s(?:class|id)=(?:"[^"]*"|[^\s>]+)', "", markup)
    return re.sub(r"<(/?)(?:header|nav|main|article|aside|footer|section)>", r"<\1div>", bare)


@pytest.mark.parametrize("bare", [False, True], ids=["classes", "no_classes"])
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_every_layout_gives_the_article_and_nothing_else(layout: Callable[[], str], bare: bool) -> None:
    markup = _without_classes(layout()) if bare else layout()
    article = read_bytes(markup.encode(), suffix=".html")
    _holds_the_article(article)
    assert [word for word in BOILERPLATE if word in article.text] == []
    assert "月球" not in article.text
    assert "游客" not in article.text


def _holds_the_article(article: Article) -> None:
    assert article.title == TITLE
    assert article.text.split("\n")[0] == TITLE
    assert article.published == date(2024, 4, 15)
    assert article.publisher == "临溪市中心医院"
    assert [text for text in PARAGRAPHS if text not in article.text] == []
    assert [row for row in ROWS if "\t".join(row) not in article.text.split("\n")] == []


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-16"])
def test_a_page_is_read_whatever_encoding_it_declares(encoding: str) -> None:
    markup = _page(f"<h1>{TITLE}</h1><p>{META}</p>{_paragraphs()}")
    if encoding == "big5":
        markup = OpenCC("s2tw").convert(markup)
    article = read_bytes(markup.encode(encoding), suffix=".html")
    assert [text for text in PARAGRAPHS if text not in article.text] == []
    assert "encoding_mismatch" in [warning.code for warning in article.warnings]
    assert article.published == date(2024, 4, 15)


def test_dates_of_related_news_are_never_the_publication_date() -> None:
    article = read_bytes(_page(f"<div><h1>{TITLE}</h1>{_paragraphs()}</div>{RELATED}{FOOT}").encode(), suffix=".html")
    assert article.published is None
    assert "publication_date_unknown" in [warning.code for warning in article.warnings]


def test_a_title_that_only_the_head_of_the_page_tells_comes_first() -> None:
    article = read_bytes(_page(f"{NAV}<div>{_paragraphs()}</div>{FOOT}").encode(), suffix=".html")
    assert article.text.startswith(f"{TITLE}\n{PARAGRAPHS[0]}")


def test_what_the_whole_page_hides_is_read_rather_than_nothing() -> None:
    article = read_bytes(_page(f'<div style="display: none"><h1>{TITLE}</h1>{_paragraphs()}</div>').encode())
    assert PARAGRAPHS[1] in article.text


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 100_000 + PARAGRAPHS[0] + "</div>" * 100_000,
        "<b>" * 50_000 + PARAGRAPHS[0],
        "<table><tr><td>" * 20_000 + PARAGRAPHS[0],
        "<ul><li>" * 20_000 + PARAGRAPHS[0],
    ],
    ids=["div", "unclosed", "table", "list"],
)
def test_deeply_nested_markup_is_read_in_a_moment(markup: str) -> None:
    assert PARAGRAPHS[0] in read_bytes(f"<html><body>{markup}".encode()).text
