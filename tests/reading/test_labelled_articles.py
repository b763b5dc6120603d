"""The labelled articles of `fixtures/dev`: title, day, publisher, and every quote of the labels in the cleaned text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from summarizer.article import Article
from summarizer.matching import fold
from summarizer.reading import read_article

FIXTURES = Path(__file__).parents[2] / "fixtures" / "dev"
LABELS = sorted((FIXTURES / "labels").glob("*.json"))

# Words of page furniture that none of the articles uses in its own sentences.
FURNITURE = (
    "当前位置", "浏览次数", "点击数", "阅读量", "字体：", "上一篇", "下一篇", "上一条", "相关阅读", "相关新闻",
    "推荐资讯", "猜你喜欢", "热点排行", "版权所有", "ICP备", "Copyright", "关闭窗口", "打印本页", "责任编辑",
    "网站首页", "扫一扫", "分享到", "友情链接", "游客",
)  # fmt: skip


@lru_cache
def _article(name: str) -> Article:
    (path,) = (FIXTURES / "articles").glob(f"{name}.*")
    return read_article(path)


def _quotes(label: Any) -> Iterator[str]:
    if isinstance(label, dict):
        if "quote" in label:
            yield label["quote"]
        for value in label.values():
            yield from _quotes(value)
    elif isinstance(label, list):
        for value in label:
            yield from _quotes(value)


@pytest.mark.parametrize("path", LABELS, ids=lambda path: path.stem)
def test_a_labelled_article_is_read_as_its_label_says(path: Path) -> None:
    label = json.loads(path.read_text(encoding="utf-8"))
    expected, article = label["article"], _article(path.stem)
    text = fold(article.text)
    assert [quote for quote in _quotes(label) if fold(quote) not in text] == []
    # Labels leave out some subtitles, and keep the department that speaks for its house.
    assert fold(article.title or "").startswith(fold(expected["title"]))
    assert str(article.published) == expected["published"]
    assert article.publisher is not None
    assert expected["publisher"].startswith(article.publisher)


@pytest.mark.parametrize("path", LABELS, ids=lambda path: path.stem)
def test_no_furniture_stays(path: Path) -> None:
    text = _article(path.stem).text
    assert [word for word in FURNITURE if word in text] == []
