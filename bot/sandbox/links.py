"""Which addresses Telegram takes in links and buttons, and how it keeps them."""

import re
from urllib.parse import urlsplit


def link_fault(url: str) -> str | None:
    """Say in Telegram's words what is wrong with an address, or None."""
    if not url.strip():
        return "URL host is empty"
    if "://" not in url:
        url = f"http://{url}"
    scheme, _, _ = url.partition("://")
    if scheme.lower() not in ("http", "https", "tg", "ton", "tonsite"):
        return "Unsupported URL protocol"
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return "Wrong HTTP URL"
    if scheme.lower() in ("tg", "ton", "tonsite"):
        return None
    if not host or re.search(r"\s", url.strip()) or ("." not in host and ":" not in host):
        return "Wrong HTTP URL"
    return None


def checked_link(url: str) -> str | None:
    """Give an address as Telegram would keep it, or None where it would drop the link."""
    url = url.strip()
    if link_fault(url):
        return None
    if "://" not in url:
        url = f"http://{url}"
    parts = urlsplit(url)
    if parts.scheme in ("http", "https") and not parts.path:
        url = parts._replace(path="/").geturl()
    return url
