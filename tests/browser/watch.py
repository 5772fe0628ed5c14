"""What pages say in the browser's console: errors, failed requests, breaches of the content policy."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, WebError

REPORT_BREACHES = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy breached: ${event.violatedDirective} by ${event.blockedURI} ${event.sample}`));
"""
LOUD = {"error", "warning", "assert"}


class Watch:
    """Everything loud that was said, except what a test expects."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.expected: list[str] = []
        self.watched: list[BrowserContext] = []

    def over(self, context: BrowserContext) -> None:
        """Watches every page of a browser context, from its first script on; once is enough."""
        if context in self.watched:
            return
        self.watched.append(context)
        context.add_init_script(REPORT_BREACHES)
        context.on("console", self._console)
        context.on("weberror", self._error)

    def expect(self, pattern: str) -> None:
        """What matches is meant: a page answered with 404, a connection cut by the test."""
        self.expected.append(pattern)

    def begin(self) -> None:
        """Forgets what was said and expected so far."""
        self.said.clear()
        self.expected.clear()

    def assert_quiet(self) -> None:
        """Nothing was said that no test expects."""
        loud = [text for text in self.said if not any(re.search(meant, text) for meant in self.expected)]
        assert not loud, "\n".join(loud)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in LOUD:
            self.said.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")

    def _error(self, error: WebError) -> None:
        fault = error.error
        self.said.append(f"error: {fault.message if isinstance(fault, Error) else fault}")
