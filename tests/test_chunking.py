from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.article import Article, Span
from summarizer.chunking import MAX_SENTENCE_CHARS, split_article, split_clauses, split_sentences

CHINESE_LIKE = st.text(alphabet="医院签约。！？；，,:：“”（）《》?!…a1 \n\u3000", max_size=400)


def an_article(text: str) -> Article:
    return Article(id="a", source="a.txt", sha256="0" * 64, text=text, title=None, published=date(2024, 1, 2))


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("双方签订协议。有效期三年。", ["双方签订协议。", "有效期三年。"]),
        ("一是派驻专家；二是免费进修；", ["一是派驻专家；", "二是免费进修；"]),
        ("“我们来了。”院长说。", ["“我们来了。”", "院长说。"]),
        ("标题没有句号\n正文第一句。", ["标题没有句号", "正文第一句。"]),
        ("在??平建设方面合作。", ["在??平建设方面合作。"]),
        ("见 http://a.cn/x?y=1 一页。", ["见 http://a.cn/x?y=1 一页。"]),
        ("来了吗? 来了!", ["来了吗?", "来了!"]),
        ("就这样……后来签约。", ["就这样……", "后来签约。"]),
        ("（协议为期三年。）双方致辞。", ["（协议为期三年。）", "双方致辞。"]),
        ("资金1.4亿元。", ["资金1.4亿元。"]),
        ("", []),
        (" \n\u3000\n", []),
    ],
)
def test_split_sentences(text: str, sentences: list[str]) -> None:
    assert [sentence.span.slice(text) for sentence in split_sentences(text)] == sentences


def test_a_run_without_full_stops_is_cut_at_a_comma() -> None:
    text = "专家门诊，" * 300
    pieces = [sentence.span.slice(text) for sentence in split_sentences(text)]
    assert len(pieces) == 3
    assert all(piece.endswith("，") and len(piece) <= MAX_SENTENCE_CHARS for piece in pieces)


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("5月9日，甲医院与乙医院签约。", ["5月9日", "甲医院与乙医院签约"]),
        ("目标：门诊量增长1,200人次,住院率下降。", ["目标", "门诊量增长1,200人次", "住院率下降"]),
        ("签订《托管、帮扶，合作协议》，期限五年", ["签订《托管、帮扶，合作协议》", "期限五年"]),
        ("派出专家（副高，以上）8名", ["派出专家（副高，以上）8名"]),
        ("《没有右书名号，也要分句", ["《没有右书名号", "也要分句"]),
        ("上午10:30签约", ["上午10:30签约"]),
    ],
)
def test_split_clauses(text: str, clauses: list[str]) -> None:
    assert [clause.slice(text) for clause in split_clauses(text, Span(0, len(text)))] == clauses


@given(st.text(alphabet="甲，。；;！”）》( 1\n", max_size=80))
def test_a_full_stop_or_a_semicolon_stands_only_at_the_end_of_a_sentence(text: str) -> None:
    # The patterns of `summarizer.rules.staff` rest on it: a gap within one sentence need not exclude them.
    for sentence in split_sentences(text):
        behind = re.search("[。；;](.*)", sentence.span.slice(text), re.DOTALL)
        assert behind is None or re.fullmatch(r"[。；;！!？?…”’」』）》】)\"'\s]*", behind[1])


@given(CHINESE_LIKE)
def test_sentences_cover_every_visible_character_once_and_in_order(text: str) -> None:
    sentences = split_sentences(text)
    joined = "".join(sentence.span.slice(text) for sentence in sentences)
    assert "".join(joined.split()) == "".join(text.split())
    assert [sentence.number for sentence in sentences] == list(range(1, len(sentences) + 1))
    assert all(left.end <= right.start for left, right in zip(sentences, sentences[1:], strict=False))


@given(CHINESE_LIKE, st.integers(min_value=5, max_value=80))
def test_chunks_hold_all_sentences_in_order_and_within_the_limit(text: str, max_chars: int) -> None:
    chunks = split_article(an_article(text), max_chars=max_chars)
    assert tuple(sentence for chunk in chunks for sentence in chunk.sentences) == split_sentences(text)
    for chunk in chunks:
        size = sum(sentence.end - sentence.start for sentence in chunk.sentences)
        assert size <= max_chars or len(chunk.sentences) == 1
        assert chunk.total == len(chunks)


def test_an_ordinary_article_is_one_chunk_without_a_lead() -> None:
    (chunk,) = split_article(an_article("标题\n" + "双方签约。" * 1000), max_chars=6000)
    assert chunk.lead == ()
    assert chunk.citable == chunk.sentences


def test_later_chunks_carry_the_title_and_the_lead() -> None:
    text = "甲医院与乙医院签约\n" + "双方签订帮扶协议，为期五年。" * 1000
    first, *others = split_article(an_article(text), max_chars=6000)
    assert first.lead == ()
    for chunk in others:
        assert chunk.lead[0].span.slice(text) == "甲医院与乙医院签约"
        assert chunk.citable[0].number == 1
