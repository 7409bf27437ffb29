"""Work out how a Word paragraph looks: what it says itself, then its styles, then the document's defaults."""

from functools import cache
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

ALIGNMENTS = {"center": "center", "right": "right", "end": "right", "both": "justify", "distribute": "justify"}
OFF = ("0", "false", "none", "off")
# a property and, where it has one, its attribute: {"jc/val": "center", "spacing/after": "120", "pBdr/top/sz": "4"}
Properties = dict[str, str]


def points(twips: str | None) -> float:
    """Turn twentieths of a point, as Word writes lengths, into points; nothing is 0."""
    return float(twips) / 20 if twips else 0.0


@cache
def path(name: str) -> str:
    """Write «val» or «numPr/ilvl» as lxml wants it, in Word's own name space."""
    return "/".join(qn(f"w:{step}") for step in name.split("/"))


def is_on(element: Any) -> bool:
    """Tell whether a switch such as «repeat this row» is present and not turned off."""
    return element is not None and element.get(path("val")) not in OFF


def properties(element: Any, within: str = "") -> Properties:
    """Write an element's children as flat properties; tab stops, which repeat, carry their position in the name."""
    found: Properties = {}
    for child in () if element is None else element:
        name = within + child.tag.rpartition("}")[2]
        if name == "tabs/tab":
            name += child.get(path("pos"))
        found[name] = ""
        if not child.items():  # a bare switch is on, whatever a style farther away says
            found[f"{name}/val"] = "on"
        for attribute, value in child.items():
            found[f"{name}/{attribute.rpartition('}')[2]}"] = value
        if len(child) and name != "rPr":
            found |= properties(child, f"{name}/")
    return found


def _over(near: Properties, far: Properties) -> Properties:
    """Lay the nearer properties over the farther ones; a first line of its own ends a hanging one."""
    merged = far | near
    if "ind/firstLine" in near and "ind/hanging" not in near:
        merged.pop("ind/hanging", None)
    return merged


class Styles:
    """A document's styles."""

    def __init__(self, document: WordDocument) -> None:
        root = document.styles.element
        self._by_id = {style.get(path("styleId")): style for style in root.iter(path("style"))}
        self._default = next(
            (
                style_id
                for style_id, style in self._by_id.items()
                if style.get(path("type")) == "paragraph" and style.get(path("default")) in ("1", "true")
            ),
            None,
        )
        self._defaults = {
            kind: properties(root.find(path(f"docDefaults/{kind}Default/{kind}"))) for kind in ("pPr", "rPr")
        }
        self._known: dict[tuple[str | None, str], Properties] = {}

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
        own = properties(p.find(path("pPr")))
        style_id = own.get("pStyle/val", self._default)
        inherited = [_over(self._of(style_id, kind), self._defaults[kind]) for kind in ("pPr", "rPr")]
        return Look(self, _over(own, inherited[0]), inherited[1])

    def character(self, style_id: str | None) -> Properties:
        """Give what a character style says."""
        return self._of(style_id, "rPr")

    def _of(self, style_id: str | None, kind: str) -> Properties:
        if (style_id, kind) not in self._known:
            merged: Properties = {}
            for style in reversed(self.parents(style_id)):
                merged = _over(properties(style.find(path(kind))), merged)
            self._known[style_id, kind] = merged
        return self._known[style_id, kind]


class Look:
    """One paragraph's properties."""

    def __init__(self, styles: Styles, paragraph: Properties, letters: Properties) -> None:
        self._styles, self._paragraph, self._letters = styles, paragraph, letters

    def has(self, name: str) -> bool:
        """Tell whether a property is set at all."""
        return name in self._paragraph

    def value(self, *names: str) -> str | None:
        """Give the first of the properties that is set, or None."""
        return next((self._paragraph[name] for name in names if name in self._paragraph), None)

    def length(self, *names: str) -> float:
        """Give a length in points, 0 where none is set."""
        return points(self.value(*names))

    def switch(self, name: str) -> bool:
        """Tell whether a switch such as «keep with next» is on."""
        return self.has(name) and self._paragraph.get(f"{name}/val") not in OFF

    def alignment(self) -> str:
        """Give left, right, center or justify."""
        return ALIGNMENTS.get(self.value("jc/val") or "", "left")

    def line_spacing(self) -> float:
        """Give the line spacing in lines; a height in points is taken as single."""
        line = self.value("spacing/line")
        fixed = self.value("spacing/lineRule") in ("exact", "atLeast")
        return 1.0 if fixed or line is None else float(line) / 240

    def indents(self) -> tuple[float, float]:
        """Give the left indent and the first line's own, negative when it hangs."""
        hanging = self.length("ind/hanging")
        return self.length("ind/left", "ind/start"), -hanging if hanging else self.length("ind/firstLine")

    def tab_stops(self) -> list[tuple[float, str]]:
        """List position and alignment of the tab stops, from left to right."""
        kinds = {"right": "right", "end": "right", "center": "center"}
        stops = [
            (points(value), self._paragraph[name.removesuffix("pos") + "val"])
            for name, value in self._paragraph.items()
            if name.startswith("tabs/tab") and name.endswith("/pos")
        ]
        return sorted((position, kinds.get(kind, "left")) for position, kind in stops if kind != "clear")

    def letters(self, own: Any) -> dict[str, Any]:
        """Give how words are set whose `rPr` this is; None asks for the paragraph's own letter."""
        said = properties(own)
        found = self._letters | self._styles.character(said.get("rStyle/val")) | said

        def on(name: str) -> bool:
            return name in found and found.get(f"{name}/val") not in OFF

        color = found.get("color/val", "auto")
        return {
            "bold": on("b"),
            "italic": on("i"),
            "underline": on("u"),
            "caps": on("caps"),
            "size": float(found.get("sz/val", "20")) / 2,
            "color": "#000000" if color == "auto" else f"#{color}",
        }
