"""The drawing data of every icon: our own set on a 16 px grid with 1.5 px strokes.

An icon is a tuple of strokes ``(kind, path)``. Kinds: ``line`` is stroked, ``dash`` is stroked with gaps,
``fill`` is filled, ``cut`` is stroked in the colour of the ground (the mark inside a filled shape). The first
block holds the state shapes: a state is told by its word first, its shape second and its colour third, so no
two shapes are alike in grey.
"""

from typing import Final

Stroke = tuple[str, str]

_RING: Final = "M13.75 8a5.75 5.75 0 1 1-11.5 0 5.75 5.75 0 0 1 11.5 0z"
_DISC: Final = "M14.5 8a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0z"

STATES: Final[dict[str, tuple[Stroke, ...]]] = {
    "octagon": (
        ("fill", "M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3z"),
        ("cut", "M8 4.5v4.2M8 11.2v.3"),
    ),
    "triangle": (("line", "M8 2.25 14.25 13.5H1.75zM8 6.5v3.25M8 11.5v.25"),),
    "ring": (("line", _RING),),
    "half": (
        ("line", _RING),
        ("fill", "M8 2.25a5.75 5.75 0 0 1 0 11.5z"),
    ),
    "hourglass": (
        ("line", "M3.75 1.75h8.5M3.75 14.25h8.5M4.75 2v2.25L8 8l3.25-3.75V2M4.75 14v-2.25L8 8l3.25 3.75V14"),
    ),
    "tick-disc": (
        ("fill", _DISC),
        ("cut", "m5 8.25 2.1 2.1L11 6.25"),
    ),
    "dashed-ring": (("dash", _RING),),
    "bars-ring": (
        ("line", _RING),
        ("line", "M6.5 5.75v4.5M9.5 5.75v4.5"),
    ),
    "slashed-ring": (
        ("line", _RING),
        ("line", "m4 12 8-8"),
    ),
    "dash": (("line", "M3.5 8h9"),),
    "dashed-x": (
        ("dash", _RING),
        ("line", "m6 6 4 4M10 6l-4 4"),
    ),
}

SIGNS: Final[dict[str, tuple[Stroke, ...]]] = {
    "search": (("line", "M11.25 7a4.25 4.25 0 1 1-8.5 0 4.25 4.25 0 0 1 8.5 0zM10.25 10.25 14 14"),),
    "menu": (("line", "M2.5 4.5h11M2.5 8h11M2.5 11.5h11"),),
    "queue": (("line", "M2 4h12M2 8h12M2 12h7.5"),),
    "inbox": (("line", "M2.25 3.5h11.5v9H2.25zM2.25 8.5h3l1 1.75h3.5l1-1.75h3"),),
    "chart": (("line", "M2.5 2v11.5H14M5.5 11V8.5M8.5 11V5M11.5 11V7"),),
    "calendar": (("line", "M2.5 3.5h11v10h-11zM2.5 6.75h11M5.5 2v3M10.5 2v3"),),
    "policy": (
        (
            "line",
            (
                "M2 4.5h6M11.5 4.5H14M2 11.5h2.5M8 11.5h6M11.5 4.5"
                "a1.75 1.75 0 1 1-3.5 0 1.75 1.75 0 0 1 3.5 0zM8 11.5"
                "a1.75 1.75 0 1 1-3.5 0 1.75 1.75 0 0 1 3.5 0z"
            ),
        ),
    ),
    "people": (
        (
            "line",
            (
                "M8.25 5.25a2.25 2.25 0 1 1-4.5 0 2.25 2.25 0 0 1 4.5 0zM1.75 13.25c.2-2.6 1.9-4 4.25-4"
                "s4.05 1.4 4.25 4M10.5 3.25a2.2 2.2 0 0 1 0 4M11.75 9.5c1.5.5 2.35 1.8 2.5 3.75"
            ),
        ),
    ),
    "user": (
        (
            "line",
            (
                "M10.75 5.25a2.75 2.75 0 1 1-5.5 0 2.75 2.75 0 0 1 5.5 0zM3 13.75c.2-2.85 2.2-4.25 5-4.25"
                "s4.8 1.4 5 4.25"
            ),
        ),
    ),
    "plus": (("line", "M8 3v10M3 8h10"),),
    "copy": (("line", "M5.5 5.5h8v8h-8zM10.5 5.25V2.5h-8v8h2.75"),),
    "check": (("line", "m2.75 8.5 3.5 3.5 7-7.5"),),
    "cross": (("line", "m3.75 3.75 8.5 8.5M12.25 3.75l-8.5 8.5"),),
    "arrow": (("line", "M2.5 8h11M9.5 4l4 4-4 4"),),
    "route": (
        (
            "line",
            (
                "M5.25 3.75a1.75 1.75 0 1 1-3.5 0 1.75 1.75 0 0 1 3.5 0zM14.25 12.25"
                "a1.75 1.75 0 1 1-3.5 0 1.75 1.75 0 0 1 3.5 0zM3.5 5.5v3.25a3.5 3.5 0 0 0 3.5 3.5h3.75"
            ),
        ),
    ),
    "clock": (
        ("line", _RING),
        ("line", "M8 4.75V8l2.25 1.5"),
    ),
    "gear": (
        (
            "line",
            (
                "M10.25 8a2.25 2.25 0 1 1-4.5 0 2.25 2.25 0 0 1 4.5 0zM8 1.75v2M8 12.25v2M1.75 8h2"
                "M12.25 8h2M3.6 3.6 5 5M11 11l1.4 1.4M3.6 12.4 5 11M11 5l1.4-1.4"
            ),
        ),
    ),
    "mail": (("line", "M2 3.5h12v9H2zM2.25 4 8 8.75 13.75 4"),),
    "lock": (("line", "M3.5 7h9v6.5h-9zM5.5 7V4.75a2.5 2.5 0 0 1 5 0V7"),),
    "globe": (
        (
            "line",
            (
                "M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM2 8h12M8 2c1.9 1.7 2.75 3.7 2.75 6S9.9 12.3 8 14"
                "C6.1 12.3 5.25 10.3 5.25 8S6.1 3.7 8 2z"
            ),
        ),
    ),
    "note": (("line", "M2.5 2.5h11v7.25l-3.75 3.75H2.5zM9.75 13.5V9.75h3.75M5 5.75h6M5 8.25h3"),),
    "document": (("line", "M3.5 1.75h6l3 3v9.5h-9zM9.5 1.75v3h3"),),
    "link": (
        (
            "line",
            (
                "M6.75 9.25a2.75 2.75 0 0 0 3.9 0L13 6.9A2.75 2.75 0 0 0 9.1 3L8 4.1M9.25 6.75"
                "a2.75 2.75 0 0 0-3.9 0L3 9.1A2.75 2.75 0 0 0 6.9 13L8 11.9"
            ),
        ),
    ),
    "filter": (("line", "M2 3.5h12L9.5 8.75V13l-3-1.5V8.75z"),),
    "download": (("line", "M8 2v8.25M4.75 7 8 10.25 11.25 7M2.5 13.5h11"),),
    "upload": (("line", "M8 10.5V2.25M4.75 5.5 8 2.25l3.25 3.25M2.5 13.5h11"),),
    "up": (("line", "M3.5 10.5 8 6l4.5 4.5"),),
    "down": (("line", "M3.5 6 8 10.5 12.5 6"),),
    "right": (("line", "M6 3.5 10.5 8 6 12.5"),),
    "help": (
        ("line", _RING),
        ("line", "M6.25 6.25c.1-1 .75-1.5 1.75-1.5s1.75.6 1.75 1.5c0 1.3-1.75 1.4-1.75 2.6M8 11v.25"),
    ),
    "sign-out": (("line", "M9.5 2.5h-6v11h6M6.5 8h7.75M11.25 5l3 3-3 3"),),
    "flag": (("line", "M3.5 14V2.5H12l-2 3 2 3H3.5"),),
    "sun": (
        (
            "line",
            (
                "M10.75 8a2.75 2.75 0 1 1-5.5 0 2.75 2.75 0 0 1 5.5 0zM8 1.5v1.25M8 13.25v1.25M1.5 8h1.25"
                "M13.25 8h1.25M3.4 3.4l.9.9M11.7 11.7l.9.9M3.4 12.6l.9-.9M11.7 4.3l.9-.9"
            ),
        ),
    ),
    "moon": (("line", "M13 9.6A5.5 5.5 0 0 1 6.4 3 5.5 5.5 0 1 0 13 9.6z"),),
    "external": (("line", "M12.5 9.5v4h-10v-10h4M9.5 2.5h4v4M13.25 2.75 7.5 8.5"),),
    "undo": (("line", "M6 3 2.75 6.25 6 9.5M3 6.25h6.25a3.65 3.65 0 0 1 0 7.3H6"),),
    "refresh": (("line", "M13 8a5 5 0 1 1-1.6-3.7M13.25 2v3h-3"),),
    "edit": (("line", "M10.5 2.75 13.25 5.5 5.75 13H3v-2.75z"),),
    "bell": (
        (
            "line",
            "M3 11.75h10c-1-1-1.5-2-1.5-4.5a3.5 3.5 0 0 0-7 0c0 2.5-.5 3.5-1.5 4.5zM6.75 14h2.5M8 3.75v-1.5",
        ),
    ),
    "eye": (
        (
            "line",
            (
                "M1.5 8C3 5 5.3 3.5 8 3.5S13 5 14.5 8c-1.5 3-3.8 4.5-6.5 4.5S3 11 1.5 8zM10 8"
                "a2 2 0 1 1-4 0 2 2 0 0 1 4 0z"
            ),
        ),
    ),
    "phone": (
        (
            "line",
            (
                "M3.25 2.5h2.5l1 3-1.5 1.25c.7 1.6 2.1 3 3.75 3.75L10.25 9l3 1v2.5c0 .6-.5 1-1.1 1"
                "C6.6 13.2 2.8 9.4 2.25 3.6c0-.6.4-1.1 1-1.1z"
            ),
        ),
    ),
}

ICONS: Final[dict[str, tuple[Stroke, ...]]] = {**STATES, **SIGNS}
