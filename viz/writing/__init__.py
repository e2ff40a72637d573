"""Documents written out: plain text, Markdown, LaTeX, HTML with MathML, and files of these."""

from viz.writing.html import to_html, to_html_blocks, to_html_page
from viz.writing.latex import to_latex, to_latex_file
from viz.writing.markdown import to_markdown
from viz.writing.mathml.formulas import to_mathml
from viz.writing.page_style import html_rules
from viz.writing.saving import save_document
from viz.writing.text import to_text

__all__ = [
    "html_rules",
    "save_document",
    "to_html",
    "to_html_blocks",
    "to_html_page",
    "to_latex",
    "to_latex_file",
    "to_markdown",
    "to_mathml",
    "to_text",
]
