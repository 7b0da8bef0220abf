"""Names of people and firms that nobody bears on purpose: drawn from common characters."""

from random import Random

SURNAMES = tuple(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
    "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾"
)
FIRST = tuple("文志建国明晓雨思嘉子俊海春丽秀雪静美慧佳宏永德光振兴家庆云若书怀景清立承")
SECOND = tuple("华强军平伟峰涛林辉宁斌浩然博远航宇轩芳娟敏燕玲琳颖洁莹萍霞婷欣怡瑶琪安和")
FIRM_FIRST = tuple("瑞丰恒昌泰和盛源宏达佳信顺通康美众诚鑫旺永福联华金禾绿田百惠")
FIRM_KINDS = (
    "商贸有限公司",
    "食品有限公司",
    "建筑工程有限公司",
    "农业发展有限公司",
    "餐饮管理有限公司",
    "超市",
    "大药房",
    "物流有限公司",
    "建材经营部",
    "农资经营部",
)


class Names:
    """Gives every person a name of their own."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._given: set[str] = set()

    def person(self) -> str:
        while True:
            given = self._chance.choice(SECOND)
            if self._chance.random() < 0.8:
                given = self._chance.choice(FIRST) + given
            name = self._chance.choice(SURNAMES) + given
            if name not in self._given:
                self._given.add(name)
                return name


def firm(chance: Random, kind: str = "") -> str:
    """An invented firm of the county."""
    word = "".join(chance.sample(FIRM_FIRST, 2))
    return f"澄明县{word}{kind or chance.choice(FIRM_KINDS)}"
