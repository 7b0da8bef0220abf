"""Cases made with a fixed seed: numbers written in many ways, planted in notices of our own."""

import random
from collections.abc import Callable, Iterator

from gongkai.screening.rules.personal.checksums import (
    id_check_digit,
    is_credit_code,
    is_id15,
    is_id18,
    passes_luhn,
)
from gongkai.screening.tests.planted.cases import Case

SEED = 20260315
_AREAS = ("110101", "310104", "370322", "370303", "341702", "620622", "440305", "513221", "650102")
_NAMES = ("张小满", "王立冬", "李谷雨", "赵清明", "陈白露", "周霜降", "吴惊蛰", "郑大暑", "孙立夏")
_BINS = ("622202", "621700", "622848", "621661", "622260", "621799", "622588", "623052", "622319")
_NOTICES = (
    "澄明县民政局关于2026年第一季度临时救助对象名单的公示\n根据《社会救助暂行办法》（国务院令第649号），经乡镇审核，"
    "拟对以下人员给予救助，公示期7天（2026年3月16日至3月22日）。监督电话：0999-5180012。\n{}\n"
    "公示期间如有异议，请以书面形式向县民政局反映。\n澄明县民政局\n2026年3月15日",
    "澄明县农业农村局行政处罚决定书\n澄农罚〔2026〕3号\n{}\n违法事实：2025年11月20日，执法人员在检查中发现当事人经营的种子"
    "标签不符合规定，货值金额1234.56元。依据《中华人民共和国种子法》第七十九条，罚款2000元，限15日内缴至财政专户。",
    "关于发放2025年度耕地地力保护补贴的通知\n澄农发〔2025〕12号\n各乡镇人民政府：\n全县补贴面积382,901.5亩，资金"
    "45,948,180.00元，补贴标准120元/亩。\n{}\n请于2025年12月31日前完成。联系人：县农业农村局财务股，电话0999-5183321。",
    "索引号：11370322004222241N/2026-5135380　发布机构：澄明县人力资源和社会保障局\n关于公益性岗位拟聘用人员的公示\n{}\n"
    "以上人员公示5个工作日，咨询电话：（0999）5186677，电子邮箱：rsj@chengming.gov.cn。",
    "澄明县住房保障中心2026年公租房轮候结果\n序号  登记编号  结果\n1  2026030001  已轮候\n2  2026030002  待核实\n{}\n"
    "核查期间请保持通讯畅通。办公地址：澄明县人民路18号三楼。",
)  # fmt: skip
Write = Callable[[random.Random, str], str]


def identity(dice: random.Random) -> str:
    first = f"{dice.choice(_AREAS)}{dice.randint(1940, 2015)}{dice.randint(1, 12):02}{dice.randint(1, 28):02}{dice.randint(0, 999):03}"
    return first + id_check_digit(first)


def old_identity(dice: random.Random) -> str:
    return f"{dice.choice(_AREAS)}{dice.randint(30, 85)}{dice.randint(1, 12):02}{dice.randint(1, 28):02}{dice.randint(0, 999):03}"


def mobile(dice: random.Random) -> str:
    return f"1{dice.choice('3456789')}{dice.randint(0, 10**9 - 1):09}"


def card(dice: random.Random, length: int | None = None) -> str:
    length = length or dice.choice((16, 19, 19))
    body = dice.choice(_BINS)
    body += "".join(dice.choice("0123456789") for _ in range(length - 7))
    return next(body + digit for digit in "0123456789" if passes_luhn(body + digit))


def credit_code(dice: random.Random, *, digits_only: bool = False) -> str:
    """A code that is valid; of digits only when asked for."""
    alphabet = "0123456789" if digits_only else "0123456789ABCDEFGHJKLMNPQRTUWXY"
    while True:
        body = dice.choice(("11", "12", "91", "92", "52")) + dice.choice(_AREAS)
        body += "".join(dice.choice(alphabet) for _ in range(9))
        for last in alphabet:
            if is_credit_code(body + last) and not is_id18(body + last):
                return body + last


def _shape(*sizes: int, mark: str = " ") -> Write:
    def write(_: random.Random, number: str) -> str:
        parts, place = [], 0
        for size in sizes:
            parts.append(number[place : place + size])
            place += size
        parts.append(number[place:])
        return mark.join(part for part in parts if part)

    return write


def _each(change: Callable[[str], str]) -> Write:
    return lambda _, number: "".join(change(char) for char in number)


def _break(mark: str) -> Write:
    return lambda dice, number: (lambda cut: number[:cut] + mark + number[cut:])(
        dice.randint(4, len(number) - 4)
    )


def _spoken(char: str) -> str:
    return "零一二三四五六七八九"[int(char)] if char.isdigit() else char


def _circled(char: str) -> str:
    return "⓪①②③④⑤⑥⑦⑧⑨"[int(char)] if char.isdigit() else char


TRICKS: dict[str, Write] = {
    "原样": lambda _, number: number,
    "全角": _each(lambda char: chr(ord(char) + 0xFEE0)),
    "逐字空格": lambda _, number: " ".join(number),
    "逐字连字符": lambda _, number: "-".join(number),
    "零宽字符": lambda _, number: "\u200b".join(number),
    "零宽连字": _break("\u200d\u2060"),
    "软连字符": _break("\u00ad"),
    "粗体数字": _each(lambda char: chr(0x1D7CE + int(char)) if char.isdigit() else char),
    "等宽数字": _each(lambda char: chr(0x1D7F6 + int(char)) if char.isdigit() else char),
    "带圈数字": _each(_circled),
    "中文数字": _each(_spoken),
    "断行": _break("\n"),
    "断行缩进": _break("\r\n　　"),
    "字符实体": _each(lambda char: f"&#{ord(char)};"),
    "十六进制实体": _each(lambda char: f"&#x{ord(char):x};"),
    "方向标记": lambda _, number: "\u200f".join(number),
    "方向嵌套": _break("\u202a"),
}
_SHAPES: dict[str, dict[str, Write]] = {
    "id_number": {
        "六八四": _shape(6, 8),
        "六八四短横": _shape(6, 8, mark="-"),
        "六八四不换行空格": _shape(6, 8, mark="\u00a0"),
        "四位一组": _shape(4, 4, 4, 4),
        "六四四四": _shape(6, 4, 4),
        "前六": _shape(6),
    },
    "mobile": {
        "三四四": _shape(3, 4),
        "三四四短横": _shape(3, 4, mark="-"),
        "三四四不换行空格": _shape(3, 4, mark="\u00a0"),
        "三四四点": _shape(3, 4, mark="."),
        "三八": _shape(3, mark=" "),
        "国家号": lambda _, number: "+86" + number,
        "国家号空格": lambda _, number: "+86 " + number[:3] + " " + number[3:7] + " " + number[7:],
        "七四": _shape(7, mark="-"),
    },
    "bank_card": {
        "四位一组": _shape(4, 4, 4, 4),
        "四位短横": _shape(4, 4, 4, 4, mark="-"),
        "四位全角空格": _shape(4, 4, 4, 4, mark="　"),
        "六位起": _shape(6),
    },
}
_LABELS = {
    "id_number": ("身份证号：", "身份证号码：", "公民身份号码", "（身份证：", "，", "，居民身份证号码为", "证件号码: "),
    "mobile": ("手机：", "手机号", "，联系电话", "电话：", "（", "，移动电话：", "，"),
    "bank_card": ("银行卡号：", "一卡通账号：", "卡号", "，开户行澄明农商行，账号", "惠农卡：", "存折账号:", "，工资卡号为"),
}  # fmt: skip
_MAKERS: dict[str, Callable[[random.Random], str]] = {
    "id_number": identity,
    "mobile": mobile,
    "bank_card": card,
}


def written() -> Iterator[Case]:
    """Every way of writing, with several labels, inside a notice."""
    dice = random.Random(SEED)
    for kind, make in _MAKERS.items():
        for trick, write in {**TRICKS, **_SHAPES[kind]}.items():
            for turn in range(3):
                label = dice.choice(_LABELS[kind])
                number = write(dice, make(dice))
                closing = "）" if label.startswith("（") else ""
                line = f"{dice.choice(_NAMES)}{label}{number}{closing}，经核实符合条件。"
                text = dice.choice(_NOTICES).format(line)
                yield Case(f"{kind}·{trick}·{turn + 1}", text, ((kind, number),))


_LAYOUTS = {
    "竖线": ("|", "\n", "a.txt"),
    "制表符": ("\t", "\n", "a.txt"),
    "空格": ("  ", "\n", "a.txt"),
    "逗号": (",", "\n", "a.csv"),
    "网页": ("</td><td>", "</td></tr>\n<tr><td>", "a.html"),
}


def tables() -> Iterator[Case]:
    """Lists of persons in several layouts; serial numbers and sums stand beside the leaks."""
    dice = random.Random(SEED + 1)
    columns = ("序号", "姓名", "身份证号", "手机号码", "一卡通账号", "金额（元）", "发放编号")
    for layout, (mark, row_mark, file) in _LAYOUTS.items():
        for turn in range(4):
            rows, planted = [mark.join(columns)], []
            for number in range(1, 5):
                leaks = (identity(dice), mobile(dice), card(dice))
                planted += list(zip(("id_number", "mobile", "bank_card"), leaks, strict=True))
                cells = (str(number), dice.choice(_NAMES), *leaks,
                         f"{dice.randint(100, 99999)}.{dice.randint(0, 99):02}",
                         f"2026{dice.randint(0, 10**10):011}")  # fmt: skip
                rows.append(mark.join(cells))
            body = row_mark.join(rows)
            if file == "a.html":
                body = f"<html><body><table><tr><td>{body}</td></tr></table></body></html>"
            yield Case(f"名单·{layout}·{turn + 1}", body, tuple(planted), file)


def fifteen() -> Iterator[Case]:
    """The old identity numbers, with their label or in a list."""
    dice = random.Random(SEED + 2)
    for turn in range(12):
        number = old_identity(dice)
        assert is_id15(number)
        line = f"{dice.choice(_NAMES)}，男，身份证号：{number}。"
        text = dice.choice(_NOTICES).format(line)
        yield Case(f"十五位身份证·{turn + 1}", text, (("id_number", number),))


def _innocent(dice: random.Random) -> dict[str, str]:
    """One line of each thing that looks like personal data and is none."""
    wrong = identity(dice)
    wrong = wrong[:17] + ("1" if wrong[17] != "1" else "2")
    return {
        "信用代码": f"企业名称：澄明县谷雨种业有限公司，统一社会信用代码：{credit_code(dice)}",
        "全数字信用代码": f"统一社会信用代码：{credit_code(dice, digits_only=True)}",
        "全数字信用代码表": f"单位|统一社会信用代码\n澄明县甲中心|{credit_code(dice, digits_only=True)}",
        "索引号": f"索引号：{credit_code(dice)}/2021-{dice.randint(0, 10**7 - 1):07}",
        "旧索引号": f"索引号：{dice.randint(0, 10**9 - 1):09}/2017-{dice.randint(1, 999):05}",
        "数字索引号": f"索引号：{credit_code(dice, digits_only=True)}/2021-{dice.randint(0, 99999):05}",
        "文号": f"依据澄政办发〔{dice.randint(2008, 2026)}〕{dice.randint(1, 200)}号文件",
        "金额": f"总投资{mobile(dice)}元，其中财政资金{dice.randint(10**9, 10**11)}元",
        "千分位": f"合计{dice.randint(10**12, 10**16):,}.00元",
        "办公电话": f"联系电话：0999-{dice.randint(5000000, 5999999)}，传真0999-{dice.randint(5000000, 5999999)}",
        "流水号": f"受理流水号：{dice.randint(10**17, 10**18 - 1)}",
        "订单号": f"订单号{card(dice)}已完成支付",
        "编号": f"档案编号：{mobile(dice)}",
        "项目代码": f"项目代码：2104-370322-04-01-{dice.randint(0, 999999):06}",
        "条码": f"商品条码：69{dice.randint(0, 10**11 - 1):011}",
        "长小数": f"坐标117.{dice.randint(10**14, 10**15 - 1)}，36.{dice.randint(10**14, 10**15 - 1)}",
        "网址": f"详见http://www.chengming.gov.cn/art/2021/12/31/art_{mobile(dice)}_{dice.randint(10**6, 10**7)}.html",
        "日期连写": f"数据日期20211231 20220101 2022{dice.randint(1, 12):02}01",
        "GUID": f"附件标识{dice.randbytes(4).hex()}-{dice.randbytes(2).hex()}-4{dice.randbytes(2).hex()[1:]}-a{dice.randbytes(2).hex()[1:]}-{dice.randbytes(6).hex()}",
        "摘要": f"SHA-256：{dice.randbytes(32).hex()}",
        "脱敏身份证": f"身份证号：{identity(dice)[:6]}********{identity(dice)[-4:]}",
        "脱敏手机": f"手机：{mobile(dice)[:3]}****{mobile(dice)[-4:]}，身份证号：**",
        "脱敏卡号": f"卡号：**** **** **** {card(dice)[-4:]}，{card(dice)[:6]}******{card(dice)[-4:]}",
        "错校验无标签": f"登记序号{wrong}",
        "图斑号": f"图斑号3703220012{dice.randint(10000, 99999)}，地块编码370322{dice.randint(10**12, 10**13 - 1)}",
        "发票": f"发票代码037002{dice.randint(100000, 999999)}，发票号码{dice.randint(10**7, 10**8 - 1)}",
        "开户专户": f"开户名称：澄明县财政局，开户行：澄明农商行，账号：{dice.randint(10**15, 10**16 - 1)}",
        "时间": "开标时间：2026-03-15 09:30:00，截止2026/03/20 17:00",
        "数字表": "\n".join(
            "  ".join(str(dice.randint(100, 99999)) for _ in range(6)) for _ in range(4)
        ),
        "年份": "2018 2019 2020 2021 2022 2023 2024 2025 2026",
        "书号": f"ISBN 978-7-5012-{dice.randint(1000, 9999)}-{dice.randint(0, 9)}",
        "服务热线": "服务热线：400-820-8820、12345、95588、0999-12345",
        "文件名": f"附件：P02021123{mobile(dice)}.pdf、2021{mobile(dice)}.jpg",
    }


def negatives() -> Iterator[Case]:
    """Things that look like personal data, each in a notice."""
    dice = random.Random(SEED + 3)
    for turn in range(5):
        for name, line in _innocent(dice).items():
            yield Case(f"反例·{name}·{turn + 1}", dice.choice(_NOTICES).format(line))


def all_made() -> list[Case]:
    return [*written(), *tables(), *fifteen(), *negatives()]
