"""The command `chainrule`: draw, train and compare worked examples of backpropagation."""

from autograd.namesake import refuse_namesake

refuse_namesake()  # again: autograd/__init__.py may be that of the namesake, where both were installed
