"""Words that stand for an organisation without naming it: 该院, 学校, a title alone on its own page, a person's name.

A sentence that signs may leave its parties to the words before it: 该院院长…, 医院与甲签订…, 副校长某某与乙院长…,
or the name of a person whose post was told earlier. The page and the article say who is meant; where they do not, the
words stand for nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from summarizer.article import Article, Span
from summarizer.normalising.names import SURNAMES
from summarizer.organisations import OrganisationMention
from summarizer.organisations.coreference import Organisation, find_self
from summarizer.patterns import holds_any, late
from summarizer.rules.mapping import MappedSentence, map_sentence
from summarizer.rules.words import cued, numbers_holding

Named = tuple[Organisation, OrganisationMention]

_O = "[\ue000-\ue3ff]"
_TITLE = "(?:院长|校长|书记|主任|局长|站长|所长|县长|市长|区长|董事长|总经理|总裁|理事长|主席|会长|主持工作的?)"
_KINDS = {
    "院": ("hospital", "clinic"),
    "校": ("university",),
    "中心": ("cdc", "blood", "emergency", "hospital", "clinic"),
    "站": ("blood",),
    "集团": ("group", "company"),
    "公司": ("company", "group"),
}
_LETTER = r"[^\W\da-zA-Z_]"
"""A Chinese character. `[一-鿿]` would be more exact, but takes `re` a millisecond to compile: it walks the range."""
_POINTER = late("该(?P<unit>院|校|中心|站|集团|公司|医院|大学)|这[家所](?P<this>医院|大学|学校|集团|公司)")
_UNIT_WORDS = ("医院", "学校", "集团", "公司", "中心", "院方", "校方")
_BARE = late(
    f"(?P<unit>{'|'.join(_UNIT_WORDS)})(?<!{_LETTER}..)(?<!{_O}..)"
    "(?=与|和|同|跟|正式|将|就|已|又|便|院长|校长|党委|书记|副|总经理|董事长|签|一行|方面|代表|还)"
)
_TITLE_ALONE = late(
    "(?:^|(?<=[，。；、：\n”日午晚]))(?=(?:[校院]?(?:党委)?(?:常务|执行)?副?(?P<post>院长|校长|[校院]?党委(?:副)?书记|书记))"
    f"{_LETTER}{{2,4}}(?:与|和|同|跟|、|代表|在|分别))"
)
_OWN_POSTS = ("院长", "校长", "书记")
"""The posts that are told without an organisation ..."""
_POSTS = ("长", "书记", "主任", "总经理", "总裁", "主席", "主持工作")
"""... and with one: whoever is told with a post has one of these in it."""
_PERSON = late(
    f"(?P<mark>{_O}|(?<!{_LETTER})(?=(?:院长|校长|副院长|副校长|党委书记)))(?:[^，。；、{_O[1:-1]}]{{0,12}}?){_TITLE}"
    f"(?:（[^（）]{{1,8}}）)?(?P<name>{_LETTER}{{2,3}})"
)
_WHEN = "[\\d一二三四五六七八九十年月日号上下午初底 ]{2,14}"
_SIGN = "签约|签订|签署|续签|签下|结对|达成|缔结|结为"
_ELIDED = cued(
    f"{_SIGN}|建立",
    f"(?:(?P<host>{_O})：|(?P<lead>[^，。；：{_O[1:-1]}]{{0,16}}[，： ])?(?:{_WHEN})?)"
    f"(?:又|还|再|并|也|随后|同时|分别)?[与同]{_O}(?:[、和]{_O})*[^，。；{_O[1:-1]}]{{0,16}}"
    f"(?:{_SIGN}|建立[^，。；]{{0,12}}(?:关系|合作))",
)
_SITES = ("hospital", "clinic", "group", "university", "government", "health_commission", "company")
_TITLED_BEFORE = late(f"{_O}[^，。；、{_O[1:-1]}]{{0,16}}$")
_UNITS = {"医院": "院", "院方": "院", "大学": "校", "学校": "校", "校方": "校"}


@dataclass(slots=True)
class StandIns:
    """Who stands for whom in one article."""

    article: Article
    cast: tuple[Organisation, ...]
    mapped: tuple[MappedSentence, ...]
    text: str
    """The article's, its marks widened."""
    _persons: dict[str, Organisation] | None = field(default=None)
    _selves: dict[str, Organisation | None] = field(default_factory=dict)

    def fill_in(self, mapped: MappedSentence) -> MappedSentence | None:
        """Return the sentence with its stand-ins marked like names; None when it has none."""
        found = [*self._pointed(mapped), *self._own(mapped), *self._by_person(mapped)]
        if not found:
            return None
        named = [*mapped.named.values(), *found]
        named.sort(key=lambda pair: (pair[1].span.start, pair[1].span.end))
        return map_sentence(self.text, mapped.sentence, named)

    def with_host(self, mapped: MappedSentence, before: Sequence[MappedSentence]) -> MappedSentence | None:
        """Return a sentence that says only with whom was signed (3月14日，与乙签订…) with the one who signs marked.

        Args:
            mapped: the sentence.
            before: those before it, the nearest first: who stands first in it signs on (甲与乙签订…；与丙签订…).
        """
        with_one = [f"{sign}{mark}" for mark in mapped.named for sign in "与同"]
        match = _ELIDED.match(mapped.text) if holds_any(mapped.text, with_one) else None
        if match is None:
            return None
        host = mapped.named[match["host"]][0] if match["host"] else self._host(mapped, before)
        if host is None:
            return None
        place = match.end("host") if match["host"] else match.end("lead") if match["lead"] else 0
        at = mapped.span(place, place).start + bool(match["host"])
        named = [(host, OrganisationMention(Span(at, at), host.name, host.kind)), *mapped.named.values()]
        return map_sentence(self.text, mapped.sentence, named)

    def _host(self, mapped: MappedSentence, before: Sequence[MappedSentence]) -> Organisation | None:
        """Who stands first in the sentence before, on the same line; else whose page it is."""
        same_line = bool(before) and "\n" not in self.text[before[0].sentence.end : mapped.sentence.start]
        named = next((o for s in before for o, _ in s.named.values() if o.kind in _SITES), None)
        host = named if same_line and named else self._of_title() or self._self("院")
        return None if any(organisation is host for organisation, _ in mapped.named.values()) else host

    def _of_title(self) -> Organisation | None:
        """Whose chronicle it is: the only hospital that the first line names."""
        named = [o for o, _ in self.mapped[0].named.values() if o.kind in _SITES]
        return named[0] if len(named) == 1 else None

    def _pointed(self, mapped: MappedSentence) -> Iterator[Named]:
        """该院: the last hospital named before."""
        for match in _POINTER.finditer(mapped.text) if "该" in mapped.text or "这" in mapped.text else ():
            word = match["unit"] or match["this"]
            span = mapped.span(*match.span())
            owner = self._last_named(_KINDS[_UNITS.get(word, word)], span.start)
            if owner is not None:
                yield owner, OrganisationMention(span, owner.name, owner.kind)

    def _own(self, mapped: MappedSentence) -> Iterator[Named]:
        """医院, 学校 and a title without its organisation, on the page of a hospital or school."""
        for match in _BARE.finditer(mapped.text) if holds_any(mapped.text, _UNIT_WORDS) else ():
            unit = _UNITS.get(match["unit"], match["unit"])
            owner = self._self(unit) or (self._only(_KINDS[unit]) if unit in {"校", "集团", "公司"} else None)
            if owner is not None:
                yield owner, OrganisationMention(mapped.span(*match.span()), owner.name, owner.kind)
        for match in _TITLE_ALONE.finditer(mapped.text) if holds_any(mapped.text, _OWN_POSTS) else ():
            owner = self._self("校" if "校" in match["post"] else "院")
            if owner is not None:
                at = mapped.span(match.start(), match.start()).start
                yield owner, OrganisationMention(Span(at, at), owner.name, owner.kind)

    def _by_person(self, mapped: MappedSentence) -> Iterator[Named]:
        """A person who was introduced with an organisation stands for it later on."""
        for name, owner in self.persons.items():
            at = mapped.text.find(name)
            if at >= 0 and not _TITLED_BEFORE.search(mapped.text, max(0, at - 20), at):
                yield owner, OrganisationMention(mapped.span(at, at + len(name)), owner.name, owner.kind)

    @property
    def persons(self) -> dict[str, Organisation]:
        """Names that the article gives with a post and repeats; read once."""
        if self._persons is None:
            self._persons = {}
            own = numbers_holding(_OWN_POSTS, self.text, [mapped.sentence for mapped in self.mapped])
            for sentence in self.mapped:
                if not (holds_any(sentence.text, _POSTS) if sentence.named else sentence.sentence.number in own):
                    continue
                for match in _PERSON.finditer(sentence.text):
                    owner = sentence.named[match["mark"]][0] if match["mark"] else self._self("院")
                    name = self._repeated(match["name"])
                    if owner is not None and name is not None:
                        self._persons.setdefault(name, owner)
        return self._persons

    def _repeated(self, name: str) -> str | None:
        """The name as the article repeats it, of two characters or three."""
        if name[0] not in SURNAMES:
            return None
        return next((n for n in (name, name[:2]) if self.text.count(n) > 1), None)

    def _last_named(self, kinds: Sequence[str], before: int) -> Organisation | None:
        named = [(m.span.end, o) for o in self.cast if o.kind in kinds and not o.plaque_of for m in o.mentions]
        earlier = [(end, o) for end, o in named if end <= before]
        return max(earlier, key=lambda pair: pair[0])[1] if earlier else None

    def _only(self, kinds: Sequence[str]) -> Organisation | None:
        fitting = [o for o in self.cast if o.kind in kinds and not o.plaque_of]
        return fitting[0] if len(fitting) == 1 else None

    def _self(self, unit: str) -> Organisation | None:
        if unit not in self._selves:
            self._selves[unit] = find_self(self.article, self.cast, unit)
        return self._selves[unit]
