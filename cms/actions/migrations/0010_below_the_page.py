"""A field for what stands below each page."""

from django.db import migrations

import cms.core.blocks.more


class Migration(migrations.Migration):
    dependencies = [
        ("actions", "0009_printed_letters_page"),
    ]

    operations = [
        migrations.AddField(
            model_name="actionindexpage",
            name="more",
            field=cms.core.blocks.more.MoreField(
                blank=True,
                help_text="Shown below everything else. Readers see nothing of it while there is nothing to show.",
                verbose_name="below the page",
            ),
        ),
        migrations.AddField(
            model_name="actionpage",
            name="more",
            field=cms.core.blocks.more.MoreField(
                blank=True,
                help_text="Shown below everything else. Readers see nothing of it while there is nothing to show.",
                verbose_name="below the page",
            ),
        ),
        migrations.AddField(
            model_name="callpage",
            name="more",
            field=cms.core.blocks.more.MoreField(
                blank=True,
                help_text="Shown below everything else. Readers see nothing of it while there is nothing to show.",
                verbose_name="below the page",
            ),
        ),
        migrations.AddField(
            model_name="campaignpage",
            name="more",
            field=cms.core.blocks.more.MoreField(
                blank=True,
                help_text="Shown below everything else. Readers see nothing of it while there is nothing to show.",
                verbose_name="below the page",
            ),
        ),
        migrations.AddField(
            model_name="contactpage",
            name="more",
            field=cms.core.blocks.more.MoreField(
                blank=True,
                help_text="Shown below everything else. Readers see nothing of it while there is nothing to show.",
                verbose_name="below the page",
            ),
        ),
        migrations.AddField(
            model_name="letterpage",
            name="more",
            field=cms.core.blocks.more.MoreField(
                blank=True,
                help_text="Shown below everything else. Readers see nothing of it while there is nothing to show.",
                verbose_name="below the page",
            ),
        ),
        migrations.AddField(
            model_name="onrecordpage",
            name="more",
            field=cms.core.blocks.more.MoreField(
                blank=True,
                help_text="Shown below everything else. Readers see nothing of it while there is nothing to show.",
                verbose_name="below the page",
            ),
        ),
        migrations.AddField(
            model_name="printedletterspage",
            name="more",
            field=cms.core.blocks.more.MoreField(
                blank=True,
                help_text="Shown below everything else. Readers see nothing of it while there is nothing to show.",
                verbose_name="below the page",
            ),
        ),
        migrations.AddField(
            model_name="visitpage",
            name="more",
            field=cms.core.blocks.more.MoreField(
                blank=True,
                help_text="Shown below everything else. Readers see nothing of it while there is nothing to show.",
                verbose_name="below the page",
            ),
        ),
    ]
