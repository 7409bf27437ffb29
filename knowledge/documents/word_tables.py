"""Read a Word table: widths, merged cells, borders, repeated heads and rows that stay whole."""

from collections.abc import Callable
from typing import Any

from knowledge.documents.word_styles import Styles, is_on, path, points

Block = dict[str, Any]
SIDES = ("top", "right", "bottom", "left")
DEFAULT_MARGINS = {"top": 0.0, "right": 5.4, "bottom": 0.0, "left": 5.4}  # Word's own


def read_table(table: Any, styles: Styles, blocks: Callable[[Any], list[Block]]) -> Block:
    """Read one table; `blocks` reads what a cell holds."""
    named = table.find(path("tblPr/tblStyle"))
    sources = [table.find(path("tblPr"))]
    sources += [
        style.find(path("tblPr")) for style in styles.parents(None if named is None else named.get(path("val")))
    ]
    sources = [source for source in sources if source is not None]
    columns = [points(column.get(path("w"))) for column in table.iterfind(path("tblGrid/gridCol"))]
    frame = _borders(_nearest(sources, "tblBorders"))
    margins = _margins(_nearest(sources, "tblCellMar"), DEFAULT_MARGINS)
    rows = table.findall(path("tr"))
    read = [_row(rows, index, len(columns), frame, margins, blocks) for index in range(len(rows))]
    alignment, indent = _nearest(sources, "jc"), _nearest(sources, "tblInd")
    return {
        "type": "table",
        "columns": columns,
        "align": "left" if alignment is None else alignment.get(path("val")),
        # Word counts the indent from the words of the first cell, not from its line
        "indent": (0.0 if indent is None else points(indent.get(path("w")))) - margins["left"],
        "rows": read,
        # rows chained by «keep with next», as under a signature, stay on one page
        "together": len(read) > 1 and all(row["keep_next"] for row in read[:-1]),
        "keep_next": bool(read) and all(row["keep_next"] for row in read),
    }


def _nearest(sources: list[Any], name: str) -> Any:
    return next((found for source in sources if (found := source.find(path(name))) is not None), None)


def _row(
    rows: list[Any],
    index: int,
    width: int,
    frame: dict[str, float],
    margins: dict[str, float],
    blocks: Callable[[Any], list[Block]],
) -> Block:
    row = rows[index]
    height = row.find(path("trPr/trHeight"))
    cells, column = [], 0
    for cell in row.iterfind(path("tc")):
        span = _span(cell)
        if not _continues(cell):
            depth = 1 if cell.find(path("tcPr/vMerge")) is None else _depth(rows, index, column)
            ends = {
                "top": index == 0,
                "bottom": index + depth == len(rows),
                "left": column == 0,
                "right": column + span >= width,
            }
            cells.append(_cell(cell, span, depth, ends, frame, margins, blocks))
        column += span
    return {
        "cells": cells,
        "height": 0.0 if height is None else points(height.get(path("val"))),
        "header": is_on(row.find(path("trPr/tblHeader"))),
        "together": is_on(row.find(path("trPr/cantSplit"))),
        "keep_next": any(block.get("keep_next", False) for cell in cells for block in cell["blocks"]),
    }


def _cell(
    cell: Any,
    span: int,
    depth: int,
    ends: dict[str, bool],
    frame: dict[str, float],
    margins: dict[str, float],
    blocks: Callable[[Any], list[Block]],
) -> Block:
    own = cell.find(path("tcPr/tcBorders"))
    inner = {"top": "insideH", "bottom": "insideH", "left": "insideV", "right": "insideV"}
    edges = {side: frame[side if ends[side] else inner[side]] for side in SIDES} | _borders(own, partial=True)
    shading, alignment = cell.find(path("tcPr/shd")), cell.find(path("tcPr/vAlign"))
    fill = None if shading is None else shading.get(path("fill"))
    inset = _margins(cell.find(path("tcPr/tcMar")), margins)
    content = blocks(cell)
    # the room above the first and below the last paragraph belongs to the cell
    inset["top"] += content[0].pop("before", 0.0)
    inset["bottom"] += content[-1].pop("after", 0.0)
    return {
        "colspan": span,
        "rowspan": depth,
        "fill": "" if fill in (None, "auto") else fill,
        "align": "top" if alignment is None else alignment.get(path("val")),
        "edges": [edges[side] for side in SIDES],
        "inset": [inset[side] for side in SIDES],
        "blocks": content,
    }


def _span(cell: Any) -> int:
    span = cell.find(path("tcPr/gridSpan"))
    return 1 if span is None else int(span.get(path("val")))


def _continues(cell: Any) -> bool:
    merge = cell.find(path("tcPr/vMerge"))
    return merge is not None and merge.get(path("val")) != "restart"


def _depth(rows: list[Any], index: int, column: int) -> int:
    """Count the rows a cell spans: those below whose cell at the same column continues it."""
    depth = 1
    for row in rows[index + 1 :]:
        place = 0
        for cell in row.iterfind(path("tc")):
            if place == column and _continues(cell):
                depth += 1
                break
            place += _span(cell)
        else:
            return depth
    return depth


def _borders(element: Any, *, partial: bool = False) -> dict[str, float]:
    """Give line widths in points by side; a partial reading leaves out what is not said."""
    widths: dict[str, float] = {}
    for side in (*SIDES, "insideH", "insideV"):
        line = None if element is None else element.find(path(side))
        if line is not None:
            drawn = line.get(path("val")) not in ("nil", "none")
            widths[side] = float(line.get(path("sz")) or 4) / 8 if drawn else 0.0
        elif not partial:
            widths[side] = 0.0
    return widths


def _margins(element: Any, otherwise: dict[str, float]) -> dict[str, float]:
    margins = dict(otherwise)
    for side in SIDES:
        margin = None if element is None else element.find(path(side))
        if margin is not None:
            margins[side] = points(margin.get(path("w")))
    return margins
