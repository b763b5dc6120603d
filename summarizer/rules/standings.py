"""Grades, exams and standings that are promised, whatever the verb: 考下二级甲等, 把推荐标准的牌子挂上.

Authors have a hundred verbs for becoming something and few nouns for what is become: a grade (二级甲等), something of
a rank (省级重点专科), an exam (胸痛中心认证), a plaque. Where a deadline or a duty speaks and the noun ends its clause,
as an object does in Chinese, it is what is to be reached. A noun that goes on (三级医院的专家) is somebody else's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from summarizer.article import Span
from summarizer.patterns import late
from summarizer.rules.framing import SentenceView, is_negated
from summarizer.rules.words import cued

Kind = Literal["grade", "ranked", "plaque", "exam", "standard"]

_RANK = (
    r"(?:国家级?|国字号|省字号|(?:省|市|州|县|区|自治区|地市|盟)级|[省市州盟]里的?|区域"
    r"|[省市州县区](?=重点|示范|特色|优势|甲级|先进|星级))"
)
_GRADE = (
    r"(?:国家|[省市])?[“‘]?(?:[三二一](?:级[甲乙丙]等?|[甲乙丙](?:等(?!级))?|级(?=[^,。;:、]{0,6}(?:医院|卫生院|保健院)))"
    r"|[三四五]星级?|(?<!的)甲级)[”’]?(?:[^,。;:、的手]{0,8}?(?:医院|卫生院|保健院))?"
)
_RANKED_ENDS = r"专科|学科|科室|专病|中心|单元|救治点|基地|实验室|示范[^,。;:、]{0,4}?|标准|质控|名单|先进|重点|品牌"
_RANKED = rf"{_RANK}的?[“‘]?[^,。;:、\d的]{{0,14}}?(?:{_RANKED_ENDS})"
# What can't be inside a name: the verbs and little words that lead up to it.
_IN_NAME = "[^,。;:、\\d把将要在于得须到过达成为争由向奔迎完接申是的和与及“”‘’]"
_LEAD = late(
    r".*(?:[年月期][内底末里]|[年月]前|之前|以前|[期届]满|拿[下到]|评上|考[下过]|取得|获[得评批]|挂上|力争|确保|让|使|进入|跻身)"
)
_EXAM_ENDS = "认证|认可|评审|评定|复审|复评|复核|验收|评级"
# 医务部逐项验收, 明年6月验收 tell of an act; an exam is one of a rank, a grade or a kind.
_EXAM = (
    r"(?=[^,。;:、]{0,14}[国省市州县区级甲乙A-Z认资爱等中基优])(?![年月日])"
    rf"{_IN_NAME}{{1,14}}?(?<!逐项)(?<!期)(?<!部)(?<!科)(?:{_EXAM_ENDS})"
)
_NAMED_ENDS = (
    r"推荐标准|基本标准|标准|要求|资质|准入|资格|名单|行列|序列|称号|百强[^,。;:、]{0,4}?|示范[^,。;:、]{0,4}?"
    r"|医疗机构|爱婴医院|社区医院"
)
_PLACE_ENDS = r"前[\d一二三四五六七八九十百]+[名强位]?"
_STANDARD = (
    rf"(?:[“‘]?{_IN_NAME}{{1,14}}?[”’]?(?:{_NAMED_ENDS})"
    rf"|(?:全国|全省|全市|省内|市内)[^,。;:、\d]{{0,10}}{_PLACE_ENDS})"
)
# 加挂“某医院分院”牌子 names a house; a plaque that is earned says of what kind or grade.
_PLAQUED = (
    rf"(?:{_IN_NAME}{{0,14}}(?:级|标准|示范|达标|推荐|优质|甲|先进|特色|重点|星|认证|满意|文明|友善|爱婴)"
    r"[^,。;:、\d的“”‘’]{0,6}?)(?=[”’]?(?:\([^()]{1,8}\))?(?:的|这块|这个|二字的?)?"
    r"(?:牌子|牌匾|铜牌|招牌|名头|名号|证书|(?<![揭挂授举门招])牌(?!照|坊|楼)))"
)
_VERB = (
    r"(?:达到|做到|拿[到下回]|得到|争[到取得]|成为|建成|建到|办成|创成|做成|打造成?为?|升[为至到成级]|评[为上下]|取得"
    r"|获[得评批]|考[下上过取]|挂上|戴上|登上|够上?|配得上|通过|过|进入|进(?=[“‘全前])|走进|挤进|挤入|跻身|迈[入进向]"
    r"|跨[入进]|列入|入[选围]|纳入|申[报请办]|创[建成]?|迎接?|奔(?:着|向)?|冲[刺击着进]?|目标(?:是|为|[:—]+)?|建设"
    r"|晋[升级]为?|对标|瞄准|摘[取得下]|捧[回得]|迎来)(?:了|一[块个])?"
)
# How a clause may go on to its end: 推荐标准|的牌子挂上, 市级重点|的评审定在后年.
_LAST = (
    r"[”’]?(?:\([^()]{1,8}\))?(?:的|这块|这个|二字)?(?:牌子|牌匾|铜牌|招牌|名头|名号|证书|牌|帽子|行列|队伍|标准|水平"
    r"|评审|复审|验收|认证|认可|评定|创建|申报|建设|立项|目标|序列)*[”’]?(?:的?(?:挂上|挂起来|挂出来|拿下|拿到手?"
    r"|拿回来|摘下来?|捧回来?|拿|挂|创成|评上|考下来?|办下来|的跨越|为目标|为方向|为止|这?一关|得过|过关|才算|就算"
    r"|定在|放在|排在|安排在)[^,。;]{0,6})?(?=[,。;:、!”’]|$)"
)
# The surest first: what a later one finds inside an earlier one's is no other standing. Each waits for its last word at
# the end of a clause, which `re` skips ahead to.
_GRAMMARS: tuple[tuple[Kind, str, str, str], ...] = (
    ("grade", "级|甲|乙|丙|等|星|院", "(?=[国省市“‘一二三四五甲])", _GRADE),
    ("ranked", _RANKED_ENDS, "(?=[国省市州县区自地盟])", _RANKED),
    ("plaque", "牌子|牌匾|铜牌|招牌|牌|名头|名号|证书", "", _PLAQUED),
    ("exam", _EXAM_ENDS, "", _EXAM),
    ("standard", f"{_NAMED_ENDS}|{_PLACE_ENDS}", _VERB, _STANDARD),
)
_CUES = {
    "grade": "级|甲|乙|丙|星",
    "ranked": "级|国家|字号|区域|里|重点|示范|特色|优势|先进",
    "plaque": "牌|名头|名号|证书",
    "standard": "标准|要求|资质|准入|资格|名单|行列|序列|称号|百强|示范|机构|医院|前",
}
"""A word that each match holds."""
_OPEN = tuple(
    [
        (
            kind,
            cued(_CUES.get(kind, ends), ends if kind == "plaque" else rf"(?:{ends}){_LAST}"),
            late(rf"{before}(?P<told>{grammar}){_LAST}"),
        )
        for kind, ends, before, grammar in _GRAMMARS
    ]
)
_NOT_BEFORE = late(
    r"(?:由|从|原|现为|依托|与|和|作为|来自|等|省内|摘掉|脱掉|告别|发挥|利用|按照?|参照|对照|根据|符合|如|除|是(?:一)?[所家个]|连|全|本|我|该)[“‘]?$"
)
# No standing, and no standing to be checked: 他没有许诺评级, 进入全省先进行列.
_DENIED = late(r"没有|未|尚|不(?=[许承追求是])|非|先进行列|一流|领先")
# Each alternative begins with a sign, not a class, so that `re` skips ahead to these.
_SET = late(
    r"要(?<![主重需]要)(?!求|点|素|紧|闻|道)|须|必须|应(?!用|急|对|邀)|得(?=[^了到]{0,4}[拿过考挂升])|力争|争取|争创"
    r"|确保|冲刺|瞄准|盯住|盯着|目标(?!值)|任务|承诺|计划(?!生育)|军令状|年(?<=[一二两三四五六七八九十\d]年)(?:之?内|里|后|见分晓|时间|努力|下来|走完)"
    r"|用[一二两三四五六七八九十\d]年|时限|期限|明年|后年|来年|今年(?:之?内|底)|年内|年底|月底|前(?<=[年月]前)|之前|以前|期满|到期|届满|终了|到20\d\d|第[一二三四五]年|期内|创建|实现|打造|将(?!军)"
)
_AIDED = late(r"帮助|协助|帮扶|支持|指导|推动|助力|使(?!用|命)|让")
# Under an agreement what somebody becomes is promised, if no day says when it was: 乙方晋升二级甲等.
_BECOMES = late(
    r"届时|到时|[建办带创做]成|创|晋[升级]|升[为至到格]|迈[入进向]|跻身|跨入|达到|够上|申[报请]|冲|拿[到下]|通过|评上|评为|获评|取得|挂上|考[下过]|迎接"
)
_DATED = late(r"\d月|\d日|20\d\d|同年|次年|那年|[上下]半年")
_AGREEMENT = late(r"签[约订署下了]|协议|合同|约定|责任[书状]|承诺|商定|结对|托管|帮扶|支援|共建|合作")


class Standing(NamedTuple):
    """What is to be reached, offsets in its sentence."""

    span: Span
    kind: Kind


def is_set(text: str) -> bool:
    """Whether a duty or a time to come speaks: 须, 应当, 力争, 三年内, 期满."""
    return _SET.search(text) is not None


def is_promised(view: SentenceView) -> bool:
    """Whether a sentence sets a task, or speaks of becoming under an agreement."""
    text = view.text
    if is_set(text) or _AIDED.search(text):
        return True
    becomes = _BECOMES.search(text) is not None and _DATED.search(text) is None
    return becomes and _AGREEMENT.search(view.lead or view.heading) is not None


def open_standings(view: SentenceView, known: Sequence[Span]) -> list[Standing]:
    """Find what is to be reached at the ends of clauses; whether the sentence tells of something past is not asked.

    Args:
        view: a sentence about an agreement.
        known: where it tells of what was found already; offsets in the sentence.
    """
    text = view.text
    found = [
        told
        for kind, end, grammar in _OPEN
        if end.search(text)
        for match in grammar.finditer(text)
        if (told := _told(view, kind, match, known))
    ]
    return found if found and is_promised(view) else []


def _told(view: SentenceView, kind: Kind, match: re.Match[str], known: Sequence[Span]) -> Standing | None:
    text, span = view.text, Span(*match.span("told"))
    if any([span.start < other.end and other.start < span.end for other in known]):
        return None
    if kind in _LED_UP_TO and (lead := _LEAD.match(text, *span)) and lead.end() < span.end - 2:
        span = Span(lead.end(), span.end)
    if _DENIED.search(text, max(0, span.start - 4), span.end):
        return None
    if _NOT_BEFORE.search(text, max(0, match.start() - 4), match.start()):
        return None
    return None if is_negated(view.clause_at(span.start).slice(text)) else Standing(span, kind)


_LED_UP_TO = ("exam", "standard", "plaque")
