"""Fill a Word template: words escaped, pictures set in, nothing asked for that is not there."""

from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from typing import Any

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import Environment, StrictUndefined, Template

from knowledge.documents.marks import Picture

KEPT = 256  # parts of templates: body, head, foot and properties of every paper, and some edits


class Remembering(Environment):
    """A Jinja that compiles each template once: most of the time of filling goes there."""

    def from_string(self, source: Any, *rest: Any, **options: Any) -> Template:
        """Give the compiled template."""
        return _compiled(source)


class Templated(DocxTemplate):  # type: ignore[misc]  # it brings no types
    """A template whose mark-up is put in order once, not each time."""

    def patch_xml(self, src_xml: str) -> str:
        """Mend the tags that Word broke apart."""
        return _patched(src_xml)


# escaping is not optional: without it «Budi & Ani» is silently eaten
_plain = Environment(undefined=StrictUndefined, autoescape=True)
_remembering = Remembering(undefined=StrictUndefined, autoescape=True)


@lru_cache(maxsize=KEPT)
def _compiled(source: str) -> Template:
    return _plain.from_string(source)


@lru_cache(maxsize=KEPT)
def _patched(source: str) -> str:
    patched: str = DocxTemplate.patch_xml(None, source)
    return patched


def fill(template: bytes, filled: Mapping[str, Any], mark: Mapping[str, Any] | None = None) -> bytes:
    """Fill a Word template; raises jinja2.UndefinedError when it asks for something that is not there."""
    document = Templated(BytesIO(template))
    document.render(_placed({**filled, "mark": mark}, document), _remembering, autoescape=True)
    output = BytesIO()
    document.save(output)
    return output.getvalue()


def _placed(value: Any, document: DocxTemplate) -> Any:
    """Turn every picture into one of this document."""
    if isinstance(value, Picture):
        return InlineImage(document, BytesIO(value.png), width=Mm(value.width))
    if isinstance(value, Mapping):
        return {key: _placed(inner, document) for key, inner in value.items()}
    return value
