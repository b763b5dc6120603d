"""Departments and specialties: 心血管内科, 检验科, 妇产, 重症医学科 …, and lists of them."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.article import Span
from summarizer.patterns import late
from summarizer.rules.framing import SentenceView

_STEM = (
    r"心血管|心脏|心|神经|脑|呼吸(?:与危重症医学)?|消化|肾病|肾脏|肾|内分泌|血液|风湿(?:免疫)?|感染"
    r"|肿瘤|普通?|普|骨伤|骨|泌尿|胸|肝胆(?:胰)?|胃肠|肛肠|"
    r"甲状腺|乳腺|血管|烧伤|整形|妇产|妇|产|儿|新生儿|小儿|生殖|眼|耳鼻喉|耳鼻咽喉(?:头颈)?|口腔|皮肤"
    r"|精神|心理|儿童青少年心理|康复(?:医学)?|中医|针灸(?:推拿)?|推拿|"
    r"治未病|脾胃|肺病|急诊(?:医学)?|重症(?:医学)?|麻醉|疼痛|检验|病理|放射|影像|医学影像|超声|核医学"
    r"|输血|药剂?|药学|护理|营养|老年(?:医)?|全科|循环|体检|手术|内镜|介入|"
    r"透析|公共卫生|理化检验|微生物检验|传染病防控|计算机|信息|供应|院感|质控|脊柱|关节|创伤|手足|疾控"
    r"|预防保健|透析|脑病|心病|糖尿病|肝病|结核|职业病|变态反应"
)
DEPARTMENT = (
    rf"(?:(?:{_STEM})(?:(?:内|外)?(?:医学)?(?:科(?!技|研|学(?!科)|室|教|主任)|病区|中心|室(?!主任)|医学部"
    r"|学部|部(?!分|署|门|长|主任))|(?:内|外)科)|[内外](?:科|Ⅰ科)(?!主任))"
)
# What a department's name ends in.
_END = late("科|病区|中心|室|部")
_BARE = rf"(?:{_STEM})(?:内|外)?"
_SEPARATOR = r"(?:、|和|及|与|以及|或)"
_IN_FULL = late(DEPARTMENT)
_JOINED = late(_SEPARATOR)
_JOINED_BARE = late(rf"{_SEPARATOR}{_BARE}(?={_SEPARATOR}|等|科)")
_BARE_LIST = late(
    rf"{_BARE}(?:、{_BARE})+(?:{_SEPARATOR}{_BARE})?(?=等|[一二两三四五六七八九十\d]*个?(?:专业|学科"
    rf"|岗位|科室|方面|领域|专科))"
)
_ONE = late(rf"{DEPARTMENT}|{_BARE}")
_STOP = late(r"[。;]|选派|另派|再派|抽调|接收|进修|建成|打造|重点专科|讲座")


# 肾内科|主任医师唐丽、普外科|副主任医师金鑫, 骨科、儿科各两名|主治医师: whose they are stands right before the title.
_OWN = late(
    rf"(?P<own>{DEPARTMENT}(?:{_SEPARATOR}{DEPARTMENT})*)(?:的|等(?:科室|专业"
    rf"|学科)?的?)?(?:各)?(?:[\d一二两三四五六七八九十]+[名位个])?$"
)
_OWN_ENDS = "科区心室部的等业各名位个"
"""The last signs of that: of a department, and of all that may follow it."""


def find_departments(view: SentenceView, near: Span) -> tuple[Span, ...]:
    """Return the departments told with the people at `near`.

    Those right before the title are theirs alone; else those of their clause and the next two, up to another matter.
    """
    text, clause = view.text, view.clause_at(near.start)
    if near.start > clause.start and text[near.start - 1] in _OWN_ENDS and _END.search(text, clause.start, near.start):
        own = _OWN.search(text, clause.start, near.start)
        if own is not None:
            return _each(text, own.span("own"))
    stop = _STOP.search(text, clause.end)
    end = min(stop.start() if stop else len(text), clause.end + 60)
    spans = list(_listed(text, clause.start, end)) if _END.search(text, clause.start, end) else []
    if not spans and text.find("、", clause.start, end) >= 0:
        spans = [span for match in _BARE_LIST.finditer(text, clause.start, end) for span in _each(text, match.span())]
    return tuple(spans)


def _listed(text: str, low: int, high: int) -> Iterator[Span]:
    """Lists that begin with a department named in full; what follows may be named in short (儿科、妇产等)."""
    while first := _IN_FULL.search(text, low, high):
        start, low = first.span()
        in_short = False
        named = [Span(start, low)]
        while joined := _JOINED.match(text, low, high):
            follows = _IN_FULL.match(text, joined.end(), high)
            if follows is not None:
                named.append(Span(*follows.span()))
            elif (follows := _JOINED_BARE.match(text, low, high)) is not None:
                in_short = True
            else:
                break
            low = follows.end()
        yield from _each(text, (start, low)) if in_short else named


def _each(text: str, listed: tuple[int, int]) -> tuple[Span, ...]:
    return tuple(Span(*one.span()) for one in _ONE.finditer(text, *listed))
