"""Number the lists that Word numbers itself: an adviser's bullet or «1.» prints as Word shows it."""

from typing import Any

from docx.document import Document as WordDocument

from knowledge.documents.word_styles import path, points

ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def written(number: int, form: str) -> str:
    """Write a list number in Word's form: 3 → «3», «c», «C», «iii»."""
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        text, rest = "", number
        for value, letters in ROMAN:
            text, rest = text + letters * (rest // value), rest % value
        return text.upper() if form == "upperRoman" else text
    return str(number)


class Lists:
    """A document's lists and how far each has counted."""

    def __init__(self, document: WordDocument) -> None:
        self._levels: dict[tuple[str, int], Any] = {}
        self._counts: dict[str, dict[int, int]] = {}
        parts = [rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")]
        if not parts:
            return
        root = parts[0].element
        shapes = {shape.get(path("abstractNumId")): shape for shape in root.iter(path("abstractNum"))}
        for number in root.iter(path("num")):
            shape = shapes.get(number.find(path("abstractNumId")).get(path("val")))
            for level in () if shape is None else shape.iter(path("lvl")):
                self._levels[number.get(path("numId")), int(level.get(path("ilvl")))] = level

    def next(self, number: str, level: int) -> tuple[str, float, float]:
        """Count one item on; give its label, left indent and first-line indent (negative: hanging)."""
        shape = self._levels.get((number, level))
        if shape is None:
            return "•", 36.0 * (level + 1), -18.0
        counts = self._counts.setdefault(number, {})
        start = shape.find(path("start"))
        counts[level] = counts.get(level, int(start.get(path("val")) if start is not None else 1) - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        indent = shape.find(path("pPr/ind"))
        left = 36.0 if indent is None else points(indent.get(path("left")) or indent.get(path("start")))
        hanging = 18.0 if indent is None else points(indent.get(path("hanging")))
        return self._label(number, level, shape, counts), left, -hanging

    def _label(self, number: str, level: int, shape: Any, counts: dict[int, int]) -> str:
        if shape.find(path("numFmt")).get(path("val")) == "bullet":
            return "•" if level % 2 == 0 else "–"
        label: str = shape.find(path("lvlText")).get(path("val"))
        for above in range(level + 1):
            form = self._levels[number, above].find(path("numFmt")).get(path("val"))
            label = label.replace(f"%{above + 1}", written(counts.get(above, 1), form))
        return label
