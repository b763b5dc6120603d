"""Which mentions of an article name the same organisation.

The article itself says it: a fuller name elsewhere, an apposition (某某医院（以下简称“市一院”）), or 我院 on the page
that the organisation publishes. What it leaves open stays apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from summarizer.article import Article, Span
from summarizer.organisations.finding import Kind, OrganisationMention, find_organisations, place_in_text
from summarizer.organisations.places import bears_place, same_place
from summarizer.organisations.short_forms import is_short_form
from summarizer.patterns import late

_CALLED = late(
    "[（(，,](?:以下|下|下文|文中|习惯|业内习惯|业内|当地人|人们|百姓)*(?:统一)?(?:简称|均?称|又称|又名|亦称|称作|称为|习惯称作)(?:为|作)?"
    '[：:]?[“"「《]?([\u4e00-\u9fffA-Za-z0-9]{2,14})[”"」》]?[）)，,。]'
)
_CALLED_WITHIN = 24
"""No wording before 称 or 又名 is as long."""
_SIGNING_PLACE = late(
    r"(?<=[与和同])(?P<after>\w{2,9}?(?:自治[县州旗]|[县市区州旗]))"
    "(?=(?:正式|成功|共同|就[^，。]{0,20}|县长|市长|区长|州长|县委)?[^，。与和同]{0,4}?(?:签订|签署|签约|续签|达成|缔结|携手))|"
    r"(?:^|(?<=[\n。，；：日午 ]))(?P<before>\w{2,9}?(?:自治[县州旗]|[县市区州旗]))[与和同]"
    "(?=[^。；]{2,60}?(?:签订|签署|签约|续签|缔结))",
    re.MULTILINE,
    spell_out=True,
)
"""A place is of Chinese characters alone: asked for of what was found, because their class takes longest to compile."""
_SIGNS = ("签", "达成", "缔", "携")
"""What `_SIGNING_PLACE` asks for at the least, ..."""
_SIGN_REACHES = 64
"""... and how far before it the place and its connector may stand."""
_CONNECTOR = late("[与和同]")
_PLACE_ENDS = frozenset("县市区州旗")
_LONGEST_PLACE = 12
_BEFORE_PLACE = frozenset("\n。，；：日午 ")
"""What stands before the place of a signing that has its connector behind it."""
_LED_IN = late("(?:并|还|先后|分别)?(?:代表|会同|赶?赴|来到)")
_NO_PLACE = late("[一两三四五六七八九十几多数各该本全我他每家级的在等为将受]|[市县区]委|地市$|^(?:市|县|区|省|城)")
_BRACKETED = late("[（(](?:原|又名|即|暨|加挂|挂)?$")
_PLAQUE_HEAD = late("(?:医院|分院|院区|医疗集团|中心|卫生院)$")
_BRANCH = late("([\u4e00-\u9fff]{2,}?医院)[\u4e00-\u9fff]{2,8}?(?:医院|分院|院区)")
_AFFILIATE = late("([\u4e00-\u9fff]{2,}?(?:大学|医学院|学院))附属([\u4e00-\u9fff]{2,8}?医院)")
_UNVEILED = late(
    "[”」』》）)（(非直属]{0,8}[^，。；\u4e00-\u9fff]{0,3}(?:今天|今日|同日|当日|同时|正式)?(?:揭牌|挂牌|授牌)"
)
"""A name that is unveiled is new."""
_INNER_HEAD = late("(?:医院|大学|学院|[一二三四五六七八九十]院|附院|集团|中心).{3,}")
_SELF_KINDS = {
    "院": ("hospital", "clinic", "group", "university"),
    "校": ("university",),
    "中心": ("cdc", "blood", "hospital", "emergency", "clinic"),
    "站": ("blood",),
    "局": ("health_commission", "bureau"),
    "委": ("health_commission",),
    "集团": ("group", "company"),
}
_PLACE = late("[\u4e00-\u9fff]+?(?:自治[县州旗]|[市县区州旗])(?![市县区州旗])")
_HEADLESS_ENDS = frozenset("幼控团大")
"""市妇幼, 市疾控, 某某集团 and 某某医大 end before the last syllable of the full name."""
_BRACKET_ENDS = late("[）)]|[，,；;](?:以下|下文|下|统一)?(?:简称|称)[^（(]{0,16}[）)]")
_LED = late("[^，。；、]{0,8}?(?:院长|校长|书记|主任|局长|站长|董事长|总经理)")
_SELF_NOUN = late("医院|学校|中心|集团|院|校|站|局|委|[市县区省州旗镇]")


JUST_CAST = 8
"""Results remembered: the cast that the rules find in an article is asked for again, a moment later, to merge."""


@dataclass(slots=True, eq=False)
class Organisation:
    """One organisation of an article, with every wording that means it."""

    name: str
    """The most complete form in the article."""
    kind: Kind
    aliases: list[str] = field(default_factory=list)
    mentions: list[OrganisationMention] = field(default_factory=list)
    plaque_of: tuple[Organisation, ...] = ()
    """For a name made of another's name and a place (某医院金山分院): whose name it borrows."""
    implied: bool = False
    """Named only inside the name of its branch."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every wording, the full name first."""
        return (self.name, *self.aliases)

    def add(self, mention: OrganisationMention) -> None:
        """Note one more mention, and its wording as an alias."""
        self.mentions.append(mention)
        self.call(mention.name)

    def call(self, name: str) -> None:
        """Note one more wording."""
        if name != self.name and name not in self.aliases:
            self.aliases.append(name)


def find_cast(article: Article) -> tuple[Organisation, ...]:
    """Find the organisations of an article, each with all its mentions, in order of first mention.

    我院 and its like belong to the publisher when the page tells who that is, else to an organisation of their own
    whose name is that wording.
    """
    return _twins(_cast(article))


def _twins(cast: Sequence[Organisation]) -> tuple[Organisation, ...]:
    """Copy organisations that are remembered: who asks may rename theirs."""
    twins = {o: Organisation(o.name, o.kind, [*o.aliases], [*o.mentions], implied=o.implied) for o in cast}
    for organisation, twin in twins.items():
        twin.plaque_of = tuple(twins[lender] for lender in organisation.plaque_of)
    return tuple(twins.values())


@lru_cache(maxsize=JUST_CAST)
def _cast(article: Article) -> tuple[Organisation, ...]:
    mentions = find_organisations(article.text)
    called = _called_names(article.text, mentions)
    if called:
        mentions = tuple(sorted((*mentions, *_headless(article.text, mentions, called)), key=place_in_text))
    cast = _grouped(mentions, called)
    _add_places(article.text, mentions, cast)
    _join_appositions(article.text, cast)
    _mark_plaques(article.text, cast)
    _add_selves(article, mentions, cast)
    for organisation in cast:
        organisation.mentions.sort(key=place_in_text)
    return tuple(sorted(cast, key=lambda organisation: place_in_text(organisation.mentions[0])))


def _called_names(text: str, mentions: Sequence[OrganisationMention]) -> dict[str, str]:
    """Short names that the text introduces → the name they stand for."""
    found: dict[str, str] = {}
    for end, name in {mention.span.end: mention.name for mention in mentions}.items():
        if "称" not in (near := text[end : end + _CALLED_WITHIN]) and "又名" not in near:
            continue
        match = _CALLED.match(text, end)
        if match is not None and match.group(1) != name:
            found.setdefault(match.group(1), name)
    return found


def _headless(text: str, mentions: Sequence[OrganisationMention], called: dict[str, str]) -> list[OrganisationMention]:
    """Mentions by an introduced name that has no head (江城疾控)."""
    kinds = {mention.name: mention.kind for mention in mentions}
    covered = [mention.span for mention in mentions]
    found: list[OrganisationMention] = []
    for short, full in called.items():
        if short in kinds:
            continue
        for match in re.finditer(re.escape(short), text):
            if not any(span.start < match.end() and match.start() < span.end for span in covered):
                found.append(OrganisationMention(Span(*match.span()), short, kinds[full]))
    return found


def _grouped(mentions: Sequence[OrganisationMention], called: dict[str, str]) -> list[Organisation]:
    counts = Counter(mention.name for mention in mentions if mention.kind != "self")
    by_name = {mention.name: mention for mention in reversed(mentions) if mention.kind != "self"}
    owners: dict[str, Organisation] = {}
    cast: list[Organisation] = []
    for name in sorted(counts, key=lambda name: (name in called, -len(name), name)):
        owner = owners.get(called[name]) if name in called else _owner(name, cast, counts)
        if owner is None:
            owner = Organisation(name, by_name[name].kind)
            cast.append(owner)
        owners[name] = owner
    for mention in mentions:
        if mention.kind != "self":
            owners[mention.name].add(mention)
    return cast


def _owner(name: str, cast: Sequence[Organisation], counts: Counter[str]) -> Organisation | None:
    """Whose short form `name` is; between several, the one named most. 县医院 between two counties is nobody's."""
    # A cheap look first: an alliance may list hundreds of hospitals.
    first = name.removeprefix("我校")[0]
    likely = (
        o
        for o in cast
        if first in o.name and (name[-1] == o.name[-1] or name[-1] in _HEADLESS_ENDS) and len(name) < len(o.name)
    )
    fitting = [organisation for organisation in likely if is_short_form(name, organisation.name)]
    fitting.sort(key=lambda organisation: -sum(counts[n] for n in organisation.names))
    if len(fitting) < 2 or name[0] not in "省市县区州旗":
        return fitting[0] if fitting else None
    most, next_most = (sum(counts[n] for n in organisation.names) for organisation in fitting[:2])
    return fitting[0] if most > next_most else None


def _add_places(text: str, mentions: Sequence[OrganisationMention], cast: list[Organisation]) -> None:
    """与石泉县签约: a county that signs stands for its government."""
    places = _signing_places(text)
    if not places:
        return
    for match in places:
        start, end = match.span("before") if match["before"] else match.span("after")
        led = _LED_IN.match(text, start, end)
        start = led.end() if led and led.end() < end - 1 else start
        alone = match["after"] is not None or any(span.start == match.end() for span, *_ in mentions)
        named = any(span.start <= start < span.end for span, *_ in mentions)
        if named or not alone or _NO_PLACE.search(text[start:end]):
            continue
        mention = OrganisationMention(Span(start, end), text[start:end], "government")
        owner = next((o for o in cast if o.kind == "government" and same_place(o.name, mention.name)), None)
        if owner is None:
            owner = Organisation(mention.name, "government")
            cast.append(owner)
        owner.add(mention)


def _signing_places(text: str) -> list[re.Match[str]]:
    """Try the pattern where it can begin, before a word of signing: many times faster than trying it everywhere."""
    starts: set[int] = set()
    for sign in _SIGNS:
        at = text.find(sign)
        while at >= 0:
            low = max(0, at - _SIGN_REACHES)
            for connector in _CONNECTOR.finditer(text, low, at):
                starts.add(connector.end())
                unit = connector.start() - 1
                if text[unit] in _PLACE_ENDS:
                    near = range(max(0, unit - _LONGEST_PLACE), unit)
                    starts.update([start for start in near if start == 0 or text[start - 1] in _BEFORE_PLACE])
            at = text.find(sign, at + 1)
    found: list[re.Match[str]] = []
    last = 0
    for start in sorted(starts):
        if (
            start >= last
            and (match := _SIGNING_PLACE.match(text, start))
            and _is_han(match["after"] or match["before"])
        ):
            found.append(match)
            last = match.end()
    return found


def _is_han(text: str) -> bool:
    return all("\u4e00" <= character <= "\u9fff" for character in text)


def _join_appositions(text: str, cast: list[Organisation]) -> None:
    """某某医院（某市人民医院）: the bracketed name is the same organisation's."""
    ends: dict[int, Organisation] = {}
    for organisation in list(cast):
        for mention in organisation.mentions:
            start = mention.span.start
            if "（" not in (before := text[max(0, start - 4) : start]) and "(" not in before:
                continue
            bracket = _BRACKETED.search(text, max(0, start - 4), start)
            if bracket is None or not _BRACKET_ENDS.match(text, mention.span.end):
                continue
            ends = ends or {m.span.end: o for o in cast for m in o.mentions}
            owner = ends.get(bracket.start())
            if owner is None or owner is organisation:
                continue
            if owner.kind == organisation.kind == "hospital":
                _unite(owner, organisation, cast)
                break


def _unite(owner: Organisation, other: Organisation, cast: list[Organisation]) -> None:
    cast.remove(other)
    owner.mentions.extend(other.mentions)
    for name in other.names:
        owner.call(name)


def _mark_plaques(text: str, cast: list[Organisation]) -> None:
    for organisation in list(cast):
        if not _INNER_HEAD.search(organisation.name):
            continue
        lenders = [
            other
            for other in cast
            if other is not organisation
            and any(_borrows(organisation, name, other, cast, text) for name in other.names if len(name) > 3)
        ]
        lender = lenders[0] if lenders else _implied_lender(organisation, cast)
        if lender is not None:
            organisation.plaque_of = (lender,)
        if lender is not None and lender.implied:
            cast.append(lender)


def _implied_lender(plaque: Organisation, cast: Sequence[Organisation]) -> Organisation | None:
    """A hospital or school that the article names only in what it gives its name to (某某医院云台分院)."""
    kind: Kind = "hospital"
    match = _BRANCH.fullmatch(plaque.name) if plaque.kind == "hospital" else None
    if match is None and plaque.kind == "hospital":
        match, kind = _AFFILIATE.fullmatch(plaque.name), "university"
        others = [o for o in cast if o.kind == "hospital" and o is not plaque]
        match = match if match and any(bears_place(o.name, match.group(2)) for o in others) else None
    if match is None:
        return None
    lender = Organisation(match.group(1), kind, implied=True)
    for mention in plaque.mentions:
        if mention.name == plaque.name:
            span = Span(mention.span.start, mention.span.start + len(lender.name))
            lender.mentions.append(OrganisationMention(span, lender.name, kind))
    return lender


def _borrows(
    organisation: Organisation, name: str, lender: Organisation, cast: Sequence[Organisation], text: str
) -> bool:
    """Tell whether a name is lent: a hospital lends its own; a university only to a hospital the article also has."""
    plaque = organisation.name
    rest = plaque[len(name) :]
    if not plaque.startswith(name) or not _PLAQUE_HEAD.search(rest):
        return False
    if lender.kind != "university":
        return lender.kind in {"hospital", "group"}
    if any(o.kind == "hospital" and o.name != plaque and bears_place(o.name, rest) for o in cast):
        return True
    return any(_UNVEILED.match(text, mention.span.end) is not None for mention in organisation.mentions)


def _add_selves(article: Article, mentions: Sequence[OrganisationMention], cast: list[Organisation]) -> None:
    for mention in mentions:
        if mention.kind != "self":
            continue
        owner = _self_owner(mention.name, article, cast) or _speaker(mention, article.text, cast)
        if owner is None:
            owner = Organisation(mention.name, "self")
            cast.append(owner)
        owner.add(mention)


def _self_owner(wording: str, article: Article, cast: list[Organisation]) -> Organisation | None:
    same = next((organisation for organisation in cast if wording in organisation.names), None)
    if same is not None:
        return same
    if article.publisher is None:
        return _only_seat(wording[-1], cast)
    published_by = find_organisations(article.publisher)
    noun = _SELF_NOUN.search(wording[1:])
    kinds = _SELF_KINDS.get("院" if noun and noun.group() == "医院" else noun.group() if noun else "", ("government",))
    fitting = [mention for mention in published_by if mention.kind in kinds]
    if not fitting:
        return _seat(wording[-1], article.publisher, published_by, cast) or _only_seat(wording[-1], cast)
    name = fitting[0].name
    for organisation in cast:
        if name in organisation.names or is_short_form(name, organisation.name):
            return organisation
        if is_short_form(organisation.name, name) and not organisation.plaque_of:
            organisation.call(organisation.name)
            organisation.aliases.append(organisation.name)
            organisation.name = name
            return organisation
    publisher = Organisation(name, fitting[0].kind)
    cast.append(publisher)
    return publisher


def _speaker(mention: OrganisationMention, text: str, cast: Sequence[Organisation]) -> Organisation | None:
    """甲医院院长某某代表…和本院: 本院 is whose head has just been named, on a page of somebody else."""
    if not mention.name.startswith("本"):
        return None
    low = max(text.rfind(mark, 0, mention.span.start) for mark in "\n。；！？") + 1
    kinds = _SELF_KINDS.get(mention.name[1:], ())
    ends = [
        (m.span.end, o) for o in cast if o.kind in kinds for m in o.mentions if low <= m.span.start < mention.span.start
    ]
    led = [(end, o) for end, o in ends if _LED.match(text, end)]
    if led:
        return max(led, key=lambda pair: pair[0])[1]
    paragraph = text.rfind("\n", 0, mention.span.start) + 1
    near = {
        id(o): o for o in cast if o.kind in kinds for m in o.mentions if paragraph <= m.span.start < mention.span.start
    }
    return next(iter(near.values())) if len(near) == 1 else None


def find_self(article: Article, cast: Sequence[Organisation], unit: str) -> Organisation | None:
    """Find who 我院 or 我校 would be on this page: whom the article calls so, else its publisher of that kind.

    Args:
        article: the page.
        cast: its organisations.
        unit: 院, 校, 中心, 集团 ….
    """
    for organisation in cast:
        if any(mention.kind == "self" and mention.name.endswith(unit) for mention in organisation.mentions):
            return organisation
    if article.publisher is None:
        return None
    kinds = _SELF_KINDS.get(unit, ())
    if not any(mention.kind in kinds for mention in find_organisations(article.publisher)):
        return None
    return _self_owner(f"我{unit}", article, list(cast))


def _seat(
    unit: str, publisher: str, published_by: Sequence[OrganisationMention], cast: Sequence[Organisation]
) -> Organisation | None:
    """我县 on a page of that county: its government, when the article names it, else the county's bureau."""
    for name in (*(mention.name for mention in published_by), publisher):
        place = _PLACE.match(name)
        if place is None or not place.group().endswith(unit):
            continue
        governments = [o for o in cast if o.kind == "government" and o.name.startswith(place.group())]
        if governments:
            return governments[0]
        own = [o for o in cast if name in o.names and o.kind in {"health_commission", "bureau", "government"}]
        if own:
            return own[0]
    return None


def _only_seat(unit: str, cast: Sequence[Organisation]) -> Organisation | None:
    """我县 on a page that does not tell whose it is: the government of the only such place the article names."""
    seats = [o for o in cast if o.kind == "government" and re.search(f"[\u4e00-\u9fff]{unit}(?:人民)?政府$", o.name)]
    return seats[0] if len(seats) == 1 else None
