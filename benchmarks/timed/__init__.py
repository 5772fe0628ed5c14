"""`make bench-deadlines`: how fast timed steps are done by the door, against the least they could cost.

Not part of the product, and nothing in the product knows of it.
"""
