"""A case may rest until an instant; what was skipped today is found without reading the timeline."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0021_daily_figures")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="snoozed_until",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="case",
            name="snoozed_note",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddIndex(
            model_name="timelineentry",
            index=models.Index(
                condition=models.Q(("action__in", ["skip", "undo"]), ("refused", False)),
                fields=["recorded_at"],
                name="timeline_skips",
            ),
        ),
    ]
