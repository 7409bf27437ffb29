"""Every key has words and every word a key; the keys are read from the source, as nobody walks every way."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import flows.catalogue
from flows import reading, texts
from flows.script import FLOWS, Question
from knowledge.rules import forms, founding, meeting, names, nik
from tests.flows.talking import FIGURES

SOURCES = Path(flows.catalogue.__file__).parent
PARTS_OF_A_QUESTION = frozenset(("ask", "help", "label", "so_far", "which", "instead", "options"))
OF_STAFF = frozenset(("not_a_place", "not_hours"))  # worded where staff set up the clinic, outside any flow
MINE = ("founding", "founding_meeting", "founder")
DATA = "a:12345678:{key}:{option}"  # what a button carries; Telegram takes 64 bytes
MOST_BYTES, LONGEST_KEY = 64, 24


# -- the keys in the source ------------------------------------------------------------------------------------------


@cache
def modules() -> dict[str, ast.Module]:
    return {path.stem: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES.glob("*.py")}


@cache
def functions() -> dict[tuple[str, str], ast.FunctionDef]:
    return {
        (module, node.name): node
        for module, tree in modules().items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }


@cache
def imported(module: str) -> dict[str, str]:
    """Give which module of this room each imported name comes from."""
    return {
        alias.name: node.module.removeprefix("flows.")
        for node in modules()[module].body
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("flows.")
        for alias in node.names
    }


def called(node: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call):
            name = inner.func.id if isinstance(inner.func, ast.Name) else getattr(inner.func, "attr", "")
            yield name, inner


def reachable(flow: str) -> list[ast.FunctionDef]:
    """Give the flow's function and every function of this room it calls, however far."""
    start = next(
        where
        for where, node in functions().items()
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call) and decorator.args and ast.literal_eval(decorator.args[0]) == flow
    )
    seen, waiting = set(), [start]
    while waiting:
        where = waiting.pop()
        if where in seen or where not in functions():
            continue
        seen.add(where)
        module = where[0]
        waiting += [(imported(module).get(name, module), name) for name, _ in called(functions()[where])]
    return [functions()[where] for where in seen]


def classes_of_questions() -> set[str]:
    found: set[str] = set()
    waiting: list[type[Question[Any]]] = Question.__subclasses__()
    while waiting:
        kind = waiting.pop()
        found.add(kind.__name__)
        waiting += kind.__subclasses__()
    return found


def pattern(node: ast.expr | None) -> str | None:
    """Give a key as written, an f-string with its holes as patterns; None for what only a walk can tell."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.escape(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z0-9_]+" for part in node.values
        )
    return None


def keys(flow: str) -> dict[str, str]:
    """Give the patterns of all keys of a flow, and the leaf under which each has its words."""
    found: dict[str, str] = {}
    questions = classes_of_questions()
    with_a_key = {
        name: node
        for (_, name), node in functions().items()
        if name != "part" and node.args.args and node.args.args[0].arg == "key"
    }
    for function in reachable(flow):
        for name, call in called(function):
            if name == "LeftOff":
                found["parting"] = ast.literal_eval(call.args[0])
            if name not in questions | set(with_a_key):
                continue
            first: ast.expr | None = call.args[0] if call.args else None
            if first is None and name in with_a_key and with_a_key[name].args.defaults:
                first = with_a_key[name].args.defaults[0]
            if written := pattern(first):
                found[written] = "say" if name == "say" else "ask"
    return found


def unclear_keys() -> set[str]:
    raised = {
        written
        for tree in modules().values()
        for name, call in called(tree)
        if name == "Unclear" and (written := pattern(call.args[0] if call.args else None))
    }
    return {re.sub(r"\\(.)", r"\1", key) for key in raised} | {key for one in reading.KEYS.values() for key in one}


def without_numbers(key: str) -> str:
    return ".".join(part for part in key.split(".") if not part.isdigit())


def tables(book: str) -> dict[str, dict[str, str]]:
    """Give the words of a book by the table they stand in."""
    found: dict[str, dict[str, str]] = {}
    for name, key, template in texts.every():
        if name == book:
            table, _, leaf = key.rpartition(".")
            found.setdefault(table, {})[leaf] = template
    return found


def fits(key: str, flow: str) -> bool:
    """Tell whether the source has a key with these words."""
    return any(re.fullmatch(written, key) or re.fullmatch(written, f"{key}.1") for written in keys(flow))


# -- every key has words ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("flow", sorted(FLOWS))
def test_every_key_has_words(flow: str) -> None:
    for written, leaf in keys(flow).items():
        if "[a-z0-9_]+" in written:
            found = [table for table in tables(flow) if re.fullmatch(written, table) or fits_numbered(written, table)]
            assert found or written.startswith("rule"), f"{flow}.toml has no words for {written}"
            continue
        key = re.sub(r"\\(.)", r"\1", written)
        assert texts.find(flow, f"{without_numbers(key)}.{leaf}"), f"{flow}.toml has no words for {key}.{leaf}"


def fits_numbered(written: str, table: str) -> bool:
    return re.fullmatch(written, f"{table}.1") is not None


@pytest.mark.parametrize("flow", MINE)
def test_every_word_has_a_key(flow: str) -> None:
    for table, words in tables(flow).items():
        if table == "parts" or table.endswith(".options"):
            continue
        assert fits(table, flow), f"{flow}.toml: [{table}] words no key"
        for leaf in set(words) - PARTS_OF_A_QUESTION - {"say"}:
            wanted = leaf in unclear_keys() or (table == "parting" and leaf == keys(flow)[table])
            assert wanted, f"{flow}.toml: {table}.{leaf} is asked for by nobody"


@pytest.mark.parametrize("flow", MINE)
def test_options_belong_to_a_question(flow: str) -> None:
    for table in tables(flow):
        if table.endswith(".options"):
            assert "ask" in tables(flow)[table.removesuffix(".options")]


@pytest.mark.parametrize("flow", MINE)
def test_every_part_has_its_title(flow: str) -> None:
    opened = {
        ast.literal_eval(call.args[0])
        for function in reachable(flow)
        for name, call in called(function)
        if name == "part" and isinstance(call.args[0], ast.Constant)
    }
    assert opened == set(tables(flow)["parts"])


def test_every_reason_to_ask_again_has_words() -> None:
    shared = set(tables("common")["unclear"])
    own = {leaf for flow in FLOWS for table in tables(flow).values() for leaf in table}
    for key in unclear_keys() - OF_STAFF:
        if not key.startswith("rule."):
            assert key in shared | own, f"nothing words Unclear({key!r})"
    assert shared <= unclear_keys()


# -- the findings of the rules ---------------------------------------------------------------------------------------


def documented() -> dict[str, tuple[set[str], set[str]]]:
    """Read the findings' keys from the rules' docstrings, with their placeholders and those that are rupiah."""
    found = {}
    for module in (names, founding, meeting, forms, nik):
        for key, rest in re.findall(r"^    (?:block|warn|info)\s+(\w+)(.*)$", module.__doc__ or "", re.MULTILINE):
            placeholders = set(re.findall(r"\{(\w+)\}", rest))
            found[key] = (placeholders, set(re.findall(r"\{(\w+)\}\(Rp\)", rest)))
    return found


def test_every_finding_has_words_and_every_word_a_finding() -> None:
    assert set(tables("common")["rule"]) == set(documented())


@pytest.mark.parametrize("key", sorted(documented()))
def test_a_finding_is_worded_with_what_it_brings(key: str) -> None:
    placeholders, rupiah = documented()[key]
    used = dict(texts.PLACEHOLDER.findall(tables("common")["rule"][key]))
    assert set(used) <= placeholders
    assert {name for name, style in used.items() if style == "rupiah"} == rupiah & set(used)


# -- the sentences themselves ----------------------------------------------------------------------------------------


def sentences() -> list[tuple[str, str]]:
    return [(f"{book}.{key}", text) for book, key, text in texts.every() if book in (*MINE, "common")]


@pytest.mark.parametrize(("where", "text"), sentences())
def test_figures_come_from_the_figures_file(where: str, text: str) -> None:
    for name, _ in texts.PLACEHOLDER.findall(text):
        if name.startswith("figures."):
            assert name.removeprefix("figures.") in FIGURES.by_name
    bare = texts.PLACEHOLDER.sub("", text)
    bare = re.sub(r"«[^»]*»|(?:UU|PP) \d+/\d+|Pasal \d+", "", bare)  # examples, and where the law stands
    assert not re.search(r"\d", bare), f"{where} has a bare number"


@pytest.mark.parametrize(("where", "text"), sentences())
def test_sentences_are_plain_and_whole(where: str, text: str) -> None:
    assert text == text.strip()
    assert text.count("**") % 2 == 0
    assert not re.search(r"\b(kamu|kalian|saudara|invalid|input|error)\b", text, re.IGNORECASE)
    assert re.sub(r"[^*]", "", text).replace("**", "") == "", f"{where} has a single star"


@pytest.mark.parametrize("flow", sorted(FLOWS))
def test_every_key_and_option_fits_a_button(flow: str) -> None:
    written = [key.replace("\\", "").replace("[a-z0-9_]+", "1") for key in keys(flow)]
    for key in [*written, *tables(flow)]:
        if key.endswith(".options"):
            continue
        assert re.fullmatch(r"[a-z0-9_.]*", key)
        assert len(key) <= LONGEST_KEY, key
        options = [*tables(flow).get(f"{without_numbers(key)}.options", {}), "drop-ffffffff", "35.73.02.1007"]
        for data in [DATA.format(key=key, option=one) for one in options]:
            assert len(data.encode()) <= MOST_BYTES, data
        assert len(DATA.format(key="review", option=f"fix.{key}").encode()) <= MOST_BYTES
