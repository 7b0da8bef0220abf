"""Whether a document property holds a person's name, and how to speak of a person in a location."""

import re

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
    "钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪"
    "严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴"
    "席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄"
    "盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应"
    "台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺"
)
_NAME = re.compile(
    rf"(?:[{_SURNAMES}]|欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐)[\u4e00-\u9fff·]{{1,3}}"
)
_OFFICE = re.compile(
    r"(?:局|厅|委|办|府|院|处|科|室|中心|公司|集团|部|站|所|会|学校|大学|医院|银行|股|队|组|社|村|镇|乡|县|市|区|用户|软件|科技)$"
)
_GENERIC = frozenset(
    {
        *(
            "administrator",
            "admin",
            "user",
            "users",
            "owner",
            "root",
            "guest",
            "test",
            "pc",
            "none",
        ),
        *("microsoft", "office", "wps", "kingsoft", "openpyxl", "python-docx", "fpdf2", "null"),
        *(
            "apache poi",
            "unknown",
            "author",
            "un-named",
            "lenovo",
            "dell",
            "hp",
            "asus",
            "thinkpad",
        ),
        *("gongkai", "microsoft office user", "windows user", "windows 用户", "wps office"),
        *("microsoft 帐户", "microsoft 账户", "微软用户", "未知", "用户", "作者", "系统管理员"),
        *("管理员", "微软中国", "深度技术", "雨林木风", "番茄花园"),
    }
)
_SOFTWARE = re.compile(
    r"microsoft|\bwps\b|adobe|acrobat|libreoffice|openoffice|python|fpdf|quartz|skia|ghostscript|"
    r"itext|foxit|chrom|pdfium|reportlab|office|windows|scanner|canon|epson",
    re.IGNORECASE,
)


def is_generic(value: str) -> bool:
    """Whether an author is nobody: empty, a program's or a computer's usual name."""
    plain = value.strip().lower()
    return not plain or plain in _GENERIC or bool(_SOFTWARE.search(plain))


def is_office(value: str) -> bool:
    return bool(_OFFICE.search(value.strip()))


def is_person(value: str) -> bool:
    """Two to four Chinese characters that begin with a surname and name no office."""
    plain = re.sub(r"\s", "", value)
    return len(plain) <= 4 and bool(_NAME.fullmatch(plain)) and not is_office(plain)


def spoken(name: str) -> str:
    """A person as a location names them: ``张某``; offices and programs keep their name."""
    plain = name.strip()
    if not plain:
        return "未署名"
    return f"{plain[0]}某" if is_person(plain) else plain[:20]
