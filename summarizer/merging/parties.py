"""One party for each organisation: short names, 我院, 甲方 and plaques resolved by what the article itself says."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache

from summarizer.article import Article, Span
from summarizer.chunking import split_clauses
from summarizer.matching import fold
from summarizer.merging.items import union_of_evidence
from summarizer.organisations import find_organisations, is_contract_alias, is_self_reference, is_short_form
from summarizer.organisations.coreference import Organisation, find_cast
from summarizer.organisations.places import bears_place
from summarizer.patterns import late, one_of
from summarizer.schema import ArticleWarning, Evidence, Party, Role

MAX_EVIDENCE_CHARS = 120
"""Source: contract, section 2, "Evidence"."""

_SHIFTING = late(
    rf"{one_of(*'该贵两双各三其')}(?:家)?(?:医院|单位|院|方|县|市|校|中心|地|区)|双方|彼此|前者|后者|对方|医院|单位|医院方|上级医院|基层医院|受援医院|支援医院"
)
_TITLES = (
    "院长",
    "书记",
    "主任",
    "局长",
    "县长",
    "市长",
    "区长",
    "校长",
    "教授",
    "医生",
    "医师",
    "站长",
    "主席",
    "处长",
    "专家",
    "先生",
    "女士",
    "同志",
)
_LONGEST_PERSON = 3
_SHORT_NAME = late(f"[\u4e00-\u9fff]{{2,{_LONGEST_PERSON}}}")
_SHORT_HEADS = frozenset("院校局委站馆")
"""An organisation of two or three characters ends so; a person's name seldom does."""
_PLACE_NAME = late("[\u4e00-\u9fff]{1,14}(?:省|市|县|区|州|旗|盟|镇|乡)")


JUST_NAMED = 256
"""Results remembered: the few names of an article are compared with each other again and again."""


class Names:
    """Who is who in one article; each name is looked up once."""

    def __init__(self, article: Article, cast: tuple[Organisation, ...]) -> None:
        self.article = article
        self.cast = cast
        self._owners: dict[str, Organisation | None] = {}

    @classmethod
    def of(cls, article: Article) -> Names:
        """Read the names of an article."""
        return cls(article, find_cast(article))

    def owner(self, name: str) -> Organisation | None:
        """Return the organisation a wording means, when the article leaves no doubt."""
        if name not in self._owners:
            self._owners[name] = self._known.get(fold(name)) or self._fitting(name)
        return self._owners[name]

    @cached_property
    def _known(self) -> dict[str, Organisation]:
        """Whose each wording of the article is; of two that share one, the one first named."""
        return {fold(name): organisation for organisation in reversed(self.cast) for name in organisation.names}

    def _fitting(self, name: str) -> Organisation | None:
        fitting = [o for o in self.cast if any(is_short_form(name, known) for known in o.names)]
        return fitting[0] if len(fitting) == 1 else None


def resolve_parties(parties: Sequence[Party], names: Names) -> tuple[tuple[Party, ...], tuple[ArticleWarning, ...]]:
    """Give each party its most complete name and unite those that are one organisation.

    Returns:
        The parties in text order, and warnings: `party_dropped` for what is no organisation, `conflict` where one
        organisation was put on both sides.
    """
    warnings: list[ArticleWarning] = []
    named: list[Party] = []
    for party in parties:
        if _is_person(party.name, names) or _SHIFTING.fullmatch(party.name):
            warnings.append(_dropped(party))
        else:
            named.append(_renamed(party, names))
    united = _contract_roles_resolved(named, warnings)
    # What was united has more names, by which it may be one with another: until nothing is.
    while len(again := _united(united, warnings)) < len(united):
        united = again
    return tuple(sorted(_without_plaques(united, names), key=position)), tuple(warnings)


def same_organisation(one: Party, other: Party) -> bool:
    """Tell whether two resolved parties are one organisation."""
    if fold(one.name) == fold(other.name):
        return True
    mine, theirs = _own_names(one), _own_names(other)
    return bool(mine & theirs) or is_short_form(one.name, other.name) or is_short_form(other.name, one.name)


def _own_names(party: Party) -> set[str]:
    """Names that only this organisation can have: 我院 changes its owner with the speaker, 县医院 does not."""
    return {fold(name) for name in (party.name, *party.aliases) if not _is_deictic(name)}


@lru_cache(maxsize=JUST_NAMED)
def _is_deictic(name: str) -> bool:
    return is_self_reference(name) or is_contract_alias(name)


def _is_person(name: str, names: Names) -> bool:
    short = len(name) <= _LONGEST_PERSON and _SHORT_NAME.fullmatch(name) and name[-1] not in _SHORT_HEADS
    looks_so = name.endswith(_TITLES) or short
    # The cheap look comes first: it leaves few names to look up.
    return bool(looks_so) and not (
        find_organisations(name) or _is_deictic(name) or names.owner(name) or _PLACE_NAME.fullmatch(name)
    )


def _renamed(party: Party, names: Names) -> Party:
    owner = names.owner(party.name)
    aliases = [party.name, *party.aliases]
    name, evidence = party.name, party.evidence
    if owner is not None and owner.name != party.name and owner.kind != "self":
        name = owner.name
        evidence = _with_name(evidence, owner, names.article.text)
    if owner is not None:
        aliases.extend(owner.aliases)
    kept = {alias for alias in aliases if alias != name and not _SHIFTING.fullmatch(alias)}
    values = (name, tuple(sorted(kept)), _distinct(evidence))
    if values == (party.name, party.aliases, party.evidence):
        return party
    return Party(name=name, role=party.role, aliases=values[1], evidence=values[2])


def _with_name(evidence: tuple[Evidence, ...], owner: Organisation, text: str) -> tuple[Evidence, ...]:
    """Add the clause where the full name stands, so that the name stands in what is cited."""
    if any(fold(owner.name) in fold(quoted.quote) for quoted in evidence):
        return evidence
    for mention in owner.mentions:
        if mention.name == owner.name:
            run = _clause_of(mention.span, text)
            return (*evidence, Evidence(quote=run.slice(text), start=run.start, end=run.end))
    return evidence


def _clause_of(mention: Span, text: str) -> Span:
    low = text.rfind("\n", 0, mention.start) + 1
    high = text.find("\n", mention.end)
    line = Span(low, high if high >= 0 else len(text))
    clause = next((c for c in split_clauses(text, line) if c.start <= mention.start and mention.end <= c.end), mention)
    return clause if clause.end - clause.start <= MAX_EVIDENCE_CHARS else mention


def _contract_roles_resolved(parties: list[Party], warnings: list[ArticleWarning]) -> list[Party]:
    """甲方 stands for the party that has it as an alias; without one it names nobody."""
    kept: list[Party] = []
    for party in parties:
        if not is_contract_alias(party.name):
            kept.append(party)
        elif not any(party.name in other.aliases for other in parties if other is not party):
            warnings.append(_dropped(party))
    return kept


def _united(parties: Sequence[Party], warnings: list[ArticleWarning]) -> list[Party]:
    groups: list[list[Party]] = []
    for party in _longest_name_first(parties):
        group = next((g for g in groups if any(same_organisation(party, other) for other in g)), None)
        if group is None:
            groups.append([party])
        else:
            group.append(party)
    return [_one(group, warnings) for group in groups]


def _longest_name_first(parties: Sequence[Party]) -> list[Party]:
    """Sort by name, and by place and role where two have one name: that is seldom, and places take long to find."""
    if len({party.name for party in parties}) == len(parties):
        return sorted(parties, key=lambda party: (-len(party.name), party.name))
    return sorted(parties, key=lambda party: (-len(party.name), party.name, position(party), party.role))


def _one(group: Sequence[Party], warnings: list[ArticleWarning]) -> Party:
    if len(group) == 1:
        return group[0]
    name = group[0].name
    aliases = {alias for party in group for alias in (party.name, *party.aliases)} - {name}
    evidence = _distinct(tuple(quoted for party in group for quoted in party.evidence))
    return Party(name=name, role=_role(group, warnings), aliases=tuple(sorted(aliases)), evidence=evidence)


def _role(group: Sequence[Party], warnings: list[ArticleWarning]) -> Role:
    """The side most often told; `partner` gives way to a side; a draw goes to the side told first."""
    sided = [party for party in group if party.role != "partner"]
    if not sided:
        return "partner"
    told: list[Role] = [party.role for party in sided]
    first = min(sided, key=lambda party: (position(party), party.role))
    chosen = max(sorted(set(told)), key=lambda role: (told.count(role), role == first.role))
    if len(set(told)) > 1:
        quotes = " / ".join(f"{party.role}：“{party.evidence[0].quote}”" for party in sorted(sided, key=position))
        warnings.append(
            ArticleWarning(
                code="conflict", message=f"“{first.name}”的角色说法不一（{quotes}），取{chosen}", path="parties"
            )
        )
    return chosen


def _without_plaques(parties: Sequence[Party], names: Names) -> list[Party]:
    """A name that the agreement gives (某某医院金山分院) is an alias of the party that gets it."""
    kept = list(parties)
    for party in parties:
        owner = names.owner(party.name)
        if owner is None or not owner.plaque_of:
            continue
        lenders = {name for lender in owner.plaque_of for name in lender.names}
        bearers = [p for p in kept if p is not party and p.name not in lenders and bears_place(p.name, party.name)]
        if len(bearers) == 1 and any(p.name in lenders for p in kept):
            kept.remove(party)
            bearer = bearers[0]
            aliases = tuple(sorted({*bearer.aliases, party.name, *party.aliases}))
            kept[kept.index(bearer)] = bearer.model_copy(update={"aliases": aliases})
    return kept


def position(party: Party) -> tuple[int, str]:
    """Where the party is first named in its evidence; one clause often names them all."""
    named = [
        quoted.start + at
        for quoted in party.evidence
        for name in (party.name, *party.aliases)
        if (at := quoted.quote.find(name)) >= 0
    ]
    return (min(named or [quoted.start for quoted in party.evidence]), party.name)


def _distinct(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    return union_of_evidence([evidence])


def _dropped(party: Party) -> ArticleWarning:
    return ArticleWarning(code="party_dropped", message=f"“{party.name}”不是机构名称，未列为合作方", path="parties")
