"""Plain requests to a local wiki."""

import urllib.error
import urllib.request


def fetch(
    url: str, body: bytes | None = None, headers: dict[str, str] | None = None, seconds: float = 600
) -> tuple[int, str]:
    """Send GET, or POST when there is a body; return the status and the text, whatever the status.

    Raises OSError when nobody answers.
    """
    # A proxy of the environment has no way to this machine.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    request = urllib.request.Request(url, data=body, headers=headers or {})
    try:
        with opener.open(request, timeout=seconds) as answer:
            return int(answer.status), answer.read().decode(errors="replace")
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode(errors="replace")
