from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0010_mail"),
    ]

    operations = [
        migrations.AddField(
            model_name="outboxmessage",
            name="awaited",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddIndex(
            model_name="outboxmessage",
            index=models.Index(
                condition=models.Q(("awaited", True), ("status", "sent")),
                fields=["id"],
                name="outbox_awaited",
            ),
        ),
    ]
