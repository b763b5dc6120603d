"""What is found to the letter is found the long way too, and nothing else is."""

import pytest

from summarizer.article import Article
from summarizer.chunking import split_article
from summarizer.locating import Kind, Page

TEXT = (
    "2021年5月9日，甲县人民医院与乙大学签约。派出副主任医师以上１８名、主治医师8名，为期三年。"
    "\n床位达到1.5万张，名额20\n8名。"
)
PAGE = Page(split_article(Article("a", "a.txt", "0" * 64, TEXT), max_chars=None)[0])
SENTENCES = tuple(sentence.span for sentence in PAGE.sentences)


@pytest.mark.parametrize("kind", ["words", "title", "quantity", "date", "duration"])
@pytest.mark.parametrize(
    "wording",
    [
        "8名",
        "18名",
        "１８名",
        " 8名",
        "主任医师",
        "副主任医师",
        "主任 医师",
        "5月9日",
        "月9日",
        "三年",
        "5万张",
        "1.5万张",
    ]
    + ["甲县人民醫院", "乙大学", "丙大学", "派出", "20", "", " ", "师以上１", "名"],
)
def test_a_wording_stands_exactly_where_there_are_places_of_it(wording: str, kind: Kind) -> None:
    for regions in (SENTENCES, *((sentence,) for sentence in SENTENCES)):
        assert PAGE.stands(wording, kind, regions) == bool(PAGE.places(wording, kind, regions))
    assert PAGE.stands_somewhere(wording) == bool(PAGE.places(wording, "words", SENTENCES))
