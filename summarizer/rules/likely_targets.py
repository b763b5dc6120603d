"""The likeliest reading of a number or a status that no word of looking ahead frames (`targets`).

Under an agreement authors often leave the promise unsaid: 平均住院日从9.6天降到7.5天; 处方合格率98%以上，年底考核.
A number that moves to a value, or that somebody is held to, is a target there, unless its sentence or what led up to it
tells what was, what a house is and has, or the ceremony itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from summarizer.article import Span
from summarizer.normalising.names import HAN
from summarizer.normalising.quantities import QuantityMention
from summarizer.patterns import late
from summarizer.rules.framing import (
    SentenceView,
    is_background,
    is_ceremony,
    is_done,
    is_forward,
    is_hope,
    is_negated,
    is_past,
)

_LEAD_CHARS = 80
"""How far back in the paragraph a word of the past still rules."""

_MOVES = late(
    r"(?:[提升抬拉压降减缩控增扩涨做推冲]{1,2}(?:高|低|短|减|少|大|制|升)?(?:到|至|为|在|过)|提高到|做到|(?:增加|增长|提高|提升|下降|降低|减少|缩短|压缩|压减|年[增降])"
    rf"|(?<!达)[到至]|[定守稳控卡锁维保]持?制?在|(?:要|须|将|应)(?:占|有|破|过|超)?|(?<!{HAN})(?:增|降|减))$"
)
_MOVE_ENDS = "到至为在过加长高升降低少短缩减增要须将应占有破超"
"""The last signs of `_MOVES`."""
_HELD_TO = late(
    r"考核|通报|挂钩|核分|交账|交卷|见分晓|底线|硬杠|杠杠|红线|军令状|兑现|盯着|一个数|对账|评估|打分|算账|目标|指标|任务|说好|商定|约定|期限"
    r"|字据|白纸黑字|写[进入明在]|立[下了]|定[了下]|划的线|交齐|才算|算[怎数]|怎么算|一条一条|承诺",
    spell_out=True,
)
_STATE = late(
    r"现有|拥有|开设有|设有|位居|位列|连续[多数几一二三四五六七八九十\d]*[年届次]|排名[^,。;]{0,4}第|依托|全省领先|是[^,。;]{0,8}三级甲等|据统计|数据显示|如今|目前|常年|历来|创办|成立"
    r"|[累共]计|刚(?:走完|过去|结束)|(?:上|首|前)[一二三]?(?:轮|期)|医院要求|去年|前年|昔日|以往|往[年日昔届]|从前|过去[一二三几]|\d年来|全[市省国](?:平均|各|同|共|有)"
)
_AGREEMENT = late(r"签[约订署下]|协议|合同|约定|合作|托管|帮扶|支援|共建|责任[书状]|目标|承诺|结对|联盟|医联体|医共体")
_AGREED_HERE = late(r"签[约订署下]|协议|合同|约定|目标|承诺|责任[书状]")
_AIM_THIS_YEAR = late(
    r"(?:目标|任务|指标|要|须|将|力争|确保|合作)[^,。;]{0,3}当年|当年(?=[^,。;]{0,2}(?:要|须|将|力争|目标|实现))"
)


# 给自己|定了|账, 把日子|倒排好了: what was set down is the promise; 一年|累计不得少于120天 adds up what is to come.
_SET_DOWN = late(r"终了|(?:[定立划列排写说谈亮晒]|敲|签)(?:[好下进入成出明定订]{1,2})?了")
_SUM_AHEAD = late(r"[累合]计(?=(?:不|至少|达到?|要|须|将))")
_FORESEEN = late(
    r"届满|有意|须|要(?!求)|预计|计划|有望|再用|力争|争取|确保|[底末年]前|年[之以]?内|年后|期[内满]|目标|任务|承诺|约定"
)
GAINS = late(r"[获取]得(?!了)|获[评批](?!了)")
"""What tells of the past alone, and of what is to come where somebody asks for it."""


def without_aimed_year(text: str) -> str:
    """目标是|当年|独立完成种植手术100例: the year that is aimed at is no year gone by."""
    return _AIM_THIS_YEAR.sub("", text) if "当年" in text else text


@lru_cache(maxsize=256)
def tells_of_now_or_then(lead: str, text: str) -> bool:
    """Whether a sentence, or what led up to it, tells what was, what a house is and has, or the ceremony itself."""
    told = _SET_DOWN.sub("", without_aimed_year(text))
    told = _SUM_AHEAD.sub("", GAINS.sub("", told) if _FORESEEN.search(told) else told)
    if is_past(told) or is_done(told) or is_ceremony(told) or is_background(told) or is_hope(told):
        return True
    return _STATE.search(told) is not None or is_past(_SUM_AHEAD.sub("", lead[-_LEAD_CHARS:]))


_YEAR = late(r"(?<![从由比较自])(20\d\d)年(?![的以起至到])")


def is_dated_before(run: str, year: int | None) -> bool:
    """Whether the last year told in the clause up to here (2021年|创成二级甲等) had gone when the article came out."""
    if year is None or "年" not in run:
        return False
    years = _YEAR.findall(run)
    return bool(years) and int(years[-1]) < year


def is_likely_target(view: SentenceView, clause: Span, mention: QuantityMention) -> bool:
    """Whether a number that nothing frames is yet most likely promised.

    Args:
        view: its sentence, which belongs to an agreement.
        clause: the clause of the number, offsets in the sentence.
        mention: the number, offsets in the sentence.
    """
    before = view.text[max(clause.start, mention.span.start - 8) : mention.span.start]
    if before.endswith(("由", "从")) or not (_moves_under_agreement(view, before, mention) or _is_held_to(view)):
        return False
    return not is_negated(clause.slice(view.text)) and not tells_of_now_or_then(view.lead, view.chain + view.text)


def _moves_under_agreement(view: SentenceView, before: str, mention: QuantityMention) -> bool:
    moves = mention.wording[0] in "过破" or (before[-1:] in _MOVE_ENDS and _MOVES.search(before) is not None)
    return moves and (_AGREED_HERE.search(view.text) is not None or _AGREEMENT.search(view.lead) is not None)


def _is_held_to(view: SentenceView) -> bool:
    return _HELD_TO.search(view.text) is not None or _HELD_TO.search(view.lead[-24:]) is not None


_RANKED = rf"(?:国家级?|省里的?|省级?|市里的?|市级?|州级?|县级?|区级?|全[国省市]|{HAN}{{2}}(?=示范|市级))"
_STANDING = late(
    r"(?:(?<=[要须将再还能])(?:过|进|冲)|达到|达成|取得|获得|拿[到下]|进入|跻身|入选|通过|列入|挂上|冲[进入]|争取到)(?:了)?"
    rf"(?P<goal>(?:{_RANKED}[^,。;、\d]{{0,18}}?|[^,。;、\d国省市]{{2,12}}?)(?:准入(?:资格)?|(?:执业|诊疗|开展)?(?:资质|资格)|名单|百强[^,。;、]{{0,3}}"
    r"|(?:规范|标准)化[^,。;、\d]{2,8}(?:要求|标准)|(?:评审|验收|认证|复审|评估)(?=[,。;、”]|$)|行列|金牌|示范单位))"
    r"|(?<=[要须将再还])(?:过|通过)(?P<passed>[^,。;、\d]{0,14}(?:评审|验收|认证|复审))"
    r"|(?:进入?|冲[进入]|跻身|迈进)(?P<place>(?:全国|全省|国家|全市)?前[\d一二三五六十百]+(?:名|强|位)?)"
)
_FINAL = late(
    r"(?:中心|专科|学科|门诊|病房|实验室|单元|卫生院|救治点|基地)(?:要|须|将|争取|力争|应)*(?P<when>(?!的)[^,。;、]{0,8}?)(?:要|须|将|争取|力争|应)*"
    r"(?P<goal>挂牌|授牌|达标|过审|过关|(?:通过)?验收|(?:通过)?(?:评审|认证))(?=[,。;、”]|$)"
)
_DOUBLED = late(
    r"(?P<goal>(?:再)?翻[一两二三]?番|翻一倍|(?:提高|增加|增长|扩大)一倍|翻倍|减半|归零|清零)(?:以上)?(?!了)"
)


def likely_statuses(view: SentenceView) -> Iterator[tuple[int, Span]]:
    """Find statuses told by verbs that `targets` does not know: 取得试管婴儿准入, 胸痛中心明年挂牌, 门诊量翻一番.

    Args:
        view: a sentence that tells a deadline and nothing past, and for which `may_tell_status` holds.

    Yields:
        Where its verb begins, and the status; offsets in the sentence.
    """
    text = view.text
    for pattern in (_STANDING, _FINAL, _DOUBLED):
        for match in pattern.finditer(text):
            goal = next(Span(*match.span(group)) for group in match.re.groupindex if group != "when" and match[group])
            clause = view.clause_at(goal.start)
            if is_forward(text[: clause.end]) and not is_negated(clause.slice(text)):
                yield match.start("when") if "when" in match.re.groupindex else match.start(), goal


LIKELY_STATUS_WORDS = (
    *("准入", "资质", "资格", "名单", "百强", "标准", "要求", "评审", "验收", "认证", "复审", "评估", "行列", "金牌"),
    *("示范", r"前(?=[\d一二三四五六十百])", "挂牌", "授牌", "达标", "过审", "过关", "番", "倍", "减半", "零"),
)
"""What the three grammars above end in, each a pattern."""
_LIKELY_STATUS_WORD = late("|".join(LIKELY_STATUS_WORDS), spell_out=True)


def may_tell_status(text: str) -> bool:
    """Whether a sentence holds a word that `likely_statuses` looks for; most don't."""
    return _LIKELY_STATUS_WORD.search(text) is not None
