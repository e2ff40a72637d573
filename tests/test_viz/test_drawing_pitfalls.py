"""What pictures of any kind keep to: user text in labels alone, ids of their own, labels that every Graphviz draws."""

import math
import re
import xml.etree.ElementTree as ET

import pytest

from autograd import Value, sigmoid, softmax, weighted_sum
from nn import documents
from viz import NumberFormat, draw, draw_folded, draw_network

EVIL = "js:evil"


def expression(name="x", number=2.0):
    x, w = Value(number, name), Value(-0.5, f"{name} w")
    net = weighted_sum(w, x, Value(0.1)).named(f"{name} net")
    out = (sigmoid(net) * softmax(x, w, index=1) - x / 3.0).named(f"{name} out")
    out.backward()
    return out


def network(name, renamed=""):
    forward = documents.build(name).run()
    if forward.total is not None:
        forward.total.backward()
    if renamed:
        for value in (*forward.inputs, *(neuron.net for layer in forward.layers for neuron in layer)):
            value.name = renamed
    return forward


FIGURES = {
    "draw": lambda: draw(expression()),
    "draw_folded": lambda: draw_folded(expression()),
    "draw before backward": lambda: draw(Value(1.0, "a") * Value(2.0, "b")),
    "nan, inf and −0": lambda: draw(Value(math.nan, "a") * Value(math.inf, "b") + Value(-0.0, "c")),
    **{f"network {name}": lambda name=name: draw_network(network(name)) for name in documents.EXAMPLES},
    **{f"expression {name}": lambda name=name: draw_folded(ends(name)) for name in documents.EXAMPLES},
}
each_figure = pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)


def ends(name):
    forward = network(name)
    return forward.total or forward.layers[-1][0].out


def labels_of(source):
    """Each HTML-like label as a tree."""
    for text in re.findall(r"label=<(.*?)>(?= \w+=|\]|$)", source, re.MULTILINE):
        yield ET.fromstring(f"<label>{text}</label>")


def lines_of(element):
    """The texts of each line of a label, with the font that each is in; cells, rows and breaks end a line."""
    lines = [[]]

    def walk(element, font):
        if element.tag in ("FONT", "B", "I", "U", "SUB", "SUP"):
            font = (*font, element.tag, *sorted(element.attrib.items()))
        if element.tag in ("TABLE", "TR", "TD", "BR"):
            lines.append([])
        if element.text and element.text.strip():
            lines[-1].append((element.text, font))
        for child in element:
            walk(child, font)
            if child.tail and child.tail.strip():
                lines[-1].append((child.tail, font))
        if element.tag in ("TABLE", "TR", "TD"):
            lines.append([])

    walk(element, ())
    return [line for line in lines if line]


@each_figure
def test_labels_have_no_subscript_tags_and_no_nabla(figure):
    source = figure().dot.source
    labels = list(labels_of(source))
    assert len(labels) >= source.count("label=<") - source.count("xlabel=<") > 2
    assert not {element.tag for label in labels for element in label.iter()} & {"SUB", "SUP", "IMG"}
    assert "∇" not in source


@each_figure
def test_every_line_of_a_label_is_in_one_font(figure):
    """Graphviz measures runs of another font apart and leaves gaps at ∂ and −."""
    lines = [line for label in labels_of(figure().dot.source) for line in lines_of(label)]
    assert len(lines) > 2
    assert [line for line in lines if any(sign in text for text, _ in line for sign in "∂−") and len(line) > 1] == []


def test_lines_of_several_fonts_are_noticed():
    (line,) = lines_of(ET.fromstring('<label>∂E<FONT COLOR="#005a8c"> = −1</FONT></label>'))
    assert [text for text, _ in line] == ["∂E", " = −1"]
    assert len({font for _, font in line}) == 2


@pytest.mark.parametrize(
    "figure",
    [
        lambda: draw(expression(EVIL)),
        lambda: draw_folded(expression(EVIL)),
        lambda: draw_network(network("mazur", EVIL)),
    ],
    ids=["draw", "draw_folded", "draw_network"],
)
def test_user_text_stands_in_labels_alone_and_ids_are_generated(figure):
    root = ET.fromstring(figure().svg())
    assert not {name for element in root.iter() for name in element.attrib} & {"href", "onclick", "style"}
    assert EVIL not in "".join(value for element in root.iter() for value in element.attrib.values())
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert ids
    assert all(re.fullmatch(r"chainrule-[0-9a-f]+[\w-]*", each) for each in ids)
    source = figure().dot.source
    assert EVIL in source
    outside = re.sub(r"x?label=<.*?>(?= \w+=|\]|$)", "", source, flags=re.MULTILINE)
    assert EVIL not in outside
    assert not re.search(r"\b(URL|href|target|tooltip|class|image)=", source, re.IGNORECASE)


def test_two_expressions_in_one_page_share_no_ids():
    figures = [draw(expression("x")), draw(expression("y")), draw_folded(expression("x")), draw(expression("x", 3.0))]
    ids = [set(re.findall(r'id="([^"]+)"', figure.svg())) for figure in figures]
    assert all(ids)
    assert sum(map(len, ids)) == len(set.union(*ids))


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf, 1e300, -1e-300, 5e-324])
def test_strange_numbers_are_exact_in_the_text_of_a_network(number):
    forward = network("mazur")
    forward["w5"].data = forward["w5"].grad = number
    figure = draw_network(forward)
    shown = NumberFormat().text(number)
    assert float(shown.replace("−", "-").replace("∞", "inf")) == pytest.approx(number, rel=1e-3, abs=0.0, nan_ok=True)
    assert shown in "\n".join(element.text or "" for element in ET.fromstring(figure.svg()).iter())
    widths = [float(width) for width in re.findall(r'stroke-width="([^"]*)"', figure.svg())]
    assert widths
    assert all(0 < width <= 8 for width in widths)
