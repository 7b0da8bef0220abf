"""What the words around a number say it is."""

import re
from enum import StrEnum

from gongkai.screening.rules.scene import Scene


class Meaning(StrEnum):
    """What a label announces."""

    IDENTITY = "identity"
    CARD = "card"
    ACCOUNT = "account"
    MOBILE = "mobile"
    CONTACT = "contact"
    CREDIT_CODE = "credit_code"
    SERIAL = "serial"
    SOCIAL = "social"
    PASSPORT = "passport"
    AMOUNT = "amount"
    NONE = ""


_LABELS = (
    (Meaning.CREDIT_CODE, r"信用代[码碼]|组织机构代码|机构代码|纳税人识别号|纳税识别号|税号|登记证号"),
    (Meaning.SOCIAL, r"社会?保障?(?:卡|障)?(?:号码?|编号|账号|卡号)|社保(?:卡)?(?:号|编号)|医保(?:卡)?(?:号|编号|证号)"
                     r"|参保(?:人)?编号|个人编号|社会保障卡|社保卡|医保卡|合作医疗证号|医疗证号"),
    (Meaning.IDENTITY, r"身份(?:证|證|号|證明|证明)|公民身份|身分证|证件号|证件号码|有效证件|身份信息|sfzh?|id ?card|idcard|ID号|身 份 证"),
    (Meaning.PASSPORT, r"护照|通行证|回乡证|台胞证|军官证|士兵证|居留"),
    (Meaning.CARD, r"银行卡|銀行卡|一卡通|一折通|折号|惠农卡|存折|卡\s*号|工资卡|储蓄卡|借记卡|信用卡|农商卡|银联卡|金融卡|打卡|打款账|补贴账|收款账|发放账|个人账"),
    (Meaning.ACCOUNT, r"[账帐賬][号户號戶]|开户|開戶"),
    (Meaning.MOBILE, r"手机|手機|移動電話|手\s*机|移动电话|电话号码|微信|tel|phone|mobile|Tel|Phone|Mobile|TEL|☎|📞|📱"),
    (Meaning.CONTACT, r"电\s*话|電話|聯[繫系絡]|联系方式|联系人|联系|传真|热线|致电|拨打|来电|咨询|举报|手机号"),
    (Meaning.SERIAL, r"流水|编号|編號|编\s*码|单号|订单|条形?码|序列|合同|案号|档案|受理|批次|型号|项目代码|代码|代号|索引|批准文号|文号|发票|批号"
                     r"|证书|许可|备案|注册|登记号|学号|考号|工号|图号|图斑|地块|宗地|ISBN|ISSN|isbn|条码|准考证|不动产|产权证|产权号|票号|单据"
                     r"|QQ|qq|序号|国标|标准号|设备|电表|水表|户号|表号|标段|No\.|NO\.|№|时间戳|发动机|车架|识别代号|凭证|回执|快递|运单|物流|机号|校验码|验证码|随机码"),
    (Meaning.AMOUNT, r"金额|资金|总额|合计|投资|收入|支出|预算|决算|产值|面积|(?<!单)元|￥|¥|\$"),
)  # fmt: skip
_WEAK = {Meaning.SERIAL, Meaning.ACCOUNT, Meaning.CONTACT}
"""Words that only go on with the label before them: 一卡通账号, 身份证编号, 手机联系方式."""
_STRONG = {
    Meaning.IDENTITY, Meaning.CARD, Meaning.MOBILE, Meaning.SOCIAL, Meaning.PASSPORT, Meaning.CREDIT_CODE,
}  # fmt: skip
_ANY = re.compile("|".join(f"(?P<{meaning.value}>{words})" for meaning, words in _LABELS))
_FAR = 6
"""A label of codes or sums speaks for what stands at most so many characters behind it."""
_NUMBERED = re.compile(r"[号號码碼]{0,2}")
"""What may stand between a label and the end of its line, when the next line holds the number."""
_PARTED = re.compile(r"[。；;！？，,、（(]")
_LONG_NUMBER = re.compile(r"[0-9]{11}")
_BREAK = re.compile(r"[。；;！？]")

PERSON = re.compile(
    r"姓\s*名|户主|身份证|性别|年龄|出生|民族|受助|申请人|当事人|患者|家属|监护人|学生|考生|本人|领取人|持卡人|补贴对象|低保"
)
"""Words that mark a table or a sentence as one about natural persons."""
OFFICE = re.compile(
    r"办公|单位|局|委员会|中心|科室|值班|机关|政府|公司|窗口|大厅|服务站|热线|监督|举报|投诉|咨询|传真|报名|办事处"
)
"""Words that mark a telephone or an address as an office's."""


def meaning_of(words: str, *, closing: bool = False) -> Meaning:
    """What the last label in *words* announces; a sentence's end cuts it off.

    *closing* asks of a label of codes or sums that nothing but 号 or 码 follows it.
    """
    found, end = Meaning.NONE, 0
    for label in _ANY.finditer(words):
        meaning = Meaning(str(label.lastgroup))
        joined = found in _STRONG and not words[end : label.start()].strip()
        if not (joined and meaning in _WEAK):
            found = meaning
        end = label.end()
    near = words.rstrip("（( :：|\n" if closing else "（( :：")
    if found in _STRONG or found is Meaning.CONTACT:
        return Meaning.NONE if _BREAK.search(near, end) else found
    if closing:
        return found if _NUMBERED.fullmatch(near, min(end, len(near))) else Meaning.NONE
    return Meaning.NONE if _PARTED.search(near, end) or len(near) - end > _FAR else found


def announced(scene: Scene, start: int, reach: int = 28) -> Meaning:
    """What is announced at *start*: in its own cell, by the heading of its column, or before it."""
    near = scene.before(start, reach)
    line = near.rpartition("\n")[2]
    if _LONG_NUMBER.search(line):
        near = line  # a label further up belongs to the number that stands between
    own = near[max(near.rfind("\t"), near.rfind("|"), near.rfind("\n")) + 1 :]
    meaning = meaning_of(own)
    if meaning is not Meaning.NONE:
        return meaning
    header = scene.header(start)
    meaning = meaning_of(header)
    if meaning is Meaning.NONE and not own.strip():
        meaning = meaning_of(near, closing=True)
    elif meaning is Meaning.NONE:
        meaning = meaning_of(near)
    if meaning is Meaning.NONE and not near.strip() and not header:
        meaning = meaning_of(scene.cell_before(start))
    return meaning


def about_persons(scene: Scene, start: int) -> bool:
    """The table or the line around *start* is about natural persons."""
    row = scene.heading_row(start)
    if row and any(PERSON.search(cell) for cell in row):
        return True
    line = scene.text[scene.line_start(start) : start][-80:]
    return bool(PERSON.search(line))
