"""Lists as people like to look at them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0023_search")]

    operations = [
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("team", models.CharField(blank=True, max_length=40)),
                ("shared_with", models.CharField(blank=True, max_length=40)),
                ("address", models.CharField(blank=True, max_length=1500)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_views",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["shared_with"], name="shared_views")],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "team", "name"), name="one_view_per_name"),
                ],
            },
        ),
    ]
