"""Which row of a table is its heading, so that a column headed 身份证号 is judged as such."""

import re
from collections.abc import Sequence

_DIGITS = re.compile(r"[\d０-９]{5,}")
_LABEL = re.compile(
    r"序号|编号|姓名|名字|户主|申请人|当事人|负责人|法定代表人|联系人|监护人|家长|学生|人员|性别|年龄|民族|出生|生日|身份证|"
    r"证件|公民身份|护照|电话|手机|联系方式|座机|传真|邮箱|电子邮件|地址|住址|住所|户籍|籍贯|村|社区|乡镇|街道|账号|帐号|"
    r"账户|卡号|一卡通|开户|银行|金额|补贴|补助|标准|面积|数量|单价|合计|备注|说明|日期|时间|类别|类型|种类|原因|病|残疾|"
    r"婚姻|单位|部门|职务|岗位|学历|专业|学校|车牌|车辆|号牌|社保|医保|参保|信用代码|文号|索引号|名称|标题|内容|事项|"
    r"项目|案由|处罚|结果|状态|得分|成绩|关系|人口|人数|家庭|结论|等级|微信|QQ",
    re.IGNORECASE,
)
_LONGEST = 24


def looks_like_label(text: str) -> bool:
    """A short cell without long numbers that holds a word usual in headings."""
    plain = "".join(text.split())
    return 0 < len(plain) <= _LONGEST and not _DIGITS.search(plain) and bool(_LABEL.search(plain))


class Heads:
    """Rows of one table, top down; tells the head of each cell.

    A heading row has two label cells or more and no long number. A second one right below adds to
    the first (merged heads); one further down begins a new table. Without any, the cell to the left
    serves when it is a label (forms: 身份证号 | ……).
    """

    def __init__(self) -> None:
        self._heads: dict[int, str] = {}
        self._just_read = False

    def read(self, cells: Sequence[tuple[int, str]]) -> dict[int, str]:
        """Heads by column number for one row of (column number, text)."""
        filled = [(column, text) for column, text in cells if text.strip()]
        if self._is_heading(filled):
            self._take(filled)
            return {}
        self._just_read = False if filled else self._just_read
        return {
            column: self._head(column, index, filled) for index, (column, _) in enumerate(filled)
        }

    def name(self, column: int) -> str:
        return self._heads.get(column, "")

    def _is_heading(self, filled: Sequence[tuple[int, str]]) -> bool:
        if len(filled) < 2 or any(_DIGITS.search(text) for _, text in filled):
            return False
        labels = sum(looks_like_label(text) for _, text in filled)
        if self._just_read and all(column in self._heads for column, _ in filled):
            return False
        if self._heads:
            return labels >= 2 and labels == len(filled)
        return labels >= 2 and labels * 2 >= len(filled)

    def _take(self, filled: Sequence[tuple[int, str]]) -> None:
        fresh = {column: "".join(text.split())[:_LONGEST] for column, text in filled}
        self._heads = self._heads | fresh if self._just_read else fresh
        self._just_read = True

    def _head(self, column: int, index: int, filled: Sequence[tuple[int, str]]) -> str:
        head = self._heads.get(column, "")
        left = filled[index - 1][1] if index else ""
        if not looks_like_label(head) and looks_like_label(left):
            return "".join(left.split())
        return head
