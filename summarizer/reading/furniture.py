"""Page furniture in copied text: what kind of line stands where, and which lines are not the article.

Statements about furniture in general: a page has a head (site name, channels, breadcrumb, title, the line of labels), a
body of sentences, and a foot (credits, tools, neighbours, related items, copyright). A line that could be the
article's stays.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from summarizer.patterns import holds_any, late
from summarizer.reading.characters import WHITE
from summarizer.reading.labels import LABEL_KINDS, lead_before_labels, split_labels
from summarizer.reading.metadata import has_day, is_organisation, names_owner_before_address
from summarizer.reading.stamps import is_issue_number, is_stamp

LineKind = Literal[
    "prose",
    "labels",
    "masthead",
    "crumb",
    "channels",
    "channel",
    "tool",
    "credit",
    "neighbour",
    "related",
    "foot",
    "other",
]
"""`channels` is certainly a menu, `channel` may be one: a subheading 学科建设 reads the same."""

_LONGEST_FURNITURE = 200
"""Characters; a longer line is a paragraph."""

LONGEST_TITLE = 120

FURNITURE: frozenset[LineKind] = frozenset({"crumb", "channels", "tool", "credit", "neighbour", "foot"})
"""Kinds that go wherever they stand."""


def _any_of(fragments: str) -> str:
    """Alternatives from blank-separated fragments of a pattern, one non-capturing group."""
    return "(?:" + "|".join(fragments.split()) + ")"


def _openings(fragments: str) -> tuple[str, ...]:
    """The characters that the fragments begin with, in small letters: all that they match begins with one of these.

    They are asked first, so that a line without any costs no match, and a page without any no compiling.
    """
    return tuple({_opening(fragment) for fragment in fragments.split()})


def _opening(fragment: str) -> str:
    if fragment.isalnum():
        return fragment.lower()
    plain, rest = "", fragment
    while rest:
        sign, after = (rest[1], rest[2:]) if rest[0] == "\\" else (rest[0], rest[1:])
        is_plain = not sign.isalnum() if rest[0] == "\\" else sign.isalnum() or sign in "©-"
        if not is_plain or after[:1] in ("?", "*", "{"):
            break
        plain, rest = plain + sign, after
    return plain.lower()


_SENTENCE_ENDS = "。！？!?；;"
_ASKED_ON = late(r"[？?](?!\d)[^\s）)]{4}")
_URL = late(r"https?://\S+|www\.\S+")
_TEASER_END = late(r"(?:\.{3}|…|\[?(?:详细|全文|更多|查看详情)\]?>*)$")
_TEASER_LAST = frozenset(".…细文多情]>\n")
_CLOSING = "”’」』）)]】"
_ENDINGS = (*_SENTENCE_ENDS, "…")
_COMMAS = ",，、：:"

# --- the head: where one is, and the menu
_CRUMB = late(
    r"^(?:[\[【]?(?:您|你)?(?:现在|当前|目前)?(?:所?在)?的?(?:位置|位置是|所在)\s*[:：是]|(?:当前|现在|目前|所在)位置|导航\s*[:：]"
    r"|首页\s*(?:[>»→›/\\—·]|-\s))"
)
_CRUMB_SIGNS = ("位置", "所在", "导航", "首页")
_ARROWS = ">»→›＞≫/"
_CRUMB_ARROWS = late(r"\s*(?:>{1,2}|»|→|›|＞|≫|/)\s*")
_CHANNEL_TAILS = """
    概况 简介 介绍 导航 导医 动态 公告 公示 指南 天地 园地 之窗 专栏 频道 大全 公开 互动 招聘 党建 文化 挂号 查询 须知
    下载 地图 资讯 要闻 新闻 专题 风采 论坛 社区 服务 中心 团队 专家 建设 工作 教学 科研 教育 管理 信息 政策 法规 健康
    护理 民生 时政 文旅 视频 财经 体育 娱乐 数字报
"""
_SURE_CHANNELS = r"""
    (?:网站|医院|返回|回|本站)?(?:首页|主页|主站) 设为首页 加入收藏 收藏本站 登录 注册 登陆 登入 繁體 繁体 简体
    English EN RSS 无障碍(?:阅读|浏览)? 长者(?:模式|版) 适老版 手机版 移动版 网站(?:地图|导航|声明) 联系(?:我们|方式)
    关于(?:我们|本站) ^关于[^\W\da-zA-Z_]{2,4}$ 加入我们 投资者关系
    友情链接 隐私(?:声明|政策|保护) 法律声明 免责声明 广告服务
"""
_SURE_CHANNEL = late(_any_of(_SURE_CHANNELS))
_CHANNEL_WORD = late(
    _any_of(_SURE_CHANNELS)
    + r"|(?:院长|纪检|书记|投诉|监督|局长|主任|意见)?信箱|客户端|版权声明|[^\W\da-zA-Z_]{0,4}"
    + _any_of(_CHANNEL_TAILS)
)
_CHANNEL_SPLIT = late(r"\s*[|｜丨│•]\s*|\s{1,}")
_GREETINGS = "欢迎(?:您|你)?(?:访问|光临|来到|登录) 今天是 现在时间 当前日期"
_SITE_GREETING = late(_any_of(_GREETINGS))
_GREETING_OPENINGS = _openings(_GREETINGS)
_BYLINE = late(
    r"^[□■◆●▲▍☐\s]*(?:本[报网台刊]|[\u4e00-\u9fff]{2,8}[报网])?(?:全媒体|首席|见习|融媒体)?(?:记者|通讯员|特约)"
    r"|[文图摄]\s*[/／|｜]?\s*[图摄文]$|记者[^。，]{1,12}[/／][^。，]{0,12}报[导道]"
)
# One of these is in every byline (记者, 通讯员, 特约, 文/图, 摄).
_BYLINE_SIGNS = frozenset("记通特文图摄")
_PAGE_NUMBER = r"(?:第?\s*[A-Z]?\d{1,3}(?:[、,，-][A-Z]?\d+)*\s*版|头版)(?:\s*[:：]\s*\S{1,8}$)?"
_DIGIT = late(r"\d")
_PAGE_NUMBERS = late(_PAGE_NUMBER)
_MASTHEAD = late(rf"星期[一二三四五六日天]|{_PAGE_NUMBER}|总?第\s*\d+\s*期")
_DATE_ONLY = late(
    r"^[\[(（【]?\s*(?:20|19)\d{2}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?"
    r"(?:\s*(?:上午|下午)?\s*\d{1,2}:\d{2}(?::\d{2})?)?\s*[\])）】]?"
)

# --- tools: what a reader clicks on
_BUTTONS = r"""
    打印(?:本页|此页|文章|页面|本文)? 关闭(?:本页|窗口|此页)? 收藏(?:本页)? 返回(?:顶部|列表|上页|首页)?
    分享(?:到|至)? 复制(?:链接)? 举报 字体 字号 推荐(?:给好友)? 发表评论 我要评论 评论 点赞 大 中 小 A[+-]? T[+-]? \+ -
    默认 微信 微博 QQ空间 QQ好友 新浪微博 腾讯微博 人人网 朋友圈 朗读 听新闻 播放 暂停 正体 简体 繁体 保存 列印
    友善列印 转寄 转发 facebook line twitter X 回上一页 APP下载 客户端下载 文字变[大小] 恢复文字大小 加入收藏
    下载(?:本页)? 顶部 放大\+? 缩小-? 上一?[页版] 下一?[页版] 尾页 末页 上一张 下一张 查看原图 查看大图 TOP
"""
_BUTTON_OPENINGS = _openings(_BUTTONS)
_COUNTER = r"\d{1,3}/\d{1,3}"
_TOOL = late(
    # Possessive: 返回顶部 is also 返回 and 顶部, and a line of a hundred such pairs would never end.
    rf"^(?:[\[【(（]?{_any_of(f'{_BUTTONS} {_COUNTER}')}[\]】)）]?(?:[(（]\d+[)）])?[:：]?[\s|｜/、·>]*)++$",
    re.IGNORECASE,
)
_PAGE_OF_FILE = late(
    r"^(?:[-–—·\s]*\d{1,3}[-–—·\s]*|第\s*\d{1,3}\s*页(?:\s*[/，,共]*\s*\d{0,3}\s*页?)?|Page\s+\d+.{0,8})$", re.I
)
_CLICKS = r"""
    扫一扫 扫码(?:关注|查看|阅读|分享|下载) 长按(?:识别|图片) 扫描[^。]{0,8}二维码 识别[^。]{0,8}二维码
    手机(?:打开|查看|浏览|阅读) 用手机(?:打开|查看|浏览|阅读) 点击(?:图片)?(?:查看|放大) 按\s*[←→]
    键盘[^。]{0,8}翻页 返回顶部 分享[到至][:：\s] 无法播放 浏览器(?:不支持|版本)
    请(?:使用|升级|安装)[^。]{0,12}(?:浏览器|播放器|Flash) 加载中 点击[上下]方[^。]{0,10}(?:关注|蓝字|名片|卡片)
    到主要?内容区?$ 预计阅读 暂无(?:列表|评论|相关) 微信公众号[:：] 点击进入专题
"""
_TOOL_WORDS = late(_any_of(_CLICKS))
_CLICK_OPENINGS = _openings(_CLICKS)
_FIRST_CLICKS = r"""
    分享[:：] 字体[:：]?[【\[(（\s] 字号[:：]?[【\[(（\s] Loading \[图片\d*\]?$ 图片\d*\]?$
    图片\d*\.(?:png|jpe?g|gif|webp)$
    image\d*\.(?:png|jpe?g|gif|webp)$ image\d*$ 正在阅读 请继续往下阅读 本(?:篇|文)[^。]{0,8}\d+字
    点(?:个|一?下|击)?[“"「]?(?:在看|分享|点?赞|收藏)
"""
_TOOL_OPENING = late(_any_of(_FIRST_CLICKS))
_FIRST_CLICK_OPENINGS = _openings(_FIRST_CLICKS)
_END_MARK = late(r"[—–-]*\s*END\s*[—–-]*$")

# --- the foot: credits, neighbours, related items, owner
_CREDITS = frozenset(name for name, kind in LABEL_KINDS.items() if kind == "person" and len(name) > 1)
_NEIGHBOUR_MARKS = f"[【(（<«←◀·•-{WHITE}"
_NEIGHBOUR_DIRECTIONS = ("上", "下", "前", "后")
_AFTER_NEIGHBOUR = late(r"(?:新闻|文章|信息|稿件|资讯|图片)?\s*[\]】)）]?\s*(?:[:：>]|$|没有|无|已经)")
_WHAT = (
    "(?:阅读|新闻|链接|文章|推荐|资讯|信息|内容|报道|知识|稿件|解读|图片|视频|专题|文档|热点|导读|精彩|动态|头条|看点)"
)
_WHICH = """
    相关 延伸 扩展 拓展 更多 热门 热点 推荐 猜你 最新 今日 图文 频道 栏目 本栏目? 本类 本站 为您 为你 编辑 小编 站长
    往期 同类 随机 图片 专题
"""
_RECOMMENDED = "新闻 资讯 频道 热门 热点 精彩 编辑 站长 小编 图文 栏目 为您 为你 专题 今日"
_RANKED = "热点 热门 点击 阅读 新闻 人气 一周 本周 24小时 月度 周 日"
_COMMENTING = "网友 最新 精彩 热门 全部 用户 读者 发表 我来 参与"
_COMMENTS = "评论 留言 跟帖 点评"
_MORE_RELATED = rf"""
    相关附件(?:下载)? 往期回顾 热门(?:标签|关键词|搜索|话题) 更多精彩{_WHAT} 相关(?:评论|照片|标签) 猜你喜欢 猜您喜欢
    看了又看 大家都在看 你可能(?:也|还)?(?:喜欢|感兴趣|关注)(?:的)?{_WHAT}?
    您可能(?:也|还)?(?:喜欢|感兴趣|关注)(?:的)?{_WHAT}? 乡里乡亲 友情链接 赞助商链接 站内搜索 标签云 广告
"""
_RELATED_MARKS = f"[【(（<《◆■●▪▎|·•*#>-{WHITE}"
_RELATED = late(
    rf"(?:{_any_of(_WHICH)}{_WHAT}|{_any_of(_RECOMMENDED)}推荐"
    rf"|{_any_of(_RANKED)}(?:新闻|文章|点击|阅读)?(?:排行榜?|排名|榜单|热榜)"
    rf"|{_any_of(_COMMENTING)}?{_any_of(_COMMENTS)}(?:列表|区|专区|一下)?|[^\s]{{0,4}}还看了|{_any_of(_MORE_RELATED)})"
    r"(?:[(（]\d*条?[)）])?"
    r"(?:(?i:RELATED|HOT|MORE).*|更多.*|>+)?[\]】)）>》:：\s]*(?:更多.*|>+|[▼▽↓]+)?$"
)
_RELATED_OPENINGS = frozenset(
    opening[:2] for opening in _openings(f"{_WHICH} {_RECOMMENDED} {_RANKED} {_COMMENTING} {_COMMENTS} {_MORE_RELATED}")
)
_BEFORE_RELATED = """
    评论 相关新闻 相关阅读 相关链接 相关文章 相关推荐 相关文件 相关政策 友情链接 标签 热门标签 推荐标签 文章标签 关键词
    关键字 tag tags
"""
_RELATED_LABELS = frozenset(_BEFORE_RELATED.split())
# Certain wherever they stand in a line that is no sentence.
_OWNERSHIP = r"""
    ICP\s*[备证] 公网安备 版权所有 Copyright All\s+Rights?\s+Reserved © 违法和不良信息 网站标识码
    最佳(?:浏览|分辨率) 建议使用.{0,14}(?:浏览|IE|解析度|分辨率) 您是第[^。]{0,14}(?:访|浏览) 今日访问量 总访问量
    备案号[:：] Powered\s+by 未经[^。]{0,10}(?:授权|许可|同意)[^。]{0,12}(?:转载|使用|复制|摘编)
"""
_FOOT_WORDS = late(_any_of(_OWNERSHIP), re.IGNORECASE)
_FOOT_OPENINGS = _openings(_OWNERSHIP)
_FOOT_MARKS = f"[【(（*※{WHITE}"
# Only at the start of a line; 技术支持：… after a number is an item of an agreement.
_BEFORE_ADDRESS = """
    地址 电话 邮编 传真 总机 邮箱 email e-mail 网址 热线 急诊电话 新闻热线 读者热线 投稿邮箱 技术支持 主办 主办单位 承办
    承办单位
"""
_FOOT_LABELS = frozenset(_BEFORE_ADDRESS.split())
_NUMBER_TO_CALL = late(r"\s*[\d-]{7,}")
# To whom a bulletin or an official letter goes, and how often it is printed.
_ADDRESSING = frozenset({"报", "送", "发", "报送", "分送"})
_PRINTED = late(r"[（(]?共印\s*\d+\s*份")
# （记者 甲 乙）, (编辑 甲 审核 乙): credits without colons fill a pair of brackets.
_BRACKETED_CREDIT = late(
    r"^[（(](?:本[报网台刊])?(?:全媒体|见习|特约)?(?:记者|通讯员|编辑|责编|责任编辑|供稿|撰稿|执笔|摄影|审核)\s[^。，；：:]{1,30}[)）]$"
)
_STATEMENTS = frozenset(
    {"声明", "版权声明", "免责声明", "特别声明", "网站声明", "本网声明", "转载声明", "郑重声明", "版权"}
)
_DISCLAIMERS = (
    "凡本网", "凡本站", "凡注明", "本文版权归", "文章版权归", "图片版权归",
    "本文来源于网络", "本文来自网络", "本文转载自网络", "本文转自网络",
    "本文内容来源于网络", "本文内容来自网络", "本文内容转载自网络", "本文内容转自网络",
)  # fmt: skip


JUST_CLASSIFIED = 2048
"""Results remembered: cleaning is repeated and judges every line again, and the pages of a site share furniture."""


class Line(NamedTuple):
    """One stripped line and what it is."""

    text: str
    kind: LineKind
    opens_paragraph: bool = False
    """It is indented, or follows a blank line."""

    @property
    def is_prose(self) -> bool:
        """A run of sentences, or a long headline; no menu and no list of headlines."""
        return self.kind == "prose"

    @property
    def is_paragraph(self) -> bool:
        """Prose that no headline is."""
        return self.kind == "prose" and ("。" in self.text or len(self.text) > LONGEST_TITLE)


@lru_cache(maxsize=JUST_CLASSIFIED)
def classify(text: str) -> LineKind:
    """Tell what one stripped line is, from its own wording alone."""
    kind = _furniture_kind(text) if len(text) <= _LONGEST_FURNITURE else None
    if kind is not None:
        return kind
    return "prose" if _reads_as_prose(text) else "other"


def _reads_as_prose(text: str) -> bool:
    if len(text) < 18 or "\t" in text or len(text) < 120 and _ends_like_teaser(text):
        return False
    return (
        len(text) >= 25
        and holds_any(text, _SENTENCE_ENDS)
        or text[-12:].rstrip(_CLOSING).endswith(_ENDINGS)
        or len(text) >= 60
        and holds_any(text, _COMMAS)
    )


def _ends_like_teaser(text: str) -> bool:
    return text[-1] in _TEASER_LAST and _TEASER_END.search(text) is not None


def _furniture_kind(text: str) -> LineKind | None:
    if not text:
        return None
    sentence = "。" in text or text.count("，") >= 2
    label, value = _at_colon(text)
    if _is_neighbour(text):
        return "neighbour"
    if len(text) <= 40 and is_related_heading(text) or label and len(text) <= 120 and _is_related_label(label):
        return "related"
    if _is_foot(text, label, value, sentence=sentence):
        return "foot"
    if sentence:
        return "tool" if len(text) <= 60 and _opens_with_tool(text) else None
    return _fragment_kind(text)


def _at_colon(text: str) -> tuple[str, str]:
    """What stands before the first colon, without blanks at its end, and what behind it; nothing without a colon."""
    wide, narrow = text.find("："), text.find(":")
    at = min(wide, narrow) if wide >= 0 <= narrow else max(wide, narrow)
    return (text[:at].rstrip(), text[at + 1 :]) if at >= 0 else ("", "")


def _is_neighbour(text: str) -> bool:
    """上一篇：…, [下一条] …, 前一则 没有了: the articles before and after on the same site."""
    named = text.lstrip(_NEIGHBOUR_MARKS)
    if not named.startswith(_NEIGHBOUR_DIRECTIONS):
        return False
    marks = text[: len(text) - len(named)]
    which = named[1:].removeprefix("一")
    after = which[1:]
    if not which.startswith(("篇", "条", "则")):
        return which.startswith("页") and named[0] in "上下" and _AFTER_NEIGHBOUR.match(after) is not None
    if not marks and named[0] in "上下" and after and (after[0] in "《“" or after[0].isspace()):
        return True
    if marks in ("[", "【") and after.startswith(("]", "】")):
        return True
    return _AFTER_NEIGHBOUR.match(after) is not None


def _is_related_label(label: str) -> bool:
    """相关链接：…, [标签]：…."""
    inside = label[:-1] if label.endswith(("]", "】")) else label
    return (inside[1:] if inside.startswith(("[", "【")) else inside).lower() in _RELATED_LABELS


def _opens_with_tool(text: str) -> bool:
    small = text.lower()
    return bool(
        small.startswith(_CLICK_OPENINGS)
        and _TOOL_WORDS.match(text)
        or small.startswith(_FIRST_CLICK_OPENINGS)
        and _TOOL_OPENING.match(text)
        or "END" in text
        and _END_MARK.match(text)
    )


def _fragment_kind(text: str) -> LineKind | None:
    """What furniture a line without sentences is."""
    if len(text) <= 120 and _is_crumb(text):
        return "crumb"
    if _is_page_of_file(text) or _is_row_of_buttons(text):
        return "tool"
    labels = split_labels(text)
    # 字体：[大] [中] [小] 2023-04-11 信息来源：…: the buttons may stand first in the line of labels.
    is_tool = len(text) <= 60 and (_names_tool(text) or _opens_with_tool(text))
    if is_tool and not (labels and has_day(text) and _is_label_line(text, labels)):
        return "tool"
    if _is_credit(text, labels):
        return "credit"
    if labels and _is_label_line(text, labels):
        return "labels"
    if _is_masthead(text):
        return "masthead"
    if len(text) <= 40 and text.startswith(_GREETING_OPENINGS) and _SITE_GREETING.match(text):
        return "channels"
    return _channel_kind(text)


def _is_page_of_file(text: str) -> bool:
    return (text[0] in "-–—·第Pp" or text[0].isdecimal()) and _PAGE_OF_FILE.match(text) is not None


def _is_row_of_buttons(text: str) -> bool:
    small = text.lower()
    first = small[1:] if small[0] in "[【(（" else small
    return (first.startswith(_BUTTON_OPENINGS) or first[:1].isdecimal()) and _TOOL.match(text) is not None


def _names_tool(text: str) -> bool:
    return holds_any(text, _CLICK_OPENINGS) and _TOOL_WORDS.search(text) is not None


def _is_foot(text: str, label: str, value: str, *, sentence: bool) -> bool:
    """Copyright, address, disclaimers; a sentence of the article may speak of them, so there they must come first."""
    if label in _ADDRESSING and value[:1] not in ("", "“") or "共印" in text[:3] and _PRINTED.match(text):
        return True
    if label.lstrip(_FOOT_MARKS) in _STATEMENTS or text.lstrip(_FOOT_MARKS).startswith(_DISCLAIMERS):
        return True
    if sentence:
        named = text.lstrip("※*【[(（")
        if not named.lower().startswith(_FOOT_OPENINGS):
            return False
        return _FOOT_WORDS.match(named) is not None and _FOOT_WORDS.search(text, 0, 40) is not None
    if label and (names_owner_before_address(text) or _is_foot_label(label, value)):
        return True
    return holds_any(text.lower(), _FOOT_OPENINGS) and _FOOT_WORDS.search(text) is not None


def _is_foot_label(label: str, value: str) -> bool:
    """联系地址：…, 某某热线：0571-8500000."""
    if label.lstrip(_FOOT_MARKS).removeprefix("联系").lower() in _FOOT_LABELS:
        return True
    if not label.endswith(("热线", "电话")) or len(label) > 12 or not _NUMBER_TO_CALL.match(value):
        return False
    return all("\u4e00" <= character <= "\u9fff" or character.isdecimal() for character in label)


def _is_crumb(text: str) -> bool:
    if holds_any(text, _CRUMB_SIGNS) and _CRUMB.match(text):
        return True
    if not holds_any(text, _ARROWS):
        return False
    parts = _CRUMB_ARROWS.split(text)
    # 某某日报 > 特稿: a site and one of its sections; a slash must stand apart, 甲医院/乙医院 are two of a kind.
    if len(parts) == 2 and len(parts[1]) <= 12 and re.search(r"[>»→›＞≫]|\s/\s", text):
        return is_site_name(parts[0])
    longest = 24 if parts[0].endswith("首页") else 16
    return (
        len(parts) >= 3
        and all(len(part) <= longest for part in parts)
        and not holds_any(text, _SENTENCE_ENDS)
        and holds_any(text, (">", "»", "→", "›", "＞", "首页"))
    )


def _is_credit(text: str, labels: list[tuple[str, str]]) -> bool:
    """责任编辑：… 审核：…: names after labels; a speaker in an interview (记者：…？) says a sentence instead."""
    may_be_bracketed = text[0] in "（(" and text[-1] in "）)"
    if not (labels or may_be_bracketed) or len(text) > 120 or _has_clause(text):
        return False
    if may_be_bracketed and _BRACKETED_CREDIT.match(text):
        return True
    if {LABEL_KINDS[label] for label, _ in labels} != {"person"}:
        return False
    return (len(labels) >= 2 or _opens_with_credit(text)) and not has_day(lead_before_labels(text))


def _opens_with_credit(text: str) -> bool:
    for sign in "：/／":
        text = text.replace(sign, ":")
    label, colon, _ = text.lstrip("[【(（<*").partition(":")
    return bool(colon) and label.rstrip() in _CREDITS


def _has_clause(text: str) -> bool:
    """Tell whether a line has what parts sentences or clauses, or a question that goes on."""
    return holds_any(text, "。！；，") or holds_any(text, "？?") and _ASKED_ON.search(text) is not None


def _is_label_line(text: str, labels: list[tuple[str, str]]) -> bool:
    """A line that only holds labels with values: 发布时间：… 来源：… 浏览次数：…; one alone must be beyond doubt."""
    if len(text) > 200 or _has_clause(text):
        return False
    before = lead_before_labels(text) if "\t" not in text else ""
    is_stamped = is_stamp(before)
    if before and not (is_stamped or _opens_labels(before, len(labels))):
        return False
    kinds = {LABEL_KINDS[label] for label, _ in labels}
    if len(labels) >= 2 or is_stamped:
        return True
    label, value = labels[0]
    value = _URL.sub("", value)
    if kinds & {"date", "written", "updated"}:
        return has_day(value) and len(value) <= 40 or not value
    return label == "标题" or len(value) <= 50 and not kinds.isdisjoint({"issuer", "source", "file", "count", "tool"})


def _opens_labels(before: str, labels: int) -> bool:
    return bool(_DATE_ONLY.match(before) or len(before) <= 12 and labels >= 2 or _MASTHEAD.search(before))


def _is_masthead(text: str) -> bool:
    """The head of a newspaper page or a bare line of name and date: 某某晨报 2022年6月20日 星期一 A06版."""
    if is_issue_number(text) or is_stamp(text):
        return True
    if len(text) > 60 or not _DIGIT.search(text) or not has_day(text):
        return False
    if "签" in text:  # 【签约时间】2024年1月22日 is what the article is about
        return False
    if "。" in text or holds_any(_PAGE_NUMBERS.sub("", text).replace(":", ""), _COMMAS):
        return False
    if _DATE_ONLY.match(text) and len(_DATE_ONLY.sub("", text)) <= 16:
        return True
    return bool(_MASTHEAD.search(text)) or bool(re.search(r"(?:日|\d)\s*(?:印发|发布|讯)?$", text)) and len(text) <= 40


def _channel_kind(text: str) -> LineKind | None:
    """A menu: names of channels side by side, or the name of one alone."""
    if len(text) > 200 or "\t" in text or holds_any(text, _SENTENCE_ENDS):
        return None
    are_apart = holds_any(text, "|｜丨│•") or len(text.split(maxsplit=1)) > 1
    parts = [part for part in _CHANNEL_SPLIT.split(text) if part] if are_apart else [text]
    if not parts:
        return None
    if len(parts) == 1:
        return "channel" if len(text) <= 6 and _CHANNEL_WORD.fullmatch(parts[0]) else None
    if any(len(part) > 12 for part in parts):
        return None
    known = sum(1 for part in parts if _CHANNEL_WORD.fullmatch(part))
    if known < 2 or known * 3 < len(parts):
        return None
    sure = any(_SURE_CHANNEL.search(part) for part in parts) and len(parts) >= 3
    return "channels" if sure or known * 3 >= len(parts) * 2 and len(parts) >= 6 else "channel"


def is_byline(text: str) -> bool:
    """本报记者 某某 文/图: stands between title and text, and belongs to neither."""
    if len(text) > 40 or _BYLINE_SIGNS.isdisjoint(text):
        return False
    return bool(_BYLINE.search(text)) and not holds_any(text, _SENTENCE_ENDS)


def is_site_section(text: str) -> bool:
    """Tell whether a line is a site's name and channels of it: 某某县卫生健康局 工作动态."""
    first, *sections = [part for part in _CHANNEL_SPLIT.split(text) if part] or [""]
    return bool(sections) and is_site_name(first) and all(_CHANNEL_WORD.fullmatch(part) for part in sections)


def is_site_name(text: str) -> bool:
    """A line that is nothing but the name of an organisation."""
    return len(text) <= 30 and is_organisation(text)


def is_related_heading(text: str) -> bool:
    """相关阅读, 热点排行, 网友评论 and their like: what follows is not the article."""
    named = text.lstrip(_RELATED_MARKS)
    may_be = named[:2] in _RELATED_OPENINGS or named[:1] in _RELATED_OPENINGS or "还看了" in named
    return may_be and _RELATED.match(named) is not None


def is_comment_heading(text: str) -> bool:
    """What follows is sentences, and still not the article."""
    return holds_any(text, _COMMENTS.split())
