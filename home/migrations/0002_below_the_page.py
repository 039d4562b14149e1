"""A field for what stands below each page."""

from django.db import migrations

import cms.core.blocks.more


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="contentpage",
            name="more",
            field=cms.core.blocks.more.MoreField(
                blank=True,
                help_text="Shown below everything else. Readers see nothing of it while there is nothing to show.",
                verbose_name="below the page",
            ),
        ),
        migrations.AddField(
            model_name="homepage",
            name="more",
            field=cms.core.blocks.more.MoreField(
                blank=True,
                help_text="Shown below everything else. Readers see nothing of it while there is nothing to show.",
                verbose_name="below the page",
            ),
        ),
    ]
