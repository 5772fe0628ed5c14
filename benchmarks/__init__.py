"""How fast the product is, and how much memory it takes: `make bench` and `make bench-memory`.

Not part of the product, and no test: what is measured is told in docs/performance.md.
"""
