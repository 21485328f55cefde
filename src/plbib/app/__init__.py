"""One file a command: values in, values out, nothing printed. With :mod:`plbib` it is the Python API."""
