"""Page furniture in copied text: what kind of line stands where, and which lines are not the article.

Statements about furniture in general: a page has a head (site name, channels, breadcrumb, title, the line of labels), a
body of sentences, and a foot (credits, tools, neighbours, related items, copyright). A line that could be the
article's stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from summarizer.reading.labels import LABEL_KINDS, lead_before_labels, split_labels
from summarizer.reading.metadata import has_day, is_organisation

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

FURNITURE: frozenset[LineKind] = frozenset({"crumb", "channels", "tool", "credit", "neighbour", "foot"})
"""Kinds that go wherever they stand."""

_SENTENCE_END = re.compile(r"[。！？!?；;]")
_CLAUSE = re.compile(r"[。！；，]|[？?](?!\d)[^\s）)]{4}")
_COMMA = re.compile(r"[,，、：:]")
_URL = re.compile(r"https?://\S+|www\.\S+")
_TEASER_END = re.compile(r"(?:\.{3}|…+|\[?(?:详细|全文|更多|查看详情)\]?>*)$")
_ENDS_SENTENCE = re.compile(r"[。！？!?；;…][”’」』）)\]】]*$")

_CRUMB = re.compile(
    r"^(?:[\[【]?(?:您|你)?(?:现在|当前|目前)?(?:所?在)?的?(?:位置|位置是|所在)\s*[:：是]|当前位置|现在位置|目前位置|所在位置|首页\s*(?:>|»|→|›|/|\\|-\s|—|·)"
    r"|导航\s*[:：])"
)
_CRUMB_ARROWS = re.compile(r"\s*(?:>{1,2}|»|→|›|＞|≫|/)\s*")
_SURE_CHANNEL = re.compile(
    r"(?:网站|医院|返回|回|本站)?(?:首页|主页|主站)$|设为首页|加入收藏|收藏本站|^(?:登录|注册|登陆|繁體|繁体|简体|English|EN|RSS)$|无障碍|长者|适老版|手机版|网站(?:地图|导航)|联系我们|关于我们|友情链接|"
    r"隐私(?:声明|政策|保护)|法律声明|广告服务"
)
_CHANNEL_WORD = re.compile(
    r"(?:网站|医院|返回|回|本站)?(?:首页|主页|主站|首頁)|设为首页|加入收藏|收藏本站|登录|注册|登陆|登入|繁體|繁体|简体|简体中文|繁體中文|English|EN|RSS|无障碍(?:阅读|浏览)?|长者(?:模式|版)|"
    r"适老版|手机版|移动版|客户端|网站(?:地图|导航|声明)|联系(?:我们|方式)|关于(?:我们|本站)|友情链接|隐私(?:声明|政策|保护)|法律声明|版权声明|免责声明|广告服务|"
    r"(?:院长|纪检|书记|投诉|监督|局长|主任|意见)?信箱|院內導覽|[\u4e00-\u9fff]{0,4}(?:概况|简介|介绍|导航|导医|动态|公告|公示|指南|天地|园地|之窗|专栏|频道|大全|公开|互动|招聘|党建|文化|挂号|查询|须知|"
    r"下载|地图|资讯|要闻|新闻|专题|风采|论坛|社区|服务|中心|团队|专家|建设|工作|教学|科研|教育|管理|信息|政策|法规|健康|护理|民生|时政|文旅|视频|财经|体育|娱乐|数字报)"
)
_CHANNEL_SPLIT = re.compile(r"\s*[|｜丨│•]\s*|\s{1,}|\t")

_TOOL = re.compile(
    r"^(?:[\[【(（]?(?:打印(?:本页|此页|文章|页面)?|关闭(?:本页|窗口|此页)?|收藏(?:本页)?|返回(?:顶部|列表|上页|首页)?|分享(?:到|至)?|复制链接|举报|字体|字号|推荐(?:给好友)?|发表评论|我要评论|"
    r"点赞|评论|大|中|小|A\+|A-|A|T\||\+|-|默认|微信|微博|QQ空间|QQ好友|新浪微博|腾讯微博|人人网|朋友圈|复制|朗读|听新闻|播放|暂停|正体|简体|繁体|保存|下载(?:本页)?|顶部|"
    r"上一页|下一页|尾页|末页|上一张|下一张|查看原图|关闭窗口|返回|\d{1,3}/\d{1,3})[\]】)）]?(?:[\(（]\d+[\)）])?[:：]?[\s|｜/、·>]*)+$",
    re.IGNORECASE,
)
_TOOL_LINE = re.compile(
    r"扫一扫|扫码|长按识别|(?:扫描|识别)[^。]{0,8}二维码|手机(?:打开|查看|浏览|阅读)|点击(?:图片)?(?:查看|放大)|按\s*[←→]|键盘.*翻页|滚轮|返回顶部|分享到|分享至|^分享[:：]|^(?:字体|字号)[:：]?[【\[(（\s]|"
    r"无法播放|浏览器(?:不支持|版本)|请(?:使用|升级|安装)[^。]{0,12}(?:浏览器|播放器|Flash)|加载中|^Loading|^\[?图片\d*\]?$|^image\d*$|关注我们|微信公众号[:：]|^责编邮箱|点击进入专题"
)
_CREDIT_WORDS = "|".join(
    sorted((name for name, kind in LABEL_KINDS.items() if kind == "person" and len(name) > 1), key=len, reverse=True)
)
_CREDIT = re.compile(rf"^[\[【(（*]*(?:{_CREDIT_WORDS})\s*[:：/／]")
_NEIGHBOUR = re.compile(
    r"^[\[【(（<«←◀·•\s-]*(?:上|下|前|后|上页|下页)(?:一)?(?:篇|条|则|页)(?:新闻|文章|信息|稿件|资讯|图片)?\s*[\]】)）]?\s*(?:[:：>]|$|没有|无|已经)|^(?:上|下)(?:一)?(?:篇|条|则)[《“\s]"
)
_RELATED_NAMES = (
    r"相关(?:阅读|新闻|链接|文章|推荐|资讯|信息|内容|报道|知识|稿件|附件下载|主题|解读|图片|视频|专题|文档|热点|导读|文件)|延伸阅读|扩展阅读|拓展阅读|更多(?:新闻|阅读|内容|文章|精彩|推荐|资讯|相关)|"
    r"(?:新闻|资讯|频道|热门|热点|精彩|编辑|站长|推荐|图文|栏目|本类|本站|为您|为你|最新|今日|小编|阅读|猜你|大家都在|你可能)(?:推荐|阅读|资讯|新闻|文章|排行|热点|看点|动态|喜欢|关注|看|也?感兴趣|头条|热文|更新|公告|视频|图片|专题)(?:榜|的|的文章|的内容)?|"
    r"(?:热点|热门|点击|阅读|新闻|人气|一周|本周|24小时|月度|周|日)(?:新闻|文章|点击|阅读)?(?:排行|排名|榜单|热榜|热点|排行榜)榜?|热门(?:标签|关键词|搜索|文章|新闻|话题|专题|图片)|"
    r"(?:网友|最新|精彩|热门|全部|用户|读者|发表|我来|参与)?(?:评论|留言|跟帖|点评)(?:列表|区|专区|一下)?|猜你喜欢|猜您喜欢|看了又看|人还看了|大家都在看|推荐资讯|推荐信息|推荐新闻|推荐阅读|乡里乡亲|往期回顾|往期精彩|往期推荐|友情链接|"
    r"同类(?:文章|新闻|信息)|本栏(?:目)?(?:最新|热门|推荐)|新闻排行|图片新闻|专题推荐|广告|赞助商链接|随机文章|站内搜索|标签云"
)
_RELATED = re.compile(
    rf"^[\[【(（<《◆■●▪▎|·•*#>\s-]*(?:{_RELATED_NAMES})(?:[\(（]\d*条?[\)）])?(?:RELATED.*|HOT.*|MORE.*|更多.*|>+)?[\]】)）>》:：\s]*(?:更多.*|>+)?$",
    re.IGNORECASE,
)
_RELATED_INLINE = re.compile(
    r"^[\[【]?(?:评论|相关新闻|相关阅读|相关链接|友情链接|热门标签|标签|tags?|关键[词字])[\]】]?\s*[:：]", re.IGNORECASE
)
_FOOT = re.compile(
    r"ICP\s*[备证]|公网安备|版权所有|Copyright|All\s+Rights?\s+Reserved|©|未经(?:[^。]{0,10})(?:授权|许可|同意)[^。]{0,12}(?:转载|使用|复制|摘编)|违法和不良信息|网站标识码|技术支持[:：]|最佳(?:浏览|分辨率)|建议使用.{0,14}(?:浏览|IE)|"
    r"您是第[^。]{0,14}(?:位|个)?(?:访|浏览)|(?:今日|总)访问量|网警|^(?:联系)?(?:地址|电话|邮编|传真|总机|邮箱|E-?mail)[:：]|(?:版权|免责|特别|网站|本网|转载)?声明[:：]|^版权[:：]|^凡本[网站]|新闻热线[:：]|读者热线[:：]|"
    r"^主办(?:单位)?[:：]|^承办(?:单位)?[:：]|备案号[:：]|Powered\s+by",
    re.IGNORECASE,
)
_SITE_GREETING = re.compile(r"^(?:欢迎(?:您|你)?(?:访问|光临|来到|登录)|今天是|现在时间|当前日期)")
_BYLINE = re.compile(
    r"^[□■◆●▲▍☐\s]*(?:本[报网台刊]|[\u4e00-\u9fff]{2,8}[报网])?(?:全媒体|首席|见习|融媒体)?(?:记者|通讯员|特约)|[文图摄]\s*[/／|｜]?\s*[图摄文]$"
)
_MASTHEAD = re.compile(
    r"星期[一二三四五六日天]|第?\s*[A-Z]?\d{1,3}(?:[、,，-][A-Z]?\d+)*\s*版|总第\s*\d+\s*期|第\s*\d+\s*期"
)
_PAGE_NUMBERS = re.compile(r"第?\s*[A-Z]?\d+(?:[、,，-][A-Z]?\d+)*\s*版")
_DATE_ONLY = re.compile(
    r"^[\[(（]?(?:20\d{2}|19\d{2})[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?(?:\s*(?:上午|下午)?\s*\d{1,2}:\d{2}(?::\d{2})?)?[\])）]?"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One stripped line and what it is."""

    text: str
    kind: LineKind
    indented: bool = False
    """It began with blanks, as paragraphs do."""

    @property
    def is_prose(self) -> bool:
        """A run of sentences: certainly not a menu or a list of headlines."""
        return self.kind == "prose"


def classify(text: str) -> LineKind:
    """Tell what one stripped line is, from its own wording alone."""
    if len(text) <= 200:
        kind = _furniture_kind(text)
        if kind:
            return kind
    return "prose" if _reads_as_prose(text) else "other"


def _reads_as_prose(text: str) -> bool:
    if len(text) < 18 or _TEASER_END.search(text) and len(text) < 120:
        return False
    if "\t" in text:
        return False
    return (
        bool(_SENTENCE_END.search(text))
        and len(text) >= 25
        or bool(_ENDS_SENTENCE.search(text))
        or len(text) >= 60
        and bool(_COMMA.search(text))
    )


def _furniture_kind(text: str) -> LineKind | None:
    if _NEIGHBOUR.match(text):
        return "neighbour"
    if len(text) <= 40 and _RELATED.match(text) or _RELATED_INLINE.match(text):
        return "related"
    if len(text) <= 120 and _is_crumb(text):
        return "crumb"
    if _TOOL.match(text) or len(text) <= 60 and _TOOL_LINE.search(text):
        return "tool"
    if _FOOT.search(text) and not _is_sentence(text):
        return "foot"
    if _is_credit(text):
        return "credit"
    if _is_label_line(text):
        return "labels"
    if _is_masthead(text):
        return "masthead"
    if _SITE_GREETING.match(text) and len(text) <= 40:
        return "channels"
    return _channel_kind(text)


def _is_sentence(text: str) -> bool:
    """A sentence of an article may speak of copyright or an address; a statement about this page starts with it."""
    found = _FOOT.search(text)
    return bool(found and found.start() > 60 and _SENTENCE_END.search(text[: found.start()]))


def _is_crumb(text: str) -> bool:
    if _CRUMB.match(text):
        return True
    parts = _CRUMB_ARROWS.split(text)
    return (
        len(parts) >= 3
        and all(len(part) <= 16 for part in parts)
        and not _SENTENCE_END.search(text)
        and (">" in text or "»" in text or "→" in text or "›" in text or "＞" in text or "首页" in text)
    )


def _is_credit(text: str) -> bool:
    """责任编辑：… 审核：…: names after labels; a speaker in an interview (记者：…？) says a sentence instead."""
    if len(text) > 120 or _CLAUSE.search(text):
        return False
    kinds = [LABEL_KINDS[label] for label, _ in split_labels(text)]
    return bool(kinds) and set(kinds) == {"person"} and (len(kinds) >= 2 or bool(_CREDIT.match(text)))


def _is_label_line(text: str) -> bool:
    """A line that only holds labels with values: 发布时间：… 来源：… 浏览次数：…; one alone must be beyond doubt."""
    pairs = split_labels(text)
    if not pairs or len(text) > 200 or _CLAUSE.search(text):
        return False
    before = lead_before_labels(text) if "\t" not in text else ""
    if before and not (_DATE_ONLY.match(before) or len(before) <= 12 and len(pairs) >= 2 or _MASTHEAD.search(before)):
        return False
    kinds = {LABEL_KINDS[label] for label, _ in pairs}
    if len(pairs) >= 2:
        return True
    label, value = pairs[0]
    value = _URL.sub("", value)
    if kinds & {"date", "written", "updated"}:
        return has_day(value) and len(value) <= 40 or not value
    return label == "标题" or len(value) <= 50 and not kinds.isdisjoint({"issuer", "source", "file", "count", "tool"})


def _is_masthead(text: str) -> bool:
    """The head of a newspaper page or a bare line of name and date: 某某晨报 2022年6月20日 星期一 A06版."""
    if len(text) > 60 or not re.search(r"\d", text) or not has_day(text):
        return False
    if _COMMA.search(_PAGE_NUMBERS.sub("", text).replace(":", "")) or "。" in text:
        return False
    if _DATE_ONLY.match(text) and len(_DATE_ONLY.sub("", text)) <= 16:
        return True
    return bool(_MASTHEAD.search(text)) or bool(re.search(r"(?:日|\d)\s*(?:印发|发布|讯)?$", text)) and len(text) <= 40


def _channel_kind(text: str) -> LineKind | None:
    """A menu: names of channels side by side, or the name of one alone."""
    parts = [part for part in _CHANNEL_SPLIT.split(text) if part]
    if not parts or len(text) > 200 or "\t" in text or _SENTENCE_END.search(text):
        return None
    known = sum(1 for part in parts if _CHANNEL_WORD.fullmatch(part))
    if len(parts) == 1:
        return "channel" if known and len(text) <= 6 else None
    if any(len(part) > 12 for part in parts) or known < 2 or known * 3 < len(parts):
        return None
    sure = any(_SURE_CHANNEL.search(part) for part in parts) and len(parts) >= 3
    return "channels" if sure or known * 3 >= len(parts) * 2 and len(parts) >= 6 else "channel"


def is_byline(text: str) -> bool:
    """本报记者 某某 文/图: stands between title and text, and belongs to neither."""
    return len(text) <= 40 and bool(_BYLINE.search(text)) and not _SENTENCE_END.search(text)


def is_site_name(text: str) -> bool:
    """A line that is nothing but the name of an organisation."""
    return len(text) <= 30 and is_organisation(text)


def is_related_heading(text: str) -> bool:
    """相关阅读, 热点排行, 网友评论 and their like: what follows is not the article."""
    return bool(_RELATED.match(text))


def is_comment_heading(text: str) -> bool:
    """What follows is sentences, and still not the article."""
    return bool(re.search(r"评论|留言|跟帖|点评", text))
