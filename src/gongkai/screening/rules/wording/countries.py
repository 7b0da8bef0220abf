"""台湾, 香港, 澳门 listed among countries (规则手册 §14.4 c)."""

import re
from collections.abc import Iterable, Sequence

from gongkai.screening.rules.findings import Category, Severity
from gongkai.screening.rules.scene import Cue, Hit, Scene

_COUNTRIES = (
    "美国|日本|韩国|英国|法国|德国|俄罗斯|新加坡|泰国|越南|马来西亚|印度尼西亚|印尼|菲律宾|澳大利亚|新西兰|加拿大|意大利|西班牙|印度"
    "|巴西|荷兰|瑞士|瑞典|缅甸|老挝|柬埔寨|朝鲜|蒙古国|以色列|阿联酋"
)
_BEFORE = re.compile(rf"(?:{_COUNTRIES})[、，和及与]?(?:(?:台湾|香港|澳门)[、和及与])*$")
_AFTER = re.compile(rf"(?:[、和及与](?:台湾|香港|澳门))*[、，和及与](?:{_COUNTRIES})")
_COUNTRY = re.compile(
    r"[^。；\n]{0,24}?国家(?!和地区|及地区|与地区|或地区|或者地区|（地区|\(地区|、地区|/地区)"
)
_REGION = re.compile(
    r"(?:[、和及与/][\u4e00-\u9fff]{2,5}?)*等?\d{0,3}个?(?:国家[和及与或、（(/]?(?:或者)?)?(?:特别行政区|地区)"
)
_WHOLE = re.compile(r"中国$")


class ListedAsCountries:
    """A region named in one breath with countries, without 地区."""

    cues = ("台湾", "香港", "澳门")

    def find(self, scene: Scene, cues: Sequence[Cue]) -> Iterable[Hit]:
        for cue in cues:
            before, after = scene.before(cue.start, 20), scene.after(cue.end, 40)
            if _WHOLE.search(before) or _REGION.match(after):
                continue
            listed = _BEFORE.search(before) or _AFTER.match(after)
            if listed or re.match(r"[、和及与等]?(?:台湾|香港|澳门|[、和及与])*等?国家", after):
                yield Hit(
                    "listed_as_country",
                    Category.WORDING,
                    Severity.BLOCK if _COUNTRY.match(after) else Severity.CONFIRM,
                    cue.start,
                    cue.end,
                    f"{cue.word}不能与国家并列",
                    f"写作“中国{cue.word}”或“{cue.word}地区”，并称“国家和地区”",
                    "国办秘函〔2019〕19号（严重表述错误）",
                )
