from django.apps import AppConfig


class ActionsConfig(AppConfig):
    name = "cms.actions"
    label = "actions"
