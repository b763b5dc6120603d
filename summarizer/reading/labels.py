"""The labels that pages put before facts about themselves (发布时间：, 来源：), and how a line splits at them."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from summarizer.patterns import late

LabelKind = Literal[
    "date", "written", "updated", "issuer", "source", "site", "title", "person", "count", "tool", "file"
]

_LABELS: dict[LabelKind, str] = {
    "date": """
        发布时间 发布日期 发表时间 发表日期 发文时间 发布于 发表于 公布日期 公布时间 发稿时间 发稿日期 刊发时间 日期
        时间 录入时间 添加时间 添加日期 上传时间 上传日期 文章时间 出版日期 印发日期 公开日期 公开时间 新闻时间
        发佈日期 创建时间 建档日期 上版日期 张贴日 提交时间 张贴日期
    """,
    "written": """
        成文日期 成文时间 生成日期 生成时间 发文日期 形成日期 制发日期
    """,
    "updated": """
        更新时间 更新日期 修改时间 最后更新 最后修改 最后更新时间
    """,
    "issuer": """
        发文机关 发文单位 发布机构 发布机关 发布单位 制发机关 公开机构 公开机关 信息公开机构 公开责任部门 制作机关
        发文机构 发布部门 公开主体 成文单位
    """,
    "source": """
        来源 信息来源 文章来源 新闻来源 消息来源 资料来源 稿件来源 来源于 稿源 出处 转自 转载自 来源单位 发布 发布者
        信息发布 信息提供 供稿单位 供稿部门 新闻出处
    """,
    "site": """
        主办 主办单位 主办方 版权所有 网站主办 版权归属 版权
    """,
    "title": """
        标题 名称 信息名称 文件名称
    """,
    "person": """
        作者 编辑 责任编辑 责编 审核 审核人 校对 初审 复审 终审 一审 二审 三审 审稿 审校 撰稿 撰稿人 供稿 供稿人
        摄影 图 文 图文 文字 图片 通讯员 记者 发布人 编辑人 录入 录入人 录入者 上传 签发 值班编辑 本期责任编辑
        执行编辑 美术编辑 版式 监制 编审 编校 编发 核稿 统筹 策划 制作 承办 协办 承办单位 协办单位 技术支持 维护
        投稿 执笔 解读人 本版编辑 实习生
    """,
    "count": """
        点击 点击数 点击量 点击率 点击次数 浏览 浏览数 浏览量 浏览次数 阅读 阅读数 阅读量 阅读次数 访问 访问量
        访问次数 访问数 人气 查看 查看次数 点阅 评论 评论数 点赞 点阅数 热度 转发 字数
    """,
    "tool": """
        字体 字号 字体大小 文字大小 字级 字型 字形大小 字体选择 分享 分享到 分享至 打印 收藏 保护视力色 视力保护色
        背景色 朗读 语音播报
    """,
    "file": """
        索引号 信息索引 索引 信息索引号 主题分类 信息分类 体裁分类 组配分类 服务对象 服务对象分类 主题词 关键词
        关键字 标签 发文字号 文号 发文文号 文件编号 文件号 有效性 时效性 有效期 效力状态 公开方式 公开形式 公开范围
        公开时限 公开程序 公开属性 信息类别 公开类别 所属栏目 栏目 分类 类别 生效日期 废止日期 失效日期 语种
        载体类型 信息格式 所属主题 网址 原文链接 原文地址 本文链接 本文网址 本文地址 链接地址 网站标识码 备案号 邮编
        邮政编码 传真 电子邮箱 语言 内容概述 信息状态 公文状态
    """,
}

LABEL_KINDS: dict[str, LabelKind] = {name: kind for kind, names in _LABELS.items() for name in names.split()}

# A label opens a value: at the start, or after a blank, a bracket or a bar; 会议时间：… in a sentence is none. Tables
# spread 发 文 机 关 to equal width, so blanks may stand between its characters. The pattern finds what stands where
# labels do, and the table above tells whether it is one: all labels as alternatives take 20 ms to compile.
_LETTER = r"[^\W丨]"  # 丨 serves as a bar; a class of Chinese alone takes a millisecond to compile
_LABEL = late(
    rf"(?<![^\s【\[(（|｜│/·•])(?P<label>{_LETTER}(?:[ ]{{0,4}}{_LETTER}){{0,{max(map(len, LABEL_KINDS)) - 1}}})"
    r"(?:[ ]?[:：／/][ ]?|[丨｜](?=\S))"
)
_COLONS = ":：/／丨｜"

JUST_LABELLED = 64
"""Lines remembered: several steps ask for the labels of the same one."""


@lru_cache(maxsize=JUST_LABELLED)
def _labels(line: str) -> tuple[tuple[str, int, int], ...]:
    """The labels of a line from left to right, without their blanks, and where each begins and ends with its colon."""
    labels: list[tuple[str, int, int]] = []
    place, last = 0, max(map(line.rfind, _COLONS))
    while place <= last and (mark := _LABEL.search(line, place)):
        name = mark["label"].replace(" ", "")
        if name in LABEL_KINDS:
            labels.append((name, mark.start(), mark.end()))
            place = mark.end()
        else:  # 某某 来源：… has a label after the blank
            place = mark.start() + 1
    return tuple(labels)


def split_labels(line: str) -> list[tuple[str, str]]:
    """Split a line at its labels into (label, value) pairs; [] when it has none.

    Table rows whose cells alternate between label and value (tab between cells, colon or not) are read as well.
    """
    if "\t" in line and (cells := _label_cells(line)):
        return cells
    labels = _labels(line)
    ends = [start for _, start, _ in labels[1:]] + [len(line)]
    return [
        (name, line[begin:end].strip(" \t【】[]()（）|｜│"))
        for (name, _, begin), end in zip(labels, ends, strict=False)
    ]


def _label_cells(line: str) -> list[tuple[str, str]]:
    cells = [cell.strip() for cell in line.split("\t")]
    names = [cell.replace(" ", "").rstrip(":：") for cell in cells]
    if names[0] not in LABEL_KINDS:
        return []
    pairs = []
    for index, name in enumerate(names):
        if name in LABEL_KINDS:
            value = cells[index + 1] if index + 1 < len(cells) and names[index + 1] not in LABEL_KINDS else ""
            pairs.append((name, value))
    return pairs


def lead_before_labels(line: str) -> str:
    """What stands before the first label of a line; the whole line when it has none."""
    labels = _labels(line)
    return line[: labels[0][1]].strip() if labels else line
