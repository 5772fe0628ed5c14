"""A private PostgreSQL and a private Valkey as child processes: production's engines, nothing to install.

Nothing in this package imports Django: the launcher and the test plugin use it before settings are read.
"""
