from django.apps import AppConfig

from gongkai.kernel.permissions import Deed, Reach, Role, deeds

UNIT_PEOPLE = {
    Role.CLERK: Reach.UNIT,
    Role.SECTION_HEAD: Reach.UNIT,
    Role.SECRECY_REVIEWER: Reach.UNIT,
    Role.LEGAL_ADVISER: Reach.UNIT,
    Role.LEADER: Reach.UNIT,
}
OFFICE = {Role.OFFICE: Reach.SUBTREE}


class CaseworkConfig(AppConfig):
    name = "gongkai.casework"
    label = "casework"

    def ready(self) -> None:
        from gongkai.audit.words import SubjectKind, subject_kinds
        from gongkai.casework import selectors, services, watch
        from gongkai.casework.jobs import register_jobs
        from gongkai.casework.selectors import figures
        from gongkai.clock.services import CalendarListener, calendar_listeners
        from gongkai.kernel.actor import Actor
        from gongkai.kernel.measures import dimensions, measures, rates
        from gongkai.orgs.handover import Mover, OpenWorkCounter, movers, open_work_counters
        from gongkai.web.nav import NavItem, nav_items

        def count_waiting(actor: Actor) -> int:
            return selectors.inbox_count(actor=actor)

        heads = {Role.SECTION_HEAD: Reach.UNIT, Role.LEADER: Reach.UNIT, **OFFICE}
        deeds.register(
            Deed(
                "casework.read",
                "查看办件",
                {**UNIT_PEOPLE, **OFFICE, Role.INSPECTOR: Reach.EVERYWHERE},
            ),
            Deed("casework.assign", "交办", heads),
            Deed("casework.transfer", "转办", OFFICE),
            Deed("casework.ask_unit", "请其他单位协办", {**UNIT_PEOPLE, **OFFICE}),
            Deed("casework.answer_unit", "答复协办事项", UNIT_PEOPLE),
            Deed("casework.supervise", "督办", OFFICE),
            Deed("casework.answer_supervision", "回复督办", UNIT_PEOPLE),
            Deed("casework.oversee", "查看全部办件", {**OFFICE, Role.INSPECTOR: Reach.EVERYWHERE}),
        )
        register_jobs()
        measures.register(*figures.MEASURES)
        rates.register(*figures.RATES)
        dimensions.register(figures.KINDS)
        subject_kinds.register(SubjectKind("case", "办件", "casework:case", "casework.read"))
        nav_items.register(
            NavItem("desk:inbox", "待办", "inbox", 10, count=count_waiting),
            NavItem("casework:cases", "全部办件", "history", 11, "casework.read"),
            NavItem("casework:supervision", "督办", "bell", 12, "casework.oversee"),
        )
        calendar_listeners.register(CalendarListener("casework", watch.hear_calendar))
        movers.register(Mover("casework", services.move_open_work))
        open_work_counters.register(OpenWorkCounter("casework", selectors.open_work))
