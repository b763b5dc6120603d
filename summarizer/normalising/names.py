"""Names of persons, as far as counting people needs them."""

from __future__ import annotations

from summarizer.patterns import late

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧肖尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞"
    "熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓"
    "郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫"
    "宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰"
    "郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利"
    "蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仝付肖闫覃谌原牟苟"
)
"""Family names, so that 主任医师韩北辰 is a person and 主任医师担任 is not."""

HAN = r"[^\W\da-zA-Z_]"
"""One Chinese character, as a pattern. The range 一-龥 says the same, but to compile it costs a millisecond each time:
`re` fills a map of its twenty thousand characters (measured with CPython 3.11)."""
_NAMED = late(rf"(?:{HAN}{{1,8}}?(?:[科部院]|中心)?的)?(?P<name>{HAN}{{2,4}})")


def count_named(wording: str) -> int | None:
    """Count persons named one by one: 韩北辰 is 1, 韩北辰、麻醉科的和志刚 is 2; None when it is no list of names."""
    counted = 0
    for part in wording.replace("、", ",").replace("，", ",").split(","):
        # 和 is a family name too: only between two names does it join them.
        names = [part] if _is_name(part) else part.replace("及", "和").replace("与", "和").split("和")
        if not all(map(_is_name, names)):
            return None
        counted += len(names)
    return counted


def _is_name(part: str) -> bool:
    if part[:1].isdecimal():
        return False  # nearly always it is a number that is asked about
    if part[:1] in "小老" and part[1:] in SURNAMES:
        return True
    match = _NAMED.fullmatch(part)
    return match is not None and match["name"][0] in SURNAMES
