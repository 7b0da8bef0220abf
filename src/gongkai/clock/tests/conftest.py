import pytest


@pytest.fixture
def heard():
    """What a listener hears while the test runs; listeners of other apps stay silent."""
    from gongkai.clock.services import CalendarListener, calendar_listeners

    changes = []
    kept, calendar_listeners._things = calendar_listeners._things, {}
    calendar_listeners.register(CalendarListener("test", changes.append))
    yield changes
    calendar_listeners._things = kept
