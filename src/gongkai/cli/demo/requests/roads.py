"""The roads of the demo county's requests, one line each: every step, side road and kind of reply.

A test holds this table to the flow: a new step or kind of reply that no road takes fails it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.cli.demo.requests.asking import MAIL, PORTAL

_SIGNED = "submit pass_audit pass_legal sign"
_SENT = "issue deliver archive"
_WORDS = {
    "IN": "accept theme assign",
    "FIND": "accept theme assign search",
    "SIGNED": _SIGNED,
    "SENT": _SENT,
    "DONE": f"draft {_SIGNED} {_SENT}",
}


@dataclass(frozen=True, slots=True)
class Road:
    """A request that ends in a reply of *kind* ("" for none) and the words of its way.

    ``key``, ``channel``, ``who``: unit, channel and class of applicant where they are not to come in
    turn. ``start``: how many working days before the end it begins, for what stands in the inbox.
    """

    kind: str
    way: str
    key: str = ""
    channel: str = ""
    who: str = ""
    start: int = 0

    @property
    def steps(self) -> Sequence[str]:
        """The words of the way, the short ones spelt out."""
        return " ".join(_WORDS.get(word, word) for word in self.way.split()).split()


USUAL = (
    Road("granted", "FIND provide DONE rate:5", channel=PORTAL),
    Road("granted_public", "IN DONE"),
    Road("granted", "FIND DONE"),
    Road("partial", "FIND consult_third letter objects sever DONE"),
    Road("granted", "FIND provide DONE rate:4", channel=PORTAL),
    Road("u1_not_held", "FIND DONE"),
    Road("granted_public", "IN DONE rate:5", channel=PORTAL),
    Road("granted", "FIND DONE"),
    Road("u1_not_ours", "IN DONE"),
    Road("granted", "accept clarify supplement assign search DONE rate:4", channel=PORTAL),
    Road("n1", "IN DONE"),
    Road("granted", "FIND request_extension approve_extension DONE"),
)
"""What comes again and again."""

DISPUTED = (
    Road("d6", "FIND DONE complain decided:upheld sue_after wait:20 decided:claim_rejected"),
    Road("d7", "FIND DONE complain decided:upheld sue_after wait:20 decided:revoked"),
    Road("d3", "FIND DONE complain decided:upheld sue_after decided:withdrawn"),
    Road("granted_public", "IN DONE sue wait:40 decided:claim_rejected"),
    Road("u1_not_ours", "IN DONE sue wait:40 decided:found_unlawful"),
    Road("n1", "IN DONE sue decided:withdrawn"),
    Road("d4", "FIND consult_third letter objects DONE complain decided:revoked"),
    Road("d5", "FIND DONE complain decided:changed"),
    Road("granted", "FIND wait:19 supervise:late DONE complain decided:found_unlawful"),
    Road("u1_not_held", "FIND DONE complain decided:ordered"),
    Road("partial", "FIND consult_third letter objects sever DONE complain decided:withdrawn"),
    Road("u2", "FIND DONE complain decided:application_rejected"),
    Road("n3", "IN DONE complain decided:not_accepted"),
    Road("n5", "IN DONE complain decided:ended"),
)
"""Answers that were taken to the county's government or to court, early enough to be decided."""

SPECIAL = (
    Road("granted", "accept clarify supplement assign search DONE rate:3", channel=PORTAL),
    Road("u3", "accept assign clarify clarified assign search DONE"),
    Road("", "accept clarify propose_lapse lapse_clarification"),
    Road("", "accept clarify wait:3 withdraw"),
    Road("granted", "FIND consult_third letter agrees DONE"),
    Road("d4", "FIND consult_third letter silence:withhold DONE"),
    Road("granted", "FIND consult_third letter silence:disclose DONE"),
    Road("granted", "FIND consult_third letter objects override override_notice DONE"),
    Road("granted", "FIND consult_third letter objects_without_reason override_notice DONE"),
    Road("granted", "FIND consult_third consult_no_longer DONE"),
    Road("granted", "FIND consult_joint:czj letter agrees provide DONE", key="nyj"),
    Road("granted", "FIND consult_joint:zrj letter silence DONE", key="nyj"),
    Road("d6", "FIND consult_joint:czj letter objects DONE"),
    Road("granted", "FIND ask_unit:sjj unit_answers:sjj DONE", key="czj"),
    Road("granted", "FIND request_extension approve_extension provide DONE"),
    Road("granted", "FIND request_extension reject_extension DONE"),
    Road("granted", "IN ask_reasons explain explained delay search DONE", channel=PORTAL),
    Road("n4", "IN ask_reasons explained_badly DONE"),
    Road("n4", "IN ask_reasons never_explained DONE"),
    Road("granted", "FIND fee_by_items record_payment DONE"),
    Road("granted", "FIND fee_by_pages fee_receipt record_payment provide DONE"),
    Road("", "FIND fee_by_pages fee_receipt wait:20 propose_lapse lapse_fee"),
    Road("granted", "accept transfer:slj assign search DONE", key="jtj"),
    Road("granted", "IN send_to_office transfer:wjj assign search DONE", key="jyj"),
    Road("granted", "accept merge assign search DONE"),
    Road("granted", "accept split assign search DONE"),
    Road("o3", "IN DONE"),
    Road("granted", "FIND DONE again", who="natural"),
    Road("granted", "FIND DONE correction", who="natural", key="mzj"),
    Road("granted", "FIND DONE ask_alike wait:25 propose:several publish", key="jyj"),
    Road("granted", "FIND DONE propose:public_interest decline", key="czj"),
    Road("d1", "FIND DONE"),
    Road("d2", "FIND DONE"),
    Road("d8", "IN DONE"),
    Road("granted", "accept assign:by_name search reset_code DONE", channel="oral"),
    Road("granted", "FIND draft SIGNED issue deliver:direct archive", channel="counter"),
    Road("granted", "FIND draft SIGNED issue deliver:entrusted archive", channel="post_plain"),
    Road("granted", "FIND draft SIGNED issue deliver:refused archive", channel="fax"),
    Road("granted", "FIND draft SIGNED issue deliver:electronic archive", channel=MAIL),
    Road("granted", "FIND wait:18 supervise draft SIGNED SENT"),
    Road("granted_public", "IN wait:22 DONE"),
    Road("granted", "FIND draft submit recall submit pass_audit recall SIGNED SENT"),
    Road("granted", "FIND draft submit pass_audit pass_legal recall SIGNED recall SIGNED SENT"),
    Road("d6", "FIND draft submit return_audit draft submit pass_audit return_legal DONE"),
    Road("granted", "FIND draft submit pass_audit pass_legal return_signing DONE"),
    Road("", "withdraw_online", channel=PORTAL, who="natural"),
    Road("", "accept withdraw_online", channel=PORTAL, who="natural"),
    Road("", "IN withdraw"),
    Road("", "FIND request_extension withdraw"),
    Road("", "IN ask_reasons withdraw"),
    Road("", "FIND fee_by_items withdraw"),
    Road("granted", "FIND consult_third draft wait:1 withdraw"),
    Road("granted", "FIND draft submit withdraw"),
    Road("granted", "FIND draft submit pass_audit withdraw"),
    Road("granted", "FIND draft submit pass_audit pass_legal withdraw"),
    Road("granted", "FIND draft SIGNED withdraw"),
)
"""Each side road once."""

UNDECIDED = (
    Road("d6", "FIND DONE complain decided:upheld sue_after wait:90 decided:claim_rejected"),
    Road("u1_not_held", "FIND DONE sue wait:110 decided:revoked"),
)
COMPLAINED = (Road("d5", "FIND DONE complain decided:upheld"),)
"""Suits filed in the summer and a complaint of the autumn: the turn of the year finds them open."""

ROADS = (*DISPUTED, *SPECIAL[:20], *UNDECIDED, *SPECIAL[20:], *COMPLAINED)
"""Every road, in the order in which a year tells them: what takes longest comes first."""

STANDING = (
    Road("granted", "", start=1, channel=PORTAL, key="jyj"),
    Road("granted", "", start=3, channel="email", key="jyj"),
    Road("granted", "accept", start=2, key="jyj"),
    Road("granted", "accept", start=9, key="czj"),
    Road("granted", "accept clarify", start=5, key="jyj"),
    Road("", "accept clarify propose_lapse", start=17, key="czj"),
    Road("granted", "IN", start=4, key="jyj"),
    Road("granted", "FIND", start=18, key="jyj"),
    Road("granted", "FIND wait:19 supervise", start=27, key="jyj"),
    Road("granted", "FIND wait:19 supervise:late", start=29, key="nyj"),
    Road("granted", "IN", start=24, key="zfb"),
    Road("granted", "FIND ask_unit:czj", start=9, key="jyj"),
    Road("d4", "FIND consult_third letter", start=11, key="jyj"),
    Road("d4", "FIND consult_third letter", start=24, key="zjj"),
    Road("granted", "FIND request_extension", start=9, key="jyj"),
    Road("granted", "IN ask_reasons", start=7, key="jyj"),
    Road("granted", "FIND fee_by_pages fee_receipt", start=10, key="jyj"),
    Road("granted", "FIND fee_by_pages fee_receipt wait:20 propose_lapse", start=44, key="jyj"),
    Road("granted", "FIND draft submit", start=11, key="jyj"),
    Road("d6", "FIND draft submit pass_audit", start=12, key="jyj"),
    Road("granted", "FIND draft submit pass_audit pass_legal", start=13, key="jyj"),
    Road("d5", "FIND draft submit pass_audit pass_legal", start=18, key="rsj"),
    Road("granted", "FIND draft SIGNED", start=15, key="jyj"),
    Road("granted_public", "IN draft SIGNED issue", start=14, key="jyj"),
    Road("granted", "FIND draft SIGNED issue deliver", start=16, key="jyj"),
    Road("granted", "FIND draft submit return_audit", start=13, key="jyj"),
    Road("granted", "FIND provide DONE propose:public_interest", start=34, key="jyj"),
    Road("d6", "FIND DONE complain", start=62, key="jyj"),
    Road("u1_not_ours", "IN DONE sue", start=58, key="czj"),
)
"""What lies on the desks at the end, in every step, some of it late."""
