"""`make bench-replay`: a draft of policy values over a hundred thousand past cases, done by two workers.

Not part of the product, and nothing in the product knows of it.
"""
