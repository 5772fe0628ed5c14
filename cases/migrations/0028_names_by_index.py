"""Taking a name apart costs what it costs: the planner then asks the index of names instead of every name."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0027_policy_replay")]

    operations = [
        migrations.RunSQL(
            "ALTER FUNCTION ao_variants(text) COST 100000", "ALTER FUNCTION ao_variants(text) COST 100"
        ),
    ]
