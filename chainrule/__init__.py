"""The command `chainrule`: draw, train and compare worked examples of backpropagation."""

from autograd.namesake import refuse_namesake

refuse_namesake()
