"""Starts the whole product on one machine and keeps it running.

    python -m accountops.launcher demo     everything, with demo data, as in production
    python -m accountops.launcher run      the same for development: DEBUG, restarts when a file changes
    python -m accountops.launcher exec …   one command on the services, started where they do not run
    python -m accountops.launcher reset    throws the data away

With DATABASE_URL and REDIS_URL set, those servers are used; each one that is unset is started below `var/`.
"""
