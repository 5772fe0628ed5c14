"""Mails of notifications that were given up are kept for who operates the installation."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0032_lists_behind_figures")]

    operations = [
        migrations.AddField(
            model_name="notification",
            name="failed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="notification",
            name="last_error",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddIndex(
            model_name="notification",
            index=models.Index(
                condition=models.Q(("failed_at__isnull", False)), fields=["id"], name="told_given_up"
            ),
        ),
    ]
