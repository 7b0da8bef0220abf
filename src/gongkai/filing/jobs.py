"""The jobs of filing."""

from gongkai.filing import services
from gongkai.kernel.schedule import Job, jobs


def register_jobs() -> None:
    jobs.register(
        Job("filing.open", "到期自动开报表", 3600, services.open_due_rounds),
        Job("filing.urge", "报表催报", 3600, services.urge_due),
    )
