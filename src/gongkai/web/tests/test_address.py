"""The client's address: a header is believed from our own proxies only."""

import pytest
from django.test import RequestFactory

from gongkai.web.address import client_address


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "expected"),
    [
        (0, "10.0.0.1", "1.2.3.4", "10.0.0.1"),
        (1, "127.0.0.1", "1.2.3.4", "1.2.3.4"),
        (1, "127.0.0.1", "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        (2, "127.0.0.1", "6.6.6.6, 1.2.3.4, 10.0.0.2", "1.2.3.4"),
        (2, "127.0.0.1", "1.2.3.4", "127.0.0.1"),
        (1, "127.0.0.1", "", "127.0.0.1"),
        (1, "127.0.0.1", "not-an-address", None),
        (1, "127.0.0.1", "1.2.3.4\r\nX: y", None),
        (0, "", "1.2.3.4", None),
        (0, "2001:db8::1", "", "2001:db8::1"),
    ],
)
def test_the_address_is_what_our_own_proxy_saw(
    rf: RequestFactory, settings, proxies, remote, forwarded, expected
):
    settings.TRUSTED_PROXIES = proxies
    request = rf.get("/", REMOTE_ADDR=remote)
    request.META["HTTP_X_FORWARDED_FOR"] = forwarded
    assert client_address(request) == expected
