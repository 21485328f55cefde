"""A compiler for CSL 1.0.2: every element of a style becomes a function from the state of one entry to its text.

One module an element or a concern of the specification. The order of work: :mod:`style` and :mod:`locale` read, the
modules of the elements (:mod:`text`, :mod:`number`, :mod:`names` …) compile what stands in a :mod:`scope`, through
which :mod:`compiler` hands them its table of elements, :mod:`item` prepares what the style will ask for, :mod:`sort`
and :mod:`disambiguation` decide order and year suffixes, :mod:`punctuation` settles where marks meet. :mod:`engine`
puts it together.
"""
