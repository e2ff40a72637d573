"""Documents as text, in a terminal, as Markdown, LaTeX and HTML."""

import io
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from base64 import b64encode
from hashlib import sha256
from html import unescape
from itertools import product

import pytest
from markdown_it import MarkdownIt

from autograd import Manner, Value, derive_each, document_of_all, latex_source, relu, sigmoid, softmax, total, where
from autograd.text.document import Document, Equation, Heading, Line, Math, Paragraph, Piece, Table
from autograd.text.latex import latex_name
from viz import (
    DARK,
    LIGHT,
    Style,
    html_rules,
    save_document,
    to_html,
    to_html_page,
    to_latex,
    to_markdown,
    to_text,
)
from viz.style import FACTORS, factor_role
from viz.terminal import FACTOR_COLOURS, Terminal

HOSTILE = [
    "<", ">", "|", "{", "}", '"', "\\", "&", "new\nline", "NUL\0", "</script>", "</p><script>alert(1)</script>", "\\N",
    "&lt;", "]]>", "<!--", "a\u202eb", "\u2066x", "\ud800", "'", "`code`", "**bold**", "_x_", "[a](https://b.c)", "$x$",
    "# heading", "1. list", "- list", "+", "===", "---", "> quote", "![a](b)", "https://a.b", "www.a.b", "a@b.c",
    "~~a~~", "|---|", "    code", "\\\\[2em]", "\\input{/etc/passwd}", "^^41", "%", "#1", "$$", "\\end{aligned}",
    "``x''", "a--b", "é ü ß", "∂E/∂w₁²", "σ′(x)", "中文", "x" * 300,
]  # fmt: skip


def named(name):
    return Math(name, latex_name(name))


def partial(of, by):
    return Math(f"∂{of}/∂{by}", rf"\frac{{\partial {latex_name(of)}}}{{\partial {latex_name(by)}}}")


def number(text):
    return Math(text, text.replace("−", "-"))


EQUALS, TIMES, PLUS, MINUS = Math("=", "="), Math("·", r"\cdot"), Math("+", "+"), Math("−", "-")


def line(*parts, mark="", factor=0):
    """A line of formulas; a pair is a formula and its factor."""
    return Line(tuple(Piece(*part) if isinstance(part, tuple) else Piece(part) for part in parts), mark, factor)


def rule(mark, factor, of, by, text, latex, value):
    left = (partial(of, by), factor)
    return line(left, EQUALS, Math(text, latex), EQUALS, (number(value), factor), mark=mark, factor=factor)


def chain():
    """∂E_total/∂w1 of the 2-2-2 network, with the numbers of the notes."""
    factors = [partial("E_total", "out_h1"), partial("out_h1", "net_h1"), partial("net_h1", "w1")]
    one, two, three = ((math, place) for place, math in enumerate(factors, 1))
    numbers = [(number(text), place) for place, text in enumerate(("0.036350306", "0.241300709", "0.05"), 1)]
    whole = partial("E_total", "w1")
    out = r"\mathrm{out}_{h1} \left(1 - \mathrm{out}_{h1}\right)"
    open_terms = [(partial("E_o1", "out_h1"), 1), PLUS, (partial("E_o2", "out_h1"), 1)]
    return Equation(
        (
            line(whole, EQUALS, one, TIMES, two, TIMES, three),
            line(one, EQUALS, *open_terms, EQUALS, number("0.055399425 − 0.019049118"), EQUALS, numbers[0],
                 mark="①", factor=1),
            rule("②", 2, "out_h1", "net_h1", "out_h1 (1 − out_h1)", out, "0.241300709"),
            rule("③", 3, "net_h1", "w1", "i1", "i_{1}", "0.05"),
            line(whole, EQUALS, numbers[0], TIMES, numbers[1], TIMES, numbers[2], EQUALS, number("0.000438568")),
        )
    )  # fmt: skip


def derivation():
    w1 = named("w1")
    error = Equation(
        (
            line(named("E_o1"), EQUALS, Math("½(target_o1 − out_o1)²",
                 r"\tfrac{1}{2}\left(\mathrm{target}_{o1} - \mathrm{out}_{o1}\right)^{2}")),
            line(partial("E_o1", "out_o1"), EQUALS, Math("−(target_o1 − out_o1)",
                 r"-\left(\mathrm{target}_{o1} - \mathrm{out}_{o1}\right)"), EQUALS, number("0.74136507")),
        )
    )  # fmt: skip
    update = Equation((line(Math("w1⁺ = w1 − η · ∂E_total/∂w1 = 0.15 − 0.5 · 0.000438568 = 0.149780716",
        r"w_{1}^{+} = w_{1} - \eta \cdot \frac{\partial E_{\mathrm{total}}}{\partial w_{1}}"
        r" = 0.15 - 0.5 \cdot 0.000438568 = 0.149780716")),))  # fmt: skip
    return Document(
        "Why ∂E_total/∂w1 is 0.000438568",
        (
            Paragraph(("Every way from ", w1, " to ", named("E_total"), " leads through ", named("net_h1"),
                       " and ", named("out_h1"), ", so its partial is a product of three factors.")),
            chain(),
            Heading("The error of one output"),
            error,
            Heading("The update"),
            update,
            Paragraph(("Raising ", w1, " by 0.01 raises ", named("E_total"), " by about 0.0000044.")),
            Table(("weight", partial("E_total", "w"), "old", "new"),
                  ((w1, "0.000438568", "0.15", "0.149780716"), (named("w5"), "0.082167041", "0.4", "0.35891648"))),
        ),
    )  # fmt: skip


def hostile():
    """A document in which every name and every text is hostile."""
    cells = tuple((name, named(name)) for name in HOSTILE)
    blocks = []
    for name in HOSTILE:
        both = line(named(name), EQUALS, (named(name), 1), mark=name, factor=2)
        blocks += [Heading(name), Paragraph((name,)), Paragraph(("see ", named(name), ".")), Equation((both,))]
    return Document(HOSTILE[10], (*blocks, Table(("<b>", named("<b>")), cells)))


def hostile_derivation():
    """The partials of a graph in which every value has a hostile name."""
    leaves = [Value(0.3 + place / 10, name) for place, name in enumerate(HOSTILE)]
    outs = [sigmoid(0.5 * leaf).named(f"out {leaf.name}") for leaf in leaves]
    return document_of_all(derive_each(total(*outs).named("<E>"), leaves), Manner())


class Screen(io.StringIO):
    def isatty(self):
        return True


def test_lines_of_an_equation_are_aligned_at_their_first_equals_sign():
    lines = str(chain()).splitlines()
    assert {text.index(" = ") for text in lines} == {18}
    assert [text[:2] for text in lines] == ["  ", "① ", "② ", "③ ", "  "]
    assert lines[4] == "  ∂E_total/∂w1     = 0.036350306 · 0.241300709 · 0.05 = 0.000438568"


@pytest.mark.parametrize(
    ("parts", "left", "right"),
    [
        ([named("a"), EQUALS, named("b")], ["a"], ["=", "b"]),
        ([Math("a = b = c", "a = b = c")], ["a"], ["=", "b = c"]),
        ([named("a"), Math("= b", "= b")], ["a"], ["= b"]),
        ([named("a = b"), EQUALS, named("c")], [r"\text{a = b}"], ["=", "c"]),
        ([Math("Σ x = y", r"\sum_{i=1}^{n} x = y")], [r"\sum_{i=1}^{n} x"], ["=", "y"]),
        ([named("a"), PLUS], ["a", "+"], []),
        ([EQUALS, named("c")], [], ["=", "c"]),
    ],
)
def test_the_sides_of_a_line_meet_at_an_equals_sign_that_belongs_to_no_name(parts, left, right):
    assert [[piece.math.latex for piece in side] for side in line(*parts).sides] == [left, right]


def test_text_wraps_sentences_but_neither_formulas_nor_equations():
    text = to_text(derivation(), width=30)
    long = Paragraph(("So the whole is ", Math("a + b + c + d", ""), ", as wanted."))
    assert "\na + b + c + d, as\nwanted." in to_text(Document("x", (long,)), width=22)
    sentences = text.split("\n\n")[1].splitlines()
    assert len(sentences) == 4
    assert max(map(len, sentences)) <= 30
    assert str(chain()) in text
    unwrapped = to_text(derivation(), width=10_000)
    assert unwrapped == f"{derivation()}\n"


def test_text_shows_hostile_names_without_doing_what_they_say():
    text = to_text(hostile()) + to_text(hostile_derivation())
    assert not re.search(r"[\0\x1b\u202e\u2066\ud800]", text)
    assert "new\\nline" in text


def test_a_screen_shows_each_factor_in_one_colour_and_other_streams_plain_text(monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("COLORTERM", raising=False)
    screen, file = Screen(), io.StringIO()
    Terminal(screen, width=100).document(derivation())
    Terminal(file, width=100).document(derivation())
    coloured = dict.fromkeys(re.findall(r"(\x1b\[38;5;\d+m)(.*?)\x1b", screen.getvalue()))
    inks = {text.strip(): ink for ink, text in coloured}
    assert inks["①"] == inks["∂E_total/∂out_h1"] == inks["∂E_o1/∂out_h1"] == inks["0.036350306"]
    assert len({inks["①"], inks["②"], inks["③"]}) == 3
    assert "0.000438568" not in inks
    assert re.sub(r"\x1b\[[\d;]*m", "", screen.getvalue()) == file.getvalue()
    assert file.getvalue() == to_text(derivation(), width=100) + "\n"


def test_a_screen_shows_hostile_documents_without_doing_what_they_say():
    screen = Screen()
    for document in (hostile(), hostile_derivation()):
        Terminal(screen, width=100).document(document)
    assert not re.search(r"[\0\u202e\u2066]", screen.getvalue())


def test_latex_has_one_colour_a_factor_and_marks_in_a_column_of_their_own():
    opened = rule("②", 2, "out_h1", "w5", "x", "x", "0.5")
    text = to_latex(Document("A rule", (Equation((opened, line(named("a")))),)))
    head, body = text.split("\\section*{A rule}\n\n")
    assert head.startswith("\\definecolor{factor2}{rgb}{0.678,0.227,0.000}\n\\providecommand{\\circled}[1]")
    assert head.count("\\definecolor") == 1
    assert body.splitlines() == [
        r"\[",
        r"\begin{aligned}",
        r"&{\color{factor2} \text{\circled{2}}\;} & {\color{factor2} \frac{\partial \mathrm{out}_{h1}}{\partial w_{5}}}"
        r" &= x = {\color{factor2} 0.5} \\",
        r"& & &a",
        r"\end{aligned}",
        r"\]",
    ]


def test_markdown_has_dollars_pipes_and_the_same_lines():
    text = to_markdown(derivation())
    assert text.startswith(
        "# Why ∂E\\_total/∂w1 is 0.000438568\n\nEvery way from $w_{1}$ to $E_{\\mathrm{total}}$ leads"
    )
    assert "\n$$\n\\begin{aligned}\n" in text
    assert "\n&\\text{③}\\; & \\frac{\\partial \\mathrm{net}_{h1}}{\\partial w_{1}} &= i_{1} = 0.05 \\\\\n" in text
    assert text.endswith(
        "| weight | $\\frac{\\partial E_{\\mathrm{total}}}{\\partial w}$ | old | new |\n| --- | ---: | ---: | ---: |\n"
        "| $w_{1}$ | 0.000438568 | 0.15 | 0.149780716 |\n| $w_{5}$ | 0.082167041 | 0.4 | 0.35891648 |\n"
    )


MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
DANGEROUS = {"html_inline", "html_block", "link_open", "image", "code_inline", "code_block", "fence", "blockquote_open",
             "bullet_list_open", "ordered_list_open", "hr"}  # fmt: skip


def markdown_tokens(text):
    for token in MARKDOWN.parse(text):
        yield token
        yield from token.children or []


def plain(rendered):
    return unescape(re.sub(r"<[^>]*>", "", rendered)).strip()


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("wrap", [lambda name: Heading(name), lambda name: Paragraph((name,))], ids=["heading", "text"])
def test_markdown_shows_a_hostile_text_as_it_is(name, wrap):
    text = to_markdown(Document("x", (wrap(name),)))
    shown = plain(MARKDOWN.render(text.partition("\n\n")[2]))
    assert shown == str(Paragraph((name,))).strip()
    kinds = [token.type for token in markdown_tokens(text)][5:]
    assert set(kinds) <= {"heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text"}


def test_markdown_of_a_hostile_document_holds_nothing_but_text_and_tables():
    text = to_markdown(hostile())
    kinds = [token.type for token in markdown_tokens(text)]
    assert not DANGEROUS & set(kinds)
    assert kinds.count("heading_open") == 1 + len(HOSTILE)
    assert kinds.count("table_open") == 1
    assert kinds.count("tr_open") == 1 + len(HOSTILE)
    assert kinds.count("td_open") == 2 * len(HOSTILE)
    assert not re.search(r"(?<!\\)`|\$\$\$|[\0\x1b\u202e\ud800]", text)


def test_markdown_of_a_derivation_with_hostile_names_holds_nothing_but_text():
    kinds = {token.type for token in markdown_tokens(to_markdown(hostile_derivation()))}
    assert not DANGEROUS & kinds


def test_markdown_keeps_a_comparison_in_an_own_rows_latex_from_being_a_tag():
    own = Math("a <b> c", "a <b> c `x` |y|")
    text = to_markdown(Document("x", (Paragraph((own,)), Table((own, own), ((own, own),)))))
    assert "$a \\mathrel{<}b\\mathrel{>} c 'x' |y|$" in text
    assert r"'x' \vert y\vert " in text


def formulas():
    """Formulas of the rows whose LaTeX is more than a name and brackets."""
    x, y = Value(0.5, "x"), Value(2.0, "y_out")
    outs = [where(x, y, x), abs(x) ** 3, softmax(x, y, index=1), relu(x / y).sqrt(), (x * y).floor()]
    sources = [latex_source(out.named(f"out{place}")) for place, out in enumerate(outs)]
    return Document("Formulas", tuple(Equation((line(Math("y", source)),)) for source in sources))


def letters_of_europe():
    latin = " ".join(map(chr, range(0xA1, 0x180)))
    return Document("Letters", (Paragraph((latin,)), Heading(f"{latin} ∂−·⟨⟩½²₁η≤①⑳ „x“ € $"), Paragraph(("σ₁ − ∂",))))


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="no pdflatex: apt-get install texlive-latex-base")
@pytest.mark.parametrize("document", [derivation, hostile, hostile_derivation, formulas, letters_of_europe])
def test_the_latex_file_compiles(document, tmp_path):
    file = save_document(document(), tmp_path / "it.tex")
    command = ["pdflatex", "-halt-on-error", "-interaction=nonstopmode", "-no-shell-escape", file.name]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120, check=False)
    log = done.stdout.decode(errors="replace")
    assert done.returncode == 0, log[-3000:]
    assert (tmp_path / "it.pdf").stat().st_size > 5000
    assert "mktexpk" not in done.stderr.decode(errors="replace")
    assert "Missing character" not in (tmp_path / "it.log").read_text(errors="replace")


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="no pdflatex: apt-get install texlive-latex-base")
def test_the_latex_fragment_needs_three_packages_and_nothing_else(tmp_path):
    head = "\\documentclass{article}\\usepackage{amsmath,color,longtable}\\begin{document}\n"
    (tmp_path / "it.tex").write_text(f"{head}{to_latex(derivation())}\n\\end{{document}}\n", "utf-8")
    command = ["pdflatex", "-halt-on-error", "-interaction=nonstopmode", "it.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout.decode(errors="replace")[-3000:]


def page_style(page):
    (rules,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    return rules


@pytest.mark.parametrize("document", [derivation, hostile, hostile_derivation, formulas])
def test_the_article_is_well_formed_and_holds_nothing_that_acts(document):
    article = ET.fromstring(to_html(document()))
    tags = {element.tag.rpartition("}")[2] for element in article.iter()}
    assert tags <= {
        *(
            "article",
            "h1",
            "h2",
            "p",
            "div",
            "span",
            "table",
            "thead",
            "tbody",
            "tr",
            "td",
            "th",
            "math",
            "mrow",
            "mi",
            "mn",
        ),
        *("mo", "mtext", "mspace", "mfrac", "msub", "msup", "msubsup", "msqrt", "mroot", "mtable", "mtr", "mtd"),
    }
    attributes = {name for element in article.iter() for name in element.attrib}
    assert attributes <= {
        "class",
        "colspan",
        "role",
        "scope",
        "mathvariant",
        "displaystyle",
        "form",
        "stretchy",
        "width",
    }
    classes = {element.get("class", "factor_1") for element in article.iter()}
    assert classes <= {
        *map(factor_role, range(1, FACTORS + 1)),
        *("chainrule", "scroll", "equation", "left", "number", "cases", "aligned", "disc"),
    }


@pytest.mark.parametrize("document", [hostile, hostile_derivation])
def test_the_page_loads_nothing_and_runs_nothing(document):
    page = to_html_page(document())
    assert "<script" not in page
    assert not re.search(r"\b(src|href|style|on\w+)=", re.sub(r">[^<]*<", "><", page))
    assert "url(" not in page_style(page)
    assert "@import" not in page_style(page)
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in page
    title = {hostile: "&lt;/script&gt;", hostile_derivation: "The partials of &lt;E&gt;"}[document]
    assert f"<title>{title}</title>" in page


def test_the_pages_policy_allows_its_own_style_and_nothing_else():
    page = to_html_page(derivation())
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    digest = b64encode(sha256(page_style(page).encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'"


def luminance(colour):
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first, second):
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_factors_are_legible_and_no_two_have_one_colour(theme):
    inks = [getattr(theme, factor_role(factor)) for factor in range(1, FACTORS + 1)]
    assert len(set(inks)) == FACTORS
    fills = [colour for role, colour in theme.items() if role.endswith("fill")] + [theme.background]
    for ink, ground in product(inks, fills):
        assert contrast(ink, ground) >= 4.5, (ink, ground)
        assert ink in html_rules(Style(theme, None))


def test_factors_on_a_screen_are_legible_on_black_and_on_white():
    assert len(set(FACTOR_COLOURS)) == FACTORS
    for ink, ground in product(FACTOR_COLOURS, ("#ffffff", "#000000")):
        assert contrast(ink, ground) >= 4, ink


def test_dark_colours_are_for_screens_of_readers_who_ask_for_them():
    rules = page_style(to_html_page(derivation()))
    blocks = re.compile(r"@media screen and \(prefers-color-scheme:dark\)\{(.*)\}\n")
    dark, light = "".join(blocks.findall(rules)), blocks.sub("", rules)
    for factor in range(1, FACTORS + 1):
        assert f"color:{getattr(DARK, factor_role(factor))}" in dark
        assert f"color:{getattr(LIGHT, factor_role(factor))}" in light
    assert DARK.background not in light
    assert "color-scheme:light dark" in rules
    only_dark = page_style(to_html_page(derivation(), Style(DARK, None)))
    assert "prefers-color-scheme" not in only_dark
    assert f"background:{DARK.background}" in only_dark


def test_an_equation_of_a_page_scrolls_inside_its_block_and_is_aligned_in_columns():
    article = ET.fromstring(to_html(derivation()))
    tables = article.findall("div[@class='scroll']/table[@class='equation']")
    assert [len(table) for table in tables] == [5, 2, 1]
    assert [len(row) for row in tables[0]] == [3] * 5
    assert ["".join(row[0].itertext()) for row in tables[0]] == ["", "1", "2", "3", ""]
    assert [row[0].get("class") for row in tables[0]] == [None, "factor_1", "factor_2", "factor_3", None]
    assert {row[2][0][0].text for row in tables[0]} == {"="}
    assert "overflow-x:auto" in re.findall(r"\.chainrule \.scroll\{([^}]*)\}", html_rules(Style()))[0]


def test_a_formula_that_only_latex_knows_is_plain_text_on_a_page():
    own = Math("my(x) < 1", r"\mycommand{x}")
    assert "<mtext>my(x)\xa0&lt;\xa01</mtext>" in to_html(Document("x", (Paragraph((own,)),)))


@pytest.mark.parametrize(
    ("suffix", "start"),
    [
        (".txt", "Why ∂"),
        (".md", "# Why ∂"),
        (".tex", "\\documentclass"),
        (".html", "<!DOCTYPE"),
        (".HTML", "<!DOCTYPE"),
    ],
)
def test_the_suffix_of_a_file_decides_what_is_written(suffix, start, tmp_path):
    path = save_document(derivation(), tmp_path / f"why{suffix}")
    assert path.read_text("utf-8").startswith(start)
    assert path.read_text("utf-8").endswith("\n")
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("name", ["why.pdf", "why", ".md"])
def test_another_suffix_is_refused_with_those_that_are_known(name, tmp_path):
    with pytest.raises(ValueError, match=r"end the name with \.txt, \.md, \.tex or \.html\."):
        save_document(derivation(), tmp_path / name)
    assert list(tmp_path.iterdir()) == []
