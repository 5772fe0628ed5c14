"""The demo's mail server and what it took: nothing of this runs in production."""
