"""Business scenarios: cases as data that people who own a process write, played through the HTTP API."""

from cases.scenarios.format import Scenario, ScenarioError, parse
from cases.scenarios.player import play

__all__ = ["Scenario", "ScenarioError", "parse", "play"]
