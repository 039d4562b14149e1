"""Where the desk's pages are: all are reached from the list of organizations."""

from django.urls import URLPattern, path
from wagtail.admin.viewsets.base import ViewSet

from cms.directory.desk import views
from cms.directory.desk.importing import ImportView


class DirectoryDeskViewSet(ViewSet):
    name = "directory_desk"
    url_prefix = "directory"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("import/", ImportView.as_view(), name="import"),
            path("template/", views.TemplateFileView.as_view(), name="template"),
            path("export/<str:kind>/", views.ExportView.as_view(), name="export"),
            path("duplicates/", views.DuplicatesView.as_view(), name="duplicates"),
            path("merge/<int:first>/<int:second>/", views.MergeView.as_view(), name="merge"),
        ]
