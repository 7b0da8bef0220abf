"""The people of these tests, and files as holiday-cn writes them."""

import json

from gongkai.kernel.actor import Grant, StaffActor
from gongkai.kernel.permissions import Role

OFFICE = StaffActor(1, "公开办张主任", (Grant(Role.OFFICE, 1, "/1/"),))
ADMIN = StaffActor(2, "管理员李工", (Grant(Role.ADMIN, 1, "/1/"),))
CLERK = StaffActor(3, "信息员小王", (Grant(Role.CLERK, 4, "/1/4/"),))
NOTICE = "国办发明电〔2026〕8号"
PAPER = "https://www.gov.cn/zhengce/2027.htm"


def year_file(year=2027, days=(("元旦", "2027-01-01", True), ("元旦", "2027-01-09", False))):
    entries = [{"name": name, "date": day, "isOffDay": off} for name, day, off in days]
    return json.dumps({"year": year, "papers": [PAPER], "days": entries}).encode()
