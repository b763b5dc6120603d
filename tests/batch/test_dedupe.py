from __future__ import annotations

import asyncio
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from summarizer.article import Article
from summarizer.batch.dedupe import is_repost, sketch
from summarizer.batch.ledger import open_ledger
from summarizer.batch.run import Run, RunOptions
from summarizer.schema import ArticleSummary, Engine
from tests.engines import CountingExtractor
from tests.samples import an_article

BODY = (
    "云江医科大学附属第一医院与石门县人民医院签约\n"
    "6月15日，云江医科大学附属第一医院与石门县人民医院签订对口帮扶协议，协议期五年，选派副主任医师8名。\n"
    "仪式在热烈的掌声中开始，大家纷纷表示期待，气氛温馨。\n"
    "双方回顾了多年的情谊，畅谈未来，言语真挚，令人动容。"
)


def an(article_id: str, text: str, *, publisher: str | None = None, title: str | None = "签约") -> Article:
    made = an_article(text, article_id=article_id)
    return replace(made, sha256=sha256(text.encode()).hexdigest(), publisher=publisher, title=title)


SAME = {
    "to the word": BODY,
    "spaces and full-width signs": BODY.replace("6月15日，", "６月 15 日,").replace("8名", "８名"),
    "another byline": BODY + "\n感谢阅读。",
    "another title": BODY.replace("云江医科大学附属第一医院与石门县人民医院签约\n", "结对喜讯\n", 1),
}
OTHERS = {
    "another number": BODY.replace("8名", "5名"),
    "another day": BODY.replace("6月15日", "6月16日"),
    "another hospital": BODY.replace("石门县", "南山县"),
    "another term": BODY.replace("五年", "三年"),
    "one more agreement": BODY + "\n同日，该院与南山县中医院签订托管协议。",
    "a fact less": BODY.replace("，选派副主任医师8名", ""),
    "much more text": BODY + "\n" + "掌声不断，笑语盈盈，期待美好。" * 3,
}


@pytest.mark.parametrize("name", SAME)
def test_a_repost_is_known_by_its_facts(name: str) -> None:
    title = SAME[name].split("\n")[0] if name == "another title" else "云江医科大学附属第一医院与石门县人民医院签约"
    first = sketch(an("a", BODY, title="云江医科大学附属第一医院与石门县人民医院签约"))
    later = sketch(an("b", SAME[name], title=title))
    assert is_repost(later, first.sentences, first.publisher)
    assert later.facts == first.facts
    assert set(later.bands) & set(first.bands)


@pytest.mark.parametrize("name", OTHERS)
def test_an_article_from_the_same_template_is_no_repost(name: str) -> None:
    first, later = sketch(an("a", BODY)), sketch(an("b", OTHERS[name]))
    assert not is_repost(later, first.sentences, first.publisher)


def test_texts_that_say_our_hospital_are_reposts_only_within_one_publisher() -> None:
    ours = BODY.replace("云江医科大学附属第一医院与石门县人民医院签订", "我院与石门县人民医院签订")
    first = sketch(an("a", ours, publisher="云江医科大学附属第一医院"))
    other, same = (sketch(an("b", ours, publisher=name)) for name in ("石门县人民医院", "云江医科大学附属第一医院"))
    assert not is_repost(other, first.sentences, first.publisher)
    assert is_repost(same, first.sentences, first.publisher)


def read(
    tmp_path: Path, articles: list[Article], extractor: CountingExtractor, *, dedupe: bool = True
) -> list[ArticleSummary]:
    async def collect() -> list[ArticleSummary]:
        return [event async for event in one.events(articles) if isinstance(event, ArticleSummary)]

    with closing(open_ledger(tmp_path / "out.jsonl")) as ledger:
        one = Run(extractor, ledger, RunOptions(settings="s", concurrency=4, dedupe=dedupe))
        summaries = asyncio.run(collect())
        ledger.finish(whole_run=True)
    return sorted(summaries, key=lambda summary: summary.article.id)


REPOST = "人民网转发\n" + BODY.split("\n", 1)[1] + "\n感谢阅读。"


def test_a_repost_is_asked_for_once_and_grounded_in_its_own_text(tmp_path: Path) -> None:
    extractor = CountingExtractor(rounds={"a": 50})
    first, later = read(
        tmp_path, [an("a", BODY, title=BODY.split("\n")[0]), an("b", REPOST, title="人民网转发")], extractor
    )
    assert extractor.asked == {"a": 1}
    assert (first.article.duplicate_of, later.article.duplicate_of) == (None, "a")
    assert later.provenance.requests == 0
    assert [p.name for p in later.agreements[0].parties] == [p.name for p in first.agreements[0].parties]
    evidence = [piece for party in later.agreements[0].parties for piece in party.evidence]
    assert all(later.article.text[piece.start : piece.end] == piece.quote for piece in evidence)


def test_a_repost_is_dated_by_its_own_publication(tmp_path: Path) -> None:
    articles = [an("a", BODY), replace(an("b", BODY), published=an("b", BODY).published.replace(year=2021))]  # type: ignore[union-attr]
    first, later = read(tmp_path, articles, CountingExtractor())
    dates = [summary.agreements[0].signing_date for summary in (first, later)]
    assert [date.value for date in dates if date] == ["2023-06-15", "2021-06-15"]


def test_reposts_can_be_read_each_on_its_own(tmp_path: Path) -> None:
    extractor = CountingExtractor()
    summaries = read(tmp_path, [an("a", BODY), an("b", BODY)], extractor, dedupe=False)
    assert extractor.asked == {"a": 1, "b": 1}
    assert [summary.article.duplicate_of for summary in summaries] == [None, None]


def test_the_repost_of_a_failed_article_is_asked_for_itself(tmp_path: Path) -> None:
    extractor = CountingExtractor(faults={"a": KeyError("boom")})
    (later,) = read(tmp_path, [an("a", BODY), an("b", BODY)], extractor)
    assert extractor.asked == {"a": 1, "b": 1}
    assert later.article.duplicate_of == "a"
    assert later.agreements


def test_a_repost_found_after_a_stop_is_still_read_once(tmp_path: Path) -> None:
    extractor = CountingExtractor()
    read(tmp_path, [an("a", BODY)], extractor)
    read(tmp_path, [an("a", BODY), an("b", BODY)], extractor)
    assert extractor.asked == {"a": 1}


def test_texts_without_any_fact_are_reposts_of_the_same_text_only(tmp_path: Path) -> None:
    light = [an("a", "掌声不断，笑语盈盈。"), an("b", "微风轻拂，花香阵阵。"), an("c", "掌声不断，笑语盈盈。")]
    assert [s.article.duplicate_of for s in read(tmp_path, light, CountingExtractor())] == [None, None, "a"]


def test_the_rules_mark_reposts_and_read_each(tmp_path: Path) -> None:
    class Rules(CountingExtractor):
        engine: Engine = "rules"

    extractor = Rules()
    _, later = read(tmp_path, [an("a", BODY), an("b", BODY)], extractor)
    assert extractor.asked == {"a": 1, "b": 1}
    assert later.article.duplicate_of == "a"
