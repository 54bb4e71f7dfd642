"""One self-contained HTML page: nothing is loaded from outside, everything from the text is escaped."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import orjson

WEB = Path(__file__).with_name("web")

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff&<>\"']")
"""What cannot stand in a page as it is: most texts hold none of it."""
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def text(value: object) -> str:
    """The value as HTML text or attribute; a control character shows as U+FFFD, so that offsets stay true."""
    plain = str(value)
    return escape(_CONTROL.sub("\ufffd", plain)) if _ODD.search(plain) else plain


def script_json(value: Any) -> str:
    """JSON that can stand inside a script element: no ``</script>``, no U+2028."""
    written = orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
    for character, escaped in _UNSAFE.items():
        written = written.replace(character, escaped)
    return written


def asset(name: str) -> str:
    """The text of one of our own style sheets or scripts."""
    return (WEB / name).read_text(encoding="utf-8")


def page(*, title: str, style: str, body: str, values: Any, scripts: Sequence[str]) -> str:
    """The whole page; its policy admits the very scripts and style that are in it, by digest, and no address."""
    policy = "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(_digest(script) for script in scripts)}",
            f"style-src {_digest(style)}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="zh-Hans" data-lang="zh">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{text(title)}</title>",
            f"<style>{style}</style>",
            "</head>",
            "<body>",
            body,
            f'<script type="application/json" id="values">{script_json(values)}</script>',
            *(f"<script>{script}</script>" for script in scripts),
            "</body>",
            "</html>",
            "",
        ]
    )


def both(names: tuple[str, str]) -> str:
    """A name in both languages, of which the page shows one."""
    chinese, english = names
    return f'<span class="zh">{text(chinese)}</span><span class="en" lang="en">{text(english)}</span>'


def _digest(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
