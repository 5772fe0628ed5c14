"""The pages. They read a request, ask the core, and answer; no rule lives here."""
