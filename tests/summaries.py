"""Small summaries that the tests of pages and tables build on."""

from __future__ import annotations

import hashlib

from summarizer.comparing import cross_check
from summarizer.schema import (
    Agreement,
    ArticleInfo,
    ArticleSummary,
    ArticleWarning,
    DispatchedStaff,
    Duration,
    Evidence,
    Party,
    Provenance,
    Quantity,
    SigningDate,
    TargetMetric,
    TrainingCommitment,
)

TEXT = (
    "云江医科大学附属第一医院与石门县人民医院签约\n"
    "6月15日，云江医科大学附属第一医院与石门县人民医院签订《对口帮扶协议》，协议期五年。\n"
    "云江一院选派副主任医师以上8名到骨科、儿科坐诊带教，每批6个月。"
    "到2025年底，县域内就诊率超过90%，建成二级甲等医院。每年接收石门县人民医院1至2名骨干免费进修。"
)

RULES = Provenance(
    engine="rules", model=None, prompt_sha256=None, chunks=1, requests=0, input_tokens=0, output_tokens=0, seconds=0.25
)


def cite(*quotes: str, text: str = TEXT) -> tuple[Evidence, ...]:
    """Return evidence for the first places where the quotes stand."""
    return tuple(Evidence(quote=q, start=text.index(q), end=text.index(q) + len(q)) for q in quotes)


def a_party(name: str = "石门县人民医院", *, text: str = TEXT, **fields: object) -> Party:
    evidence = fields.pop("evidence", None) or cite(name, text=text)
    return Party.model_validate({"name": name, "role": "recipient", "aliases": (), "evidence": evidence, **fields})


def an_agreement() -> Agreement:
    """Return an agreement that uses every field of the contract."""
    sent = cite("云江一院选派副主任医师以上8名到骨科、儿科坐诊带教，每批6个月")
    return Agreement(
        name="《对口帮扶协议》",
        parties=(
            a_party("云江医科大学附属第一医院", role="supporter", aliases=("云江一院",)),
            a_party(evidence=cite("石门县人民医院", "与石门县人民医院签订")),
        ),
        signing_date=SigningDate(value="2023-06-15", evidence=cite("6月15日")),
        duration=Duration(months=60, text="五年", evidence=cite("协议期五年")),
        dispatched_staff=(
            DispatchedStaff(
                level="associate_chief",
                or_above=True,
                title="副主任医师以上",
                count=Quantity(op="eq", value=8, unit="名"),
                departments=("骨科", "儿科"),
                position=None,
                term="每批6个月",
                evidence=sent,
            ),
        ),
        target_metrics=(
            TargetMetric(
                name="县域内就诊率",
                quantity=Quantity(op="gt", value=90, unit="%"),
                goal=None,
                frequency=None,
                deadline="到2025年底",
                evidence=cite("到2025年底，县域内就诊率超过90%"),
            ),
            TargetMetric(
                name="医院等级",
                quantity=None,
                goal="二级甲等医院",
                frequency=None,
                deadline="到2025年底",
                evidence=cite("建成二级甲等医院"),
            ),
        ),
        training_commitments=(
            TrainingCommitment(kind="on_site_teaching", audience=None, count=None, frequency=None, evidence=sent),
            TrainingCommitment(
                kind="further_study",
                audience="骨干",
                count=Quantity(op="range", value=1, upper=2, unit="名"),
                frequency="yearly",
                evidence=cite("每年接收石门县人民医院1至2名骨干免费进修"),
            ),
        ),
    )


def a_summary(
    text: str = TEXT,
    *,
    article_id: str = "a",
    agreements: tuple[Agreement, ...] = (),
    warnings: tuple[ArticleWarning, ...] = (),
    title: str | None = "签约",
    published: str | None = "2023-06-20",
    publisher: str | None = "石门县人民医院",
) -> ArticleSummary:
    """Return a summary of `text`; by default it reports no agreement."""
    info = ArticleInfo(
        id=article_id,
        source=f"pages/{article_id}.txt",
        sha256=hashlib.sha256(f"{article_id}{text}".encode()).hexdigest(),
        title=title,
        published=published,
        publisher=publisher,
        chars=len(text),
        text=text,
    )
    return ArticleSummary(article=info, agreements=agreements, summary="概要。", warnings=warnings, provenance=RULES)


def a_full_summary(article_id: str = "a") -> ArticleSummary:
    """Return a summary with one agreement that uses every field, and warnings."""
    warnings = (
        ArticleWarning(code="conflict", message="两处说法不同", path="agreements[0].duration"),
        ArticleWarning(code="reply_truncated", message="回复被截断"),
    )
    return a_summary(article_id=article_id, agreements=(an_agreement(),), warnings=warnings)


def a_checked_summary(article_id: str = "checked") -> ArticleSummary:
    """Return a full summary that the rules read beside: one value not read by them, two questions."""
    full = a_full_summary(article_id)
    agreement = full.agreements[0].model_copy(update={"duration": None})
    otherwise = agreement.model_copy(
        update={
            "dispatched_staff": (
                agreement.dispatched_staff[0].model_copy(update={"or_above": False, "confidence": 0.62}),
            ),
            "duration": full.agreements[0].duration,
        }
    )
    checked = cross_check((agreement,), (otherwise,), text=full.article.text)
    return full.model_copy(update={"agreements": checked.agreements, "cross_check": checked.cross_check})


HOSTILE_WORDINGS = {
    "script": "<script>window.pwned=1</script>医院",
    "closing": "</script><script>window.pwned=1</script>医院",
    "comment": "<!--<script>医院",
    "handler": "<img src=x onerror='window.pwned=1'>医院",
    "link": "[医院](javascript:window.pwned=1)",
    "formula": '=HYPERLINK("x","医院")',
    "plus": "+1+cmd|' /C calc'!A0医院",
    "at": "@SUM(1)医院",
    "tab": "\t=1+1医院",
    "full_width": "＝1+1医院",
    "quote": "'=1+1医院",
    "separators": "医院\u2028乙\u2029丙",
    "bidi": "医院\u202egnp.exe\u202c",
    "controls": "医院\x00\x01\x1b\r\n_x0001_\ufffe",
    "astral": "𠮷林医院🏥",
    "lists": "甲；乙\\医院",
    "long": "长" * 9_998 + "医院",
}
"""Wordings that try to run, to hide or to break a cell; each holds 医院."""


def a_hostile_summary(wording: str, *, article_id: str = "hostile") -> ArticleSummary:
    """Return a summary that carries the wording wherever text goes."""
    text = f"{wording}与石门县人民医院签约，{wording}。"
    evidence = cite(wording[:120], text=text)
    agreement = Agreement(
        name=wording,
        parties=(a_party(wording, evidence=evidence, aliases=(wording, "")), a_party(text=text)),
        signing_date=None,
        duration=Duration(months=None, text=wording, evidence=evidence),
        dispatched_staff=(
            DispatchedStaff(
                level="other",
                or_above=False,
                title=wording,
                count=Quantity(op="eq", value=1, unit=wording),
                departments=(wording,),
                position=wording,
                term=wording,
                evidence=evidence,
            ),
        ),
        target_metrics=(
            TargetMetric(
                name=wording, quantity=None, goal=wording, frequency=None, deadline=wording, evidence=evidence
            ),
        ),
        training_commitments=(
            TrainingCommitment(kind="other", audience=wording, count=None, frequency=None, evidence=evidence),
        ),
    )
    warning = ArticleWarning(code="conflict", message=wording, path=wording)
    return a_summary(
        text, article_id=article_id, agreements=(agreement,), warnings=(warning,), title=wording, publisher=wording
    )
