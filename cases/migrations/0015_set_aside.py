from django.db import migrations, models

STATUSES = [
    ("pending", "Waiting to be sent"),
    ("sent", "Sent"),
    ("dead", "Given up"),
    ("refused", "Refused by the receiver's server"),
    ("dropped", "Left unsent by a person"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0014_mail_ways"),
    ]

    operations = [
        migrations.AddField(
            model_name="deadline",
            name="skipped",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AlterField(
            model_name="outboxmessage",
            name="status",
            field=models.CharField(choices=STATUSES, default="pending", max_length=10),
        ),
        migrations.AlterField(
            model_name="mailanswer",
            name="status",
            field=models.CharField(choices=STATUSES, default="pending", max_length=10),
        ),
    ]
