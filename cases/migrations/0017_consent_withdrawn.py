"""A party may take its agreement back by its link."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0016_outbound_calls")]

    operations = [
        migrations.AlterField(
            model_name="consentrequest",
            name="state",
            field=models.CharField(
                choices=[
                    ("asked", "Asked"),
                    ("viewed", "Read"),
                    ("agreed", "Agreed"),
                    ("refused", "Refused"),
                    ("void", "Void"),
                    ("revoked", "Ended"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="asked",
                max_length=10,
            ),
        ),
    ]
