"""What is done to a sound file: bits, cuts, entries of the zip, markup, names. Each from one seed."""

from __future__ import annotations

import io
import random
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable

Chance = random.Random
NASTY = (
    "", "NaN", "1e400", "-1", "0", "99999999999", "1048577", "A0", "XFD1048576", "A1:XFD1048576", "true",
    "#REF!",
    "_x0000_", "&#0;", "&lt;", "\ufffe", "长" * 40_000, "../../x", "rId999", "s", "inlineStr", "d", "e", "b",
    "str",
    "1904", "veryHidden", "0%", "[h]", "yyyy", "2012-02-30", "&a;", "<!DOCTYPE z>", "]]>", "\x00",
)  # fmt: skip
ELEMENTS = (
    "<c/>", '<c r="A1"><v>1</v></c>', "<row/>", '<row r="0"/>', "<v>5</v>", "<f>A1</f>", "<is><t>x</t></is>",
    "<sheetData>",
    "</sheetData>", '<mergeCell ref="A1:B9"/>', "<x>" * 70 + "</x>" * 70, "<!-- -->", "<![CDATA[5]]>",
    "<?pi x?>", "<xf/>",
)  # fmt: skip
NAMES = (
    "a.xlsx",
    "a.xls",
    "a.csv",
    "a.txt",
    "a.xlsm",
    "a.ods",
    "a.png",
    "a",
    ".xlsx",
    "a.xlsx.csv",
    "表 格.XLSX",
)


def bits(content: bytes, chance: Chance) -> bytes:
    """Some bits turned over."""
    raw = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 8, 64)) if raw else 0):
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    return bytes(raw)


def cut(content: bytes, chance: Chance) -> bytes:
    """A piece taken out at the end, at the front or in the middle."""
    one, other = sorted(chance.randrange(len(content) + 1) for _ in range(2))
    return chance.choice((content[:other], content[one:], content[:one] + content[other:]))


def padded(content: bytes, chance: Chance) -> bytes:
    """Something put before, behind or into it."""
    at = chance.choice((0, len(content), chance.randrange(len(content) + 1)))
    return content[:at] + chance.randbytes(chance.choice((1, 100, 5_000))) + content[at:]


def entries(content: bytes, chance: Chance) -> bytes:
    """Parts of the zip swapped, dropped, doubled, renamed, stored otherwise."""
    parts = _parts(content)
    if len(parts) < 2:
        return bits(content, chance)
    one, other = chance.sample(range(len(parts)), 2)
    deed = chance.choice(("swap", "drop", "double", "rename", "move", "empty"))
    if deed == "swap":
        parts[one], parts[other] = (parts[one][0], parts[other][1]), (parts[other][0], parts[one][1])
    elif deed == "drop":
        del parts[one]
    elif deed == "double":
        parts.append((parts[one][0], parts[other][1]))
    elif deed == "rename":
        ways = (
            str.upper,
            lambda name: f"../{name}",
            lambda name: name.replace("/", "\\"),
            lambda name: f"x{name}",
        )
        parts[one] = (chance.choice(ways)(parts[one][0]), parts[one][1])
    elif deed == "move":
        parts.insert(0, parts.pop(one))
    else:
        parts[one] = (parts[one][0], b"")
    return _zipped(parts, chance)


def markup(content: bytes, chance: Chance) -> bytes:
    """The markup of one part edited: values, attributes, elements, encodings."""
    parts = _parts(content)
    there = [at for at, (name, text) in enumerate(parts) if name.endswith((".xml", ".rels")) and text]
    if not there:
        return bits(content, chance)
    at = chance.choice(there)
    text = parts[at][1].decode("utf-8", "replace")
    for _ in range(chance.choice((1, 1, 3, 10))):
        text = chance.choices(EDITS, WEIGHTS)[0](text, chance)
    encoded = text.encode(chance.choice((*["utf-8"] * 18, "utf-16", "gb18030")), "replace")
    parts[at] = (parts[at][0], encoded)
    return _zipped(parts, chance)


def _value(text: str, chance: Chance) -> str:
    return _swapped(text, chance, r">([^<>]+)<", lambda match: f">{chance.choice(NASTY)}<")


def _attribute(text: str, chance: Chance) -> str:
    return _swapped(text, chance, r'(\s[\w:]+)="[^"]*"', lambda match: f'{match[1]}="{chance.choice(NASTY)}"')


def _no_attribute(text: str, chance: Chance) -> str:
    return _swapped(text, chance, r'\s[\w:]+="[^"]*"', lambda match: "")


def _element(text: str, chance: Chance) -> str:
    return _swapped(text, chance, r"<[^>]+>", lambda match: match[0] + chance.choice(ELEMENTS))


def _no_element(text: str, chance: Chance) -> str:
    return _swapped(text, chance, r"</?[\w:]+[^>]*>", lambda match: "")


def _twice(text: str, chance: Chance) -> str:
    return _swapped(
        text, chance, r"<(c|row|sheet|xf|si|Relationship)\b.*?(/>|</\1>)", lambda match: match[0] * 2
    )


def _swapped(text: str, chance: Chance, pattern: str, change: Callable[[re.Match[str]], str]) -> str:
    found = list(re.finditer(pattern, text))
    if not found:
        return text
    match = chance.choice(found)
    return text[: match.start()] + change(match) + text[match.end() :]


EDITS = (_value, _attribute, _no_attribute, _element, _no_element, _twice)
WEIGHTS = (4, 6, 3, 2, 1, 2)  # what stays well-formed is read further and comes more often


def _parts(content: bytes) -> list[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return [(one.filename, package.read(one)) for one in package.infolist()]
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        return []  # broken already


def _zipped(parts: list[tuple[str, bytes]], chance: Chance) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", chance.choice((0, *[8] * 18, 14))) as package:
        warnings.simplefilter("ignore")
        for name, text in parts:
            package.writestr(name, text)
    return out.getvalue()


MUTATIONS = {"bits": bits, "cut": cut, "padded": padded, "entries": entries, "markup": markup}


def tortured(seed: int, bases: dict[str, bytes]) -> tuple[str, str, bytes]:
    """Mutation, name and bytes of the file number `seed`: always the same for the same bases."""
    chance = random.Random(seed)
    base = chance.choice(sorted(bases))
    how = chance.choices(sorted(MUTATIONS), weights=[3, 2, 4, 12, 1])[0]  # bits, cut, entries, markup, padded
    content = MUTATIONS[how](bases[base], chance)
    if chance.random() < 0.2:
        content = MUTATIONS[chance.choice(sorted(MUTATIONS))](content or b"x", chance)
        how = f"{how}+"
    renamed = chance.random() < 0.15
    return how, chance.choice(NAMES) if renamed else base, content
