"""起草, 提供, 审核, 签发, 印发, 送达, 归档: how a request is answered."""

from collections.abc import Iterator, Mapping

from gongkai.cli.demo.papers.parts import letter
from gongkai.cli.demo.requests.asking import Asking
from gongkai.cli.demo.requests.matters import ENDINGS
from gongkai.cli.demo.requests.steps import step
from gongkai.inforequests import services
from gongkai.inforequests.rules import chain
from gongkai.inforequests.rules.severing import Passage
from gongkai.inforequests.services import Said, Served, severing
from gongkai.inforequests.services.severing import Upload
from gongkai.kernel.permissions import Role

CONTRACT = (
    "一、合同双方：采购单位与供货单位。",
    "二、合同金额：按季度据实结算。",
    "三、履行期限：自签订之日起一年。",
)
PRICE = "四、单价组成：大米每斤三元一角，食用油每升十二元八角。"
REVIEWS = {
    "pass_audit": (Role.SECTION_HEAD, ("内容属实，依据准确，同意。", "同意。")),
    "pass_legal": (Role.LEGAL_ADVISER, ("答复种类和法律依据正确，救济告知完整。", "无法律意见。")),
    "sign": (Role.LEADER, ("同意。", "同意印发。", "")),
    "return_audit": (Role.SECTION_HEAD, ("请补充检索经过，并核对附件页数。",)),
    "return_legal": (Role.LEGAL_ADVISER, ("不予公开的依据应当写到条款项，请修改。",)),
    "return_signing": (Role.LEADER, ("请先与业务股室核对数据后再报。",)),
}


def stated(kind: str, heard: Mapping[str, str]) -> Said:
    """The answers along the chain that end in *kind* and agree with what was *heard*, with its facts."""
    roads = [answers for answers, end in _roads(chain.FIRST) if end == kind]
    fitting = (answers for answers in roads if heard.items() <= answers.items())
    ending = ENDINGS[kind]
    withheld = (ending.withheld,) if kind == "partial" else ()
    return Said(next(fitting, roads[0]), kind, ending.facts, withheld)


def _roads(question: str) -> Iterator[tuple[dict[str, str], str]]:
    for choice in chain.QUESTIONS[question].choices:
        if choice.kind:
            yield {question: choice.code}, choice.kind
        else:
            for answers, kind in _roads(choice.question):
                yield {question: choice.code} | answers, kind


@step(1, 3)
def draft(asking: Asking, _: str) -> None:
    asking.clerk(services.save_draft, said=stated(asking.kind, asking.heard))


@step()
def provide(asking: Asking, _: str) -> None:
    """A whole file goes with the reply."""
    paper = letter("所申请的材料", asking.matter, CONTRACT)
    asking.clerk(severing.provide_file, upload=Upload(paper.name, paper.make()), pages=6)


@step()
def sever(asking: Asking, _: str) -> None:
    """A copy without what may not be given, its original kept beside it (第三十七条)."""
    whole = letter("采购合同", asking.matter, (*CONTRACT, PRICE))
    copy = letter("采购合同", asking.matter, (*CONTRACT, "四、（不予公开）"))
    asking.clerk(
        severing.sever_file,
        original=Upload(whole.name, whole.make()),
        copy=Upload(copy.name, copy.make()),
        passages=(Passage("第四条", "E15", "单价组成属于供货单位的商业秘密"),),
        pages=12,
        hidden=("三元一角", "十二元八角"),
    )


@step()
def submit(asking: Asking, _: str) -> None:
    asking.press(Role.CLERK, "submit")


def _judged(action: str) -> None:
    role, opinions = REVIEWS[action]

    def judge(asking: Asking, _: str) -> None:
        asking.press(role, action, asking.chance.choice(opinions))

    judge.__name__ = action
    step(0, 1)(judge)


for _action in REVIEWS:
    _judged(_action)


@step(0, 1)
def recall(asking: Asking, _: str) -> None:
    asking.press(Role.CLERK, "recall")


@step(0, 1)
def issue(asking: Asking, _: str) -> None:
    asking.clerk(services.issue_reply)
    asking.request.refresh_from_db()


@step()
def deliver(asking: Asking, way: str) -> None:
    """By post; or handed over, refused at the door, sent electronically."""
    today = asking.world.today
    number = f"XA{asking.chance.randrange(10**10, 10**11)}"
    served = {
        "": Served("post", today, "none", carrier="邮政企业", tracking=number),
        "direct": Served("direct", today, "signed", today, place="县政务服务中心综合窗口"),
        "entrusted": Served("entrusted", today, "by_another", today, place="申请人住所"),
        "refused": Served(
            "direct", today, "refused", today, place="申请人住所", note="申请人拒收，社区干部见证"
        ),
        "electronic": Served("electronic", today, "none", today, consent=True),
    }[way]
    asking.clerk(services.record_delivery, served=served)


@step(1, 3)
def archive(asking: Asking, _: str) -> None:
    asking.press(Role.CLERK, "archive")
