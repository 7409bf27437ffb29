"""Work out how a Word paragraph looks: what it says itself, then its styles, then the document's defaults."""

from functools import cache
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

ALIGNMENTS = {"center": "center", "right": "right", "end": "right", "both": "justify", "distribute": "justify"}


def points(twips: str | None) -> float:
    """Turn twentieths of a point, as Word writes lengths, into points; nothing is 0."""
    return float(twips) / 20 if twips else 0.0


@cache
def path(name: str) -> str:
    """Write «val» or «numPr/ilvl» as lxml wants it, in Word's own name space."""
    return "/".join(qn(f"w:{step}") for step in name.split("/"))


def is_on(element: Any) -> bool:
    """Tell whether a switch such as bold is present and not turned off."""
    return element is not None and element.get(path("val")) not in ("0", "false", "none", "off")


class Styles:
    """A document's styles."""

    def __init__(self, document: WordDocument) -> None:
        root = document.styles.element
        self._by_id = {style.get(path("styleId")): style for style in root.iter(path("style"))}
        self._default = next(
            (
                style.get(path("styleId"))
                for style in self._by_id.values()
                if style.get(path("type")) == "paragraph" and style.get(path("default")) in ("1", "true")
            ),
            None,
        )
        self._paragraph_defaults = root.find(path("docDefaults/pPrDefault/pPr"))
        self._run_defaults = root.find(path("docDefaults/rPrDefault/rPr"))

    def parents(self, style_id: str | None) -> list[Any]:
        """List a style and those it is based on, nearest first."""
        chain: list[Any] = []
        while style_id in self._by_id and self._by_id[style_id] not in chain:
            style = self._by_id[style_id]
            chain.append(style)
            based_on = style.find(path("basedOn"))
            style_id = None if based_on is None else based_on.get(path("val"))
        return chain

    def paragraph(self, p: Any) -> "Look":
        """Gather all that decides how a paragraph looks."""
        own = p.find(path("pPr"))
        named = None if own is None else own.find(path("pStyle"))
        chain = self.parents(self._default if named is None else named.get(path("val")))
        properties = [own, *(style.find(path("pPr")) for style in chain), self._paragraph_defaults]
        runs = [*(style.find(path("rPr")) for style in chain), self._run_defaults]
        return Look(self, [x for x in properties if x is not None], [x for x in runs if x is not None])


class Look:
    """One paragraph's properties, nearest first."""

    def __init__(self, styles: Styles, properties: list[Any], run_properties: list[Any]) -> None:
        self._styles, self._properties, self._runs = styles, properties, run_properties

    def element(self, name: str) -> Any:
        """Find the nearest element of that name, or None."""
        return next((found for source in self._properties if (found := source.find(path(name))) is not None), None)

    def value(self, name: str, *attributes: str) -> str | None:
        """Find the nearest of the attributes, or None."""
        for source in self._properties:
            element = source.find(path(name))
            for attribute in attributes:
                if element is not None and (value := element.get(path(attribute))) is not None:
                    return str(value)
        return None

    def length(self, name: str, *attributes: str) -> float:
        """Give a length in points, 0 where none is set."""
        return points(self.value(name, *attributes))

    def switch(self, name: str) -> bool:
        """Tell whether a switch such as «keep with next» is on."""
        return is_on(self.element(name))

    def alignment(self) -> str:
        """Give left, right, center or justify."""
        return ALIGNMENTS.get(self.value("jc", "val") or "", "left")

    def line_spacing(self) -> float:
        """Give the line spacing in lines; an exact height in points is taken as single."""
        exact = self.value("spacing", "lineRule") in ("exact", "atLeast")
        line = self.value("spacing", "line")
        return 1.0 if exact or line is None else float(line) / 240

    def indents(self) -> tuple[float, float]:
        """Give the left indent and the first line's own, negative when it hangs."""
        hanging = self.length("ind", "hanging")
        return self.length("ind", "left", "start"), -hanging if hanging else self.length("ind", "firstLine")

    def tab_stops(self) -> list[tuple[float, str]]:
        """List position and alignment of the tab stops, from left to right."""
        stops: dict[float, str] = {}
        for source in reversed(self._properties):  # farthest first, so that the nearest has the last word
            for tab in source.iterfind(path("tabs/tab")):
                position, kind = points(tab.get(path("pos"))), tab.get(path("val"))
                stops.pop(position, None)
                if kind != "clear":
                    stops[position] = {"right": "right", "end": "right", "center": "center"}.get(kind, "left")
        return sorted(stops.items())

    def run(self, r: Any) -> dict[str, Any]:
        """Give how a run is set; None asks for the paragraph's own letter."""
        own = None if r is None else r.find(path("rPr"))
        named = None if own is None else own.find(path("rStyle"))
        chain = self._styles.parents(None if named is None else named.get(path("val")))
        sources = [own, *(style.find(path("rPr")) for style in chain), *self._runs]

        def nearest(name: str) -> Any:
            return next((x for s in sources if s is not None and (x := s.find(path(name))) is not None), None)

        size, color = nearest("sz"), nearest("color")
        shade = "auto" if color is None else color.get(path("val"))
        return {
            "bold": is_on(nearest("b")),
            "italic": is_on(nearest("i")),
            "underline": is_on(nearest("u")),
            "caps": is_on(nearest("caps")),
            "size": 10.0 if size is None else float(size.get(path("val"))) / 2,
            "color": "#000000" if shade == "auto" else f"#{shade}",
        }
