"""The link of a printed letter may be as long as its form and its editor's answer allow."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("letters", "0007_printed_letters"),
    ]

    operations = [
        migrations.AlterField(
            model_name="letter",
            name="printed_url",
            field=models.URLField(blank=True, max_length=300, verbose_name="where it was printed"),
        ),
    ]
