"""Replays are done in parts, by several workers side by side."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def begin_again(apps: Any, schema_editor: Any) -> None:
    """What runs now has no parts: it is taken up from the beginning."""
    apps.get_model("cases", "PolicyReplay").objects.filter(status="running").update(status="waiting", done=0)


class Migration(migrations.Migration):
    dependencies = [("cases", "0033_notices_given_up")]

    operations = [
        migrations.CreateModel(
            name="PolicyReplayPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("after", models.BigIntegerField()),
                ("upto", models.BigIntegerField(null=True)),
                ("lease_until", models.DateTimeField(null=True)),
                ("result", models.JSONField(null=True)),
                ("flips", models.JSONField(null=True)),
                (
                    "replay",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="cases.policyreplay",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("replay", "number"), name="one_replay_part_per_number")
                ],
            },
        ),
        migrations.RunPython(begin_again, migrations.RunPython.noop),
    ]
