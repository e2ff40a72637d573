"""Judgements and exercises as pages to read."""

from autograd.namesake import refuse_hidden as _refuse_hidden

_refuse_hidden("viz")
