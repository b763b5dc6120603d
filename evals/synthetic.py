"""Made-up articles in any number, and a model that reads them: what soaks and benchmarks run on.

Every article is an ordinary notice of one agreement whose facts follow from its number, so that no two agree in all of
them; the names are put together from syllables. The model answers from the prompt alone, as a perfect reader would:
the same prompt always gets the same reply.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FIRST = "云岭江河湖海石松柏竹青白金银玉东南西北中"
_SECOND = "州阳平安宁川山林原丰"
_TERMS = ("三年", "五年", "两年", "四年", "一年")
_DEPARTMENTS = ("心内科", "儿科", "骨科", "妇产科", "呼吸科", "肾内科", "神经内科")
_CENTRES = ("胸痛中心", "卒中中心", "创伤中心", "血液透析中心")

_FILLER = (
    "仪式上，与会人员观看了专题片，回顾了近年来当地医疗卫生事业走过的道路，现场气氛热烈而庄重。",
    "大家认为，优质资源下沉是群众的期盼，也是医疗机构应尽的责任，要用心用情把好事办好、实事办实。",
    "与会人员随后参观了门诊大厅、住院病区和影像楼，详细了解了科室设置、设备配备和服务流程等情况。",
    "有关负责人表示，将以此为契机，进一步完善管理制度，优化服务流程，让群众看病更加方便、更加放心。",
    "近年来，群众对健康的需求日益增长，如何让大家在家门口看得上病、看得好病，成为各方共同关心的话题。",
    "座谈中，大家围绕学科发展、人才队伍、信息互通等话题展开交流，提出了许多中肯的意见和建议。",
    "据了解，双方此前已有多年往来，在疑难病例讨论、双向转诊等方面积累了良好的默契与信任。",
)
"""Sentences without facts, of which an ordinary article has many."""

ORDINARY_CHARS = 2000


@dataclass(frozen=True, slots=True)
class Notice:
    """The facts of one made-up agreement."""

    number: int

    @property
    def supporter(self) -> str:
        """Who helps."""
        return f"{_place(self.number)}市中心医院"

    @property
    def recipient(self) -> str:
        """Who is helped."""
        return f"{_place(self.number // 200 + 7 * self.number + 3)}县人民医院"

    @property
    def day(self) -> str:
        """When it was signed."""
        return f"{self.number % 12 + 1}月{self.number // 12 % 28 + 1}日"

    @property
    def term(self) -> str:
        """For how long."""
        return _TERMS[self.number % len(_TERMS)]

    @property
    def staff(self) -> str:
        """How many are sent."""
        return f"{self.number % 97 + 3}名"

    @property
    def trainees(self) -> str:
        """How many are trained."""
        return f"{self.number // 97 + 11}名"

    def text(self, *, chars: int = ORDINARY_CHARS) -> str:
        """Return the article, of about so many characters."""
        department = _DEPARTMENTS[self.number % len(_DEPARTMENTS)]
        facts = [
            f"{self.day}，{self.supporter}与{self.recipient}签订对口帮扶协议，协议期{self.term}。",
            f"根据协议，{self.supporter}每批选派副主任医师{self.staff}到{self.recipient}坐诊，专业为{department}。",
            f"{self.supporter}每年免费接收{self.recipient}{self.trainees}骨干医护进修。",
            f"双方力争三年内将{self.recipient}建成{_CENTRES[self.number % len(_CENTRES)]}，县域内就诊率达到90%以上。",
        ]
        title = f"{self.supporter}与{self.recipient}签订对口帮扶协议"
        lines = [title, "发布日期：2024-12-30", *facts]
        at = self.number
        while sum(map(len, lines)) < chars:
            lines.append(_FILLER[at % len(_FILLER)])
            at += 1
        return "\n".join(lines) + "\n"


def write_notices(folder: Path, count: int, *, chars: int = ORDINARY_CHARS, reposts: bool = False) -> None:
    """Write articles to a folder; with `reposts` every twentieth repeats the one before, with another byline."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        repost = reposts and number % 20 == 19
        text = Notice(number - 1 if repost else number).text(chars=chars)
        path = folder / f"n{number:06d}.txt"
        path.write_text(text + ("感谢阅读，敬请关注。\n" if repost else ""), encoding="utf-8")


_LINE = re.compile(r"^\[(\d+)\] (.*)$", re.MULTILINE)
_SIGNED = re.compile(r"^(\d+月\d+日)，(.+?市中心医院)与(.+?县人民医院)签订对口帮扶协议，协议期(..)。")
_SENT = re.compile(r"每批选派(副主任医师)(\d+名)到.+?坐诊，专业为(.+?)。")
_TRAINED = re.compile(r"(每年免费接收.+?(\d+名)骨干医护进修)")
_AIMED = re.compile(r"(三年内)将.+?建成(.+?)，(县域内就诊率)达到(90%以上)")


def answer(prompt: str) -> str:
    """Return the reply of a perfect reader, in the wire schema."""
    found: dict[str, Any] = {}
    for number, sentence in _LINE.findall(prompt):
        found |= {name: value for name, value in _read(int(number), sentence) if name not in found}
    if "parties" not in found:
        return '{"agreements":[]}'
    agreement = {
        "name": None,
        "parties": found["parties"],
        "signing_date": found["signing_date"],
        "duration": found["duration"],
        "dispatched_staff": found.get("staff", []),
        "target_metrics": found.get("targets", []),
        "training_commitments": found.get("training", []),
    }
    return json.dumps({"agreements": [agreement]}, ensure_ascii=False, separators=(",", ":"))


def supporter_of(prompt: str) -> str | None:
    """Return who a prompt is about, to tell articles apart."""
    signed = next((m for _, s in _LINE.findall(prompt) if (m := _SIGNED.match(s))), None)
    return "/".join(signed.groups()) if signed else None


def _read(number: int, sentence: str) -> Iterator[tuple[str, Any]]:
    at = {"sentences": [number]}
    if signed := _SIGNED.match(sentence):
        day, supporter, recipient, term = signed.groups()
        yield (
            "parties",
            [
                {**at, "name": supporter, "role": "supporter", "aliases": []},
                {**at, "name": recipient, "role": "recipient", "aliases": []},
            ],
        )
        yield "signing_date", {**at, "wording": day}
        yield "duration", {**at, "wording": term}
    if sent := _SENT.search(sentence):
        title, count, department = sent.groups()
        staff = {"title": title, "count": count, "departments": [department], "position": None, "term": None}
        yield "staff", [{**at, **staff}]
    if trained := _TRAINED.search(sentence):
        wording, count = trained.groups()
        training = {"kind": "further_study", "wording": wording, "audience": "骨干医护", "count": count}
        yield "training", [{**at, **training, "frequency": "每年"}]
    if aimed := _AIMED.search(sentence):
        deadline, centre, rate, share = aimed.groups()
        rest = {"frequency": None, "deadline": deadline}
        yield (
            "targets",
            [
                {**at, "name": centre, "quantity": None, "goal": centre, **rest},
                {**at, "name": rate, "quantity": share, "goal": None, **rest},
            ],
        )


def _place(number: int) -> str:
    number %= len(_FIRST) ** 2 * len(_SECOND)
    first, rest = divmod(number, len(_FIRST) * len(_SECOND))
    second, third = divmod(rest, len(_SECOND))
    return _FIRST[first] + _FIRST[second] + _SECOND[third]
