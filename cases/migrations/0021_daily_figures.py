"""Counts of a day, kept from the timeline by a timed task: what boards show of finished work."""

from django.db import migrations, models

MEASURES = [
    ("opened", "Opened"),
    ("closed", "Closed, by outcome and by how long the case took"),
    ("late", "Closed, and looked at too late at least once"),
    ("came", "Came to the team"),
    ("went", "Left the team"),
    ("entered", "Came into the state"),
    ("stay", "Left the state, by how long it was there"),
    ("refused", "Refused, by the code of each reason"),
    ("standing", "In the state now"),
    ("age", "Open in the state now, by how long already"),
    ("own", "A kind's own figure"),
    ("own_of", "What a kind's own figure is a share of"),
]
ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0020_policy_four_eyes"),
    ]

    operations = [
        migrations.CreateModel(
            name="DailyFigure",
            fields=[
                ("id", ID),
                ("day", models.DateField()),
                ("kind", models.CharField(max_length=24)),
                ("team", models.CharField(blank=True, max_length=40)),
                ("measure", models.CharField(choices=MEASURES, max_length=10)),
                ("key", models.CharField(blank=True, max_length=100)),
                ("bucket", models.PositiveSmallIntegerField(default=0)),
                ("n", models.BigIntegerField(default=0)),
                ("amount", models.DecimalField(decimal_places=3, default=0, max_digits=18)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("day", "kind", "team", "measure", "key", "bucket"), name="one_figure_per_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FiguresMark",
            fields=[
                ("id", ID.clone()),
                ("last_entry", models.BigIntegerField(default=0)),
                ("until", models.DateTimeField(null=True)),
            ],
        ),
    ]
