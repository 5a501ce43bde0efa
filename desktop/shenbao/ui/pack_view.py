"""Shows a PDF: outline and page pictures at the left, the pages at the right, and prints it page by page beside the window."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QIntValidator, QPainter, QPalette
from PySide6.QtPdf import QPdfBookmarkModel, QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from shenbao.errors import PackError
from shenbao.records import Progress
from shenbao.ui import theme
from shenbao.ui.icons import put_icon
from shenbao.ui.messages import MessageArea
from shenbao.ui.sizes import put_size
from shenbao.ui.tasks import Tasks
from shenbao.ui.words import put

_PRINT_DPI = 300
_STEP = 1.2
"""Factor of one press of the zoom buttons."""


class PackView(QWidget):
    """A viewer, nothing else: it never changes the file."""

    def __init__(self, tasks: Tasks, messages: MessageArea) -> None:
        super().__init__()
        self._tasks, self._messages = tasks, messages
        self._path: Path | None = None
        self.document = QPdfDocument(self)
        self.bookmarks = QPdfBookmarkModel(self)
        self.bookmarks.setDocument(self.document)
        self.outline = QTreeView()
        self.outline.setModel(self.bookmarks)
        self.outline.setHeaderHidden(True)
        self.outline.setFrameShape(QFrame.Shape.NoFrame)
        self.outline.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.outline.activated.connect(self._go_to_bookmark)
        self.outline.clicked.connect(self._go_to_bookmark)
        self.thumbnails = QListView()
        self.thumbnails.setModel(self.document.pageModel())
        self.thumbnails.setViewMode(QListView.ViewMode.IconMode)
        self.thumbnails.setMovement(QListView.Movement.Static)
        self.thumbnails.setResizeMode(QListView.ResizeMode.Adjust)
        self.thumbnails.setIconSize(QSize(120, 170))
        self.thumbnails.setUniformItemSizes(True)
        self.thumbnails.setFrameShape(QFrame.Shape.NoFrame)
        self.thumbnails.activated.connect(lambda index: self.go_to_page(index.row()))
        self.thumbnails.clicked.connect(lambda index: self.go_to_page(index.row()))
        self.pages = QPdfView(self)
        self.pages.setDocument(self.document)
        self.pages.setPageMode(QPdfView.PageMode.MultiPage)
        self.pages.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.pages.setFrameShape(QFrame.Shape.NoFrame)
        put(self.pages, name="ui.pack.view")
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.XS)
        column.addLayout(self._tools())
        column.addWidget(self.pages, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.addWidget(self._guide())
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([260, 800])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)
        theme.look.changed.connect(self._tint)
        self._tint()

    def show_file(self, path: Path) -> None:
        """Shows another file from its first page."""
        self._path = path
        self.document.load(str(path))
        self.outline.expandToDepth(0)
        self.page.setValidator(QIntValidator(1, max(self.document.pageCount(), 1), self.page))
        self.page.setText("1")
        self.count.setText(f"/ {self.document.pageCount()}")
        self._tint()

    def go_to_page(self, page: int) -> None:
        """Scrolls to `page`, counted from 0."""
        self.pages.pageNavigator().jump(page, QPointF(), self.pages.pageNavigator().currentZoom())

    def print(self, parent: QWidget) -> None:
        """Asks for the printer in the system's own dialog, then prints beside the window."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setFullPage(True)
        printer.setDocName(self._path.stem if self._path else "")
        printer.setFromTo(1, self.document.pageCount())
        dialog = QPrintDialog(printer, parent)
        dialog.setMinMax(1, self.document.pageCount())
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            task = self._tasks.start(print_pages(self.document, printer))
            task.done.connect(lambda pages: self._messages.tell("success", "ui.pack.printed", pages=pages))
            task.failed.connect(self._messages.tell_error)

    def _guide(self) -> QFrame:
        """Outline or page pictures, one behind the other."""
        card = QFrame()
        card.setProperty("role", "card")
        stack, group, tabs = QStackedWidget(), QButtonGroup(card), QHBoxLayout()
        tabs.setContentsMargins(theme.S, theme.S, theme.S, 0)
        for at, (view, words) in enumerate(((self.outline, "ui.pack.outline"), (self.thumbnails, "ui.pack.thumbnails"))):
            view.setProperty("role", "list")
            put(view, name=words)
            tab = QPushButton()
            tab.setCheckable(True)
            tab.setChecked(at == 0)
            tab.setProperty("kind", "quiet")
            put(tab, words)
            group.addButton(tab, at)
            tabs.addWidget(tab)
            stack.addWidget(view)
        tabs.addStretch(1)
        group.idClicked.connect(stack.setCurrentIndex)
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.addLayout(tabs)
        column.addWidget(stack, 1)
        return card

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(theme.S, 0, 0, 0)
        row.setSpacing(theme.XS)
        self.page, self.count = QLineEdit("1"), QLabel()
        put_size(self.page, fixed=56)
        self.page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.count.setProperty("role", "soft")
        put(self.page, name="ui.pack.page")
        self.page.returnPressed.connect(self._go_to_typed)
        self.pages.pageNavigator().currentPageChanged.connect(self._show_page)
        row.addWidget(self.page)
        row.addWidget(self.count)
        row.addStretch(1)
        for drawing, words, act in (
            ("zoom-out", "ui.pack.smaller", lambda: self._zoom(1 / _STEP)),
            ("zoom-in", "ui.pack.larger", lambda: self._zoom(_STEP)),
            ("panel-right", "ui.pack.fit", lambda: self.pages.setZoomMode(QPdfView.ZoomMode.FitToWidth)),
        ):
            button = QPushButton()
            button.setProperty("kind", "quiet")
            put_icon(button, drawing)
            put(button, tip=words)
            button.clicked.connect(act)
            row.addWidget(button)
        return row

    def _show_page(self, page: int) -> None:
        self.page.setText(str(page + 1))

    def _go_to_typed(self) -> None:
        self.go_to_page(int(self.page.text()) - 1)

    def _zoom(self, factor: float) -> None:
        shown = self.pages.zoomFactor()
        if self.pages.zoomMode() != QPdfView.ZoomMode.Custom:
            points = self.document.pagePointSize(max(self.pages.pageNavigator().currentPage(), 0)).width()
            dots = points * self.logicalDpiX() / 72
            shown = self.pages.viewport().width() / dots if dots else 1.0
        self.pages.setZoomMode(QPdfView.ZoomMode.Custom)
        self.pages.setZoomFactor(min(max(shown * factor, 0.1), 8.0))

    def _go_to_bookmark(self, index: QModelIndex) -> None:
        page = index.data(int(QPdfBookmarkModel.Role.Page))
        if page is not None:
            self.go_to_page(page)

    def _tint(self) -> None:
        """The viewer paints its surroundings in the palette's `Dark`, which elsewhere is the colour of lines."""
        shades = self.palette()
        shades.setColor(QPalette.ColorRole.Dark, QColor(theme.colours().sunken))
        self.pages.setPalette(shades)


def print_pages(document: QPdfDocument, printer: QPrinter) -> Generator[Progress, None, int]:
    """Prints the pages chosen on `printer`, each as a picture of 300 dpi; returns their number. PackError when the printer refuses."""
    first = max(printer.fromPage(), 1) - 1
    last = (printer.toPage() or document.pageCount()) - 1
    painter = QPainter()
    if not painter.begin(printer):
        raise PackError("ui.print_refused")
    try:
        for number, page in enumerate(range(first, last + 1)):
            if number and not printer.newPage():
                raise PackError("ui.print_refused")
            points = document.pagePointSize(page)
            size = QSize(round(points.width() / 72 * _PRINT_DPI), round(points.height() / 72 * _PRINT_DPI))
            image = document.render(page, size, QPdfDocumentRenderOptions())
            paper = painter.viewport()
            fitted = size.scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(QRect((paper.width() - fitted.width()) // 2, 0, fitted.width(), fitted.height()), image)
            yield Progress(done=number + 1, total=last - first + 1, code="ui.pack.printing")
    finally:
        painter.end()
    return last - first + 1
