"""What a number measures: the noun that its clause, or the clause before, is about.

Chinese puts what is measured first and says of it afterwards (县域内住院率 | 五年走完应当到 | 85%). The verbs in
between are endless, the nouns are not: a measure ends in a sign of measuring (率, 占比, 时间, 量). So a name is cut
where its measure ends, or where the first word of time or of duty begins to say something of it.
"""

from __future__ import annotations

from summarizer.normalising.names import HAN
from summarizer.patterns import late

MOST_SAID = 8
"""How many signs may be said of a measure in its clause before the number."""

# The noun that a measure ends in; what goes on is another word (率先, 量化, 时间表).
_HEAD = late(
    r"(?:率(?!先|领|队)|占比|比例|比重|满意度|住院日|时间(?!表|点|段|里|内)|时长|时限|天数|费用|增幅|涨幅|降幅|人次|次数|例数|台数|指数|得分|评分"
    r"|间隔|半径|强度|死亡数?|(?<!数)(?<!大)(?<!批)(?<!力)(?<!尽)(?<!质)量(?!化|身|力|体|级|表))"
)
_SAID_ONLY = late(
    rf"[“”‘’]?(?:一栏|一项)?(?:(?:[于到至在须要]|第|20|[今明后]年|每)[^,。;]{{0,14}}|{HAN}{{0,{MOST_SAID}}})$"
)
# 三级手术|要占到; 种植牙|今年要做到: duty or time begins what is said.
_SAID_FROM = late(
    r"(?<!^.)(?<!^)(?:要(?<![主重需]要)(?!求|点)|须|必须|应(?!用|急|答|变|对)|将(?!军)|得(?<![获取值]得)|力争|争取|确保|计划|预计|起码|至少|(?:每|全|今|明|后|去|首)(?:年|月|季|周)|年内|一年|届时)"
)
_VERBS_AT_END = frozenset(
    "要须得应将可会都就也还均需该争取力冲刺做到达至在过升降提压掉拉抬推顶涨减增缩破超占够满住守稳不许准让被把有仅只跌回落翻看定"
)
_TIME_ONLY = late(
    r"(?:(?:到|在|于|用|从)?(?:[半一二两三四五六七八九十\d]+个?(?:年|月|季度|周|天|学期)半?(?:[之以]?[内后里前]|时间|期满|下来|走完)?|20\d\d年?|[今明后首当全每去本]年"
    r"|年[内底末前]|月[底末前]|季度|协议|合同|托管|合作|帮扶|到?期[满末内]?|届时|同期|眼下|目前|现在|如今|当前|未来|今后|到?那时|到?时候|第[一二三四五]年|底|末|前|内|之|约定|期望|列明|写明|限定|(?:县|市|我|该|本|全)院|现|同意|商定|明确|要求|提出|承诺|协议|规定|共同|一致|力争|双方|时|的|,|、))+$"
)


def measure_end(run: str) -> int:
    """Return where the measure that a clause begins with ends, or 0: 手术室感染率|压在, 患者满意度|够不够."""
    heads = [head.end() for head in _HEAD.finditer(run)]
    return heads[-1] if heads and _SAID_ONLY.match(run, heads[-1]) else 0


def subject_end(run: str) -> int:
    """Return where what a clause is about ends, when it holds no measure: 肺叶切除|一年要做."""
    said = _SAID_FROM.search(run)
    end = said.start() if said else len(run)
    while end and run[end - 1] in _VERBS_AT_END and not run.endswith("通过", 0, end):
        end -= 1
    return end


def is_only_time(run: str) -> bool:
    """Whether a clause before its number tells when, and not what: 半年后, 2027年, 到期."""
    return not run or _TIME_ONLY.match(run) is not None
