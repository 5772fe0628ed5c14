"""Which cases acts were refused on, and what lists behind a board's figures are read from.

What was counted as closed so far is counted anew by the next hourly run, each case once.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0031_policy_moves_deadlines")]

    operations = [
        # Two indexes of all cases are made.
        migrations.RunSQL("SET LOCAL statement_timeout = 0", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Refused",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "code",
                        "team",
                        "case_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("code", models.CharField(max_length=100)),
                ("team", models.CharField(blank=True, max_length=40)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
                ("kind", models.CharField(max_length=24)),
                ("last", models.DateField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["code", "team", "last"], include=("kind", "case"), name="refused_lately"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="figuresmark",
            name="ends_entry",
            field=models.BigIntegerField(db_default=0, default=0),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at", None), _negated=True),
                fields=["closed_at", "id"],
                include=("kind", "outcome"),
                name="case_closed",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at", None)),
                fields=["state", "state_since", "id"],
                include=("kind", "team"),
                name="case_state_since",
            ),
        ),
    ]
