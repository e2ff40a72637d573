"""Good inputs made bad: characters, lines, values of tables and nodes of graphs are exchanged, dropped and doubled."""

import json
import random
import re

from autograd import TABLE

__all__ = ["mutated_graph", "mutated_lines", "mutated_text", "mutated_values"]

PIECES = [
    *'()|^*/+-−,;=.09½²⁻₁{}_xwéσ√٣𝟛[]:" \n\0\ud800\u202e⅔ⁿ•＋µ\u0304①∑⁺∇',
    *("f(x) = ", "p[1]", "^{", "\n+ ", "^-1(", "f(f("),
    *("**", "1e308", "1e-308", "1e9"),
    *("__import__('os')", "eval", "nan", "inf", "softmax", "softmax0(", "softmax99(", "max(", "log(", "exp(", "0/0"),
    *("((((((((((((", "²²²²²²²²", "x,x,x,x,x,x,x,x", "[" * 3_000, "9" * 5_000),
    *(f"{name}(" for name in TABLE),
]

JSON_VALUES = [
    *(None, True, False, 0, -1, 1, 2, 10**30, -(10**400), 0.5, 1e308, -0.0),
    *("", "inf", "-inf", "nan", "NaN", "x", "add", "softmax", "\0", "\ud800", "x" * 5_000),
    *([], {}, [0], [[0]], {"a": 1}, {"index": 0}, {"exponent": 2.5}, {"self": 1}, [0] * 3_000, [None]),
]


def mutated_text(rng: random.Random, text: str) -> str:
    """Insert, delete, repeat and exchange characters."""
    for _ in range(rng.choice((1, 1, 2, 3, 5, 10, 30))):
        at = rng.randrange(len(text) + 1)
        end = min(len(text), at + rng.choice((1, 1, 2, 5, 20)))
        match rng.randrange(6):
            case 0:
                text = text[:at] + rng.choice(PIECES) + text[at:]
            case 1:
                text = text[:at] + text[end:]
            case 2:
                text = text[:at] + text[at:end] * rng.choice((2, 2, 3, 10, 200)) + text[end:]
            case 3:
                to = rng.randrange(len(text) + 1)
                text = text[:to] + text[at:end] + text[to:]
            case 4:
                text = text[:at] + rng.choice(PIECES) + text[end:]
            case _:
                text = text[:at] + chr(rng.randrange(rng.choice((128, 0x3000, 0x110000)))) + text[at:]
        text = text[:25_000]
    return text


def mutated_lines(rng: random.Random, text: str) -> str:
    """Mutate one part of a line, exchange lines and drop them; or mutate the text itself."""
    if rng.random() < 0.3:
        return mutated_text(rng, text)
    lines = text.split("\n")
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        at = rng.randrange(len(lines))
        match rng.randrange(6):
            case 0:
                lines.insert(at, rng.choice(lines))
            case 1 if len(lines) > 1:
                del lines[at]
            case _:
                parts = re.split(r"(\w+|\t)", lines[at])
                place = rng.randrange(len(parts))
                parts[place] = rng.choice((*PIECES, *parts, *re.findall(r"\w+", text)))
                lines[at] = "".join(parts)
    return "\n".join(lines)[:25_000]


def mutated_graph(rng: random.Random, text: str) -> str:
    """Exchange values, drop and double keys and nodes, renumber; or mutate the text itself."""
    if rng.random() < 0.3:
        return mutated_text(rng, text)
    document = json.loads(text)
    for _ in range(rng.choice((1, 1, 2, 4))):
        nodes = document.get("nodes") if isinstance(document, dict) else None
        if isinstance(nodes, list) and nodes and rng.random() < 0.8 and isinstance(node := rng.choice(nodes), dict):
            _mutate_node(rng, nodes, node)
        elif isinstance(document, dict) and document:
            document[rng.choice([*document, "more"])] = rng.choice(JSON_VALUES)
        else:
            document = rng.choice(JSON_VALUES)
    return json.dumps(document)


def _mutate_node(rng: random.Random, nodes: list, node: dict) -> None:
    ids = [each.get("id") for each in nodes if isinstance(each, dict)]
    parents = node.get("parents")
    match rng.randrange(9):
        case 0:
            node[rng.choice([*node, "more"])] = rng.choice(JSON_VALUES)
        case 1:
            node.pop(rng.choice([*node, ""]), None)
        case 2:
            node["op"] = rng.choice([*TABLE, "multipy", None])
        case 3:
            node["id"] = rng.choice([*ids, 77, -1])
        case 4 if isinstance(parents, list):
            parents.insert(rng.randrange(len(parents) + 1), rng.choice([*ids, 77]))
        case 5 if isinstance(parents, list) and parents:
            parents[rng.randrange(len(parents))] = rng.choice([*ids, *JSON_VALUES[:20]])
        case 6:
            nodes.append(dict(node))
        case 7:
            rng.shuffle(nodes)
        case _:
            node["parents"] = [rng.choice(ids) for _ in range(rng.choice((0, 1, 2, 3, 50, 500, 2_001)))]


VALUES = [
    "true",
    "1",
    "-1",
    "0x10",
    "1e999",
    "nan",
    "[]",
    "{}",
    "[1]",
    '["w1", ""]',
    "2024-01-01",
    '""',
    "{ x = 1 }",
    "9" * 500,
]


def mutated_values(rng: random.Random, text: str) -> str:
    """Put other values and other keys into a TOML text that stays TOML; or mutate its lines."""
    if rng.random() < 0.3:
        return mutated_lines(rng, text)
    quoted = re.findall(r'"([^"\n]*)"', text)
    for _ in range(rng.choice((1, 1, 2, 4))):
        places = list(re.finditer(r'"[^"\n]*"|(?<== )[^"\n]+', text))
        place = rng.choice(places)
        choices = (mutated_text(rng, rng.choice(quoted))[:2_000], rng.choice(quoted), rng.choice(PIECES))
        new = rng.choice(VALUES) if rng.random() < 0.2 else _quoted(rng.choice(choices))
        text = text[: place.start()] + new + text[place.end() :]
    return text


def _quoted(text: str) -> str:
    plain = text.encode("utf-8", "replace").decode()
    return '"' + "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in plain) + '"'
