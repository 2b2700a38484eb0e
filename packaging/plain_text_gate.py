"""The plain-text gate: no window reads words from outside as mark-up, a link or a short-cut.

    python packaging/plain_text_gate.py [FOLDER]

Labels are made by `workstation/ui/pieces/words.py` alone (`plain_label`; for a picture, too), and
captions of buttons by its `caption`; hints, which Qt reads as mark-up, and what opens files or
addresses by itself are refused everywhere. Prints each place with what to use instead, else one
line.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: The modules that may make labels; they are read by hand, and tests hold what they make.
DOORS = {Path("pieces", "words.py"), Path("pieces", "elided.py")}

#: Widgets that read mark-up, open addresses or load what a text names.
REFUSED_NAMES = frozenset(
    """
    QMessageBox QErrorMessage QProgressDialog QInputDialog QWizard QWizardPage QSplashScreen
    QSystemTrayIcon QWhatsThis QToolTip QTextBrowser QTextEdit QTextDocument QStaticText
    QGraphicsTextItem QDesktopServices QNetworkAccessManager QWebEngineView QQuickWidget
    QCommandLinkButton
    """.split()
)
REFUSED_MODULES = ("QtNetwork", "QtWeb", "QtQml", "QtQuick", "QtHelp", "QtMultimedia")
#: Attributes that turn mark-up, links or mnemonics on.
REFUSED_ATTRIBUTES = frozenset(
    """
    setHtml insertHtml appendHtml setMarkdown insertMarkdown setOpenExternalLinks setOpenLinks
    openUrl setToolTip setWhatsThis setStatusTip drawStaticText setBuddy RichText AutoText
    MarkdownText
    ToolTipRole StatusTipRole WhatsThisRole LinksAccessibleByMouse LinksAccessibleByKeyboard
    TextBrowserInteraction TextShowMnemonic
    """.split()
)
BUTTONS = frozenset(
    "QPushButton QToolButton QCheckBox QRadioButton QGroupBox QAction QMenu QDockWidget".split()
)
#: Methods whose text shows an ampersand as a short-cut, and the position of the text.
CAPTIONED = {"addAction": 0, "addMenu": 0, "addTab": 1, "setTabText": 1, "setTitle": 0}
#: What has a `setText` that shows every character as it is.
PLAIN_BY_NATURE = frozenset(
    "QLineEdit AskingLine QListWidgetItem QTableWidgetItem QTreeWidgetItem".split()
)
#: Methods of Qt whose answer is one of those.
GIVES_ITEM = frozenset({"item", "currentItem", "itemAt", "takeItem"})


def name_of(node: ast.AST) -> str:
    """The last name of ``a.b.c``, ``c`` or ``c()``; "" for anything else."""
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Name):
        return node.id
    return name_of(node.func) if isinstance(node, ast.Call) else ""


def bound(node: ast.expr) -> str:
    """What a name or an attribute is remembered as: attributes are known in every module."""
    return f".{node.attr}" if isinstance(node, ast.Attribute) else name_of(node)


def plain_names(tree: ast.AST) -> tuple[set[str], set[str]]:
    """What is bound to lines or items somewhere, and what is bound to anything else."""
    plain: set[str] = set()
    other: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            targets, made = [bound(t) for t in node.targets], {name_of(node.value)}
        elif isinstance(node, ast.AnnAssign):
            targets, made = [bound(node.target)], kinds(node.annotation)
        elif isinstance(node, ast.arg) and node.annotation is not None:
            targets, made = [node.arg], kinds(node.annotation)
        else:
            continue
        (plain if made <= PLAIN_BY_NATURE | GIVES_ITEM else other).update(targets)
    return plain, other


def kinds(annotation: ast.expr) -> set[str]:
    """The types an annotation names."""
    return {name_of(node) for node in ast.walk(annotation)} - {""}


def asked_for(function: ast.AST) -> set[str]:
    """What a function goes on with only where `isinstance` says that it is a line or an item."""
    return {
        bound(node.args[0])
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and name_of(node.func) == "isinstance"
        if kinds(node.args[1]) <= PLAIN_BY_NATURE
    }


def is_safe(text: ast.expr | None) -> bool:
    """Whether a caption is none, our own fixed words, or went through `caption`."""
    return text is None or isinstance(text, ast.Constant) or name_of(text) == "caption"


class Reading(ast.NodeVisitor):
    """Reads one module; ``found`` are (line, what is wrong)."""

    def __init__(self, *, door: bool, plain: set[str]) -> None:
        self.found: list[tuple[int, str]] = []
        self._door, self._plain = door, plain
        self._classes: list[set[str]] = []
        self._asked: list[set[str]] = [set()]

    def _refuse(self, node: ast.expr | ast.stmt, what: str) -> None:
        self.found.append((node.lineno, what))

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        """Modules and names that have no place in a window."""
        module = node.module or ""
        for alias in node.names:
            parts = [*module.split("."), alias.name]
            if alias.name in REFUSED_NAMES or any(p.startswith(REFUSED_MODULES) for p in parts):
                self._refuse(node, f"{alias.name} opens or reads more than plain text")
            if alias.asname and (alias.name == "QLabel" or alias.name in BUTTONS):
                self._refuse(node, f"{alias.name} under another name cannot be followed")

    def visit_Import(self, node: ast.Import) -> None:
        """The same, written otherwise."""
        for alias in node.names:
            if any(part.startswith(REFUSED_MODULES) for part in alias.name.split(".")):
                self._refuse(node, f"{alias.name} opens or reads more than plain text")

    def visit_Attribute(self, node: ast.Attribute) -> None:
        """What turns mark-up on, wherever it is named."""
        if node.attr in REFUSED_ATTRIBUTES | REFUSED_NAMES:
            self._refuse(node, f"{node.attr} reads mark-up, links or short-cuts")
        if node.attr == "setTextFormat" and not self._door:
            self._refuse(node, "setTextFormat: use words.plain_label()")
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        """An attribute by its name in quotation marks is an attribute too."""
        if node.value == "setTextFormat" or node.value in REFUSED_ATTRIBUTES:
            self._refuse(node, f"{node.value!r} by name")

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """A label of one's own is a label; remember what a class is made of."""
        bases = {name_of(base) for base in node.bases}
        if "QLabel" in bases and not self._door:
            self._refuse(node, "a label of its own: use words.plain_label()")
        self._classes.append(bases)
        self.generic_visit(node)
        self._classes.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        """Remember what it has asked for, also in the functions inside it."""
        self._asked.append(self._asked[-1] | asked_for(node))
        self.generic_visit(node)
        self._asked.pop()

    def visit_Call(self, node: ast.Call) -> None:
        """Labels, captions, and texts that are set later."""
        name = name_of(node.func)
        if name == "QLabel" and not self._door:
            self._refuse(node, "QLabel: use words.plain_label()")
        if name == "setTextFormat" and name_of(node.args[0]) != "PlainText":
            self._refuse(node, "setTextFormat: PlainText alone")
        if name in BUTTONS:
            self._check_captions(node, [a for a in node.args if name_of(a) not in ("self", "icon")])
        if name in CAPTIONED:
            self._check_captions(node, node.args[CAPTIONED[name] :][:1])
        if name == "__init__" and self._classes and self._classes[-1] & BUTTONS:
            self._check_captions(node, node.args)
        if name == "setText" and not self._door and isinstance(node.func, ast.Attribute):
            plain = bound(node.func.value) in self._plain | self._asked[-1]
            if not plain and not is_safe(node.args[0] if node.args else None):
                self._refuse(node, "setText: use words.say(label, …) or caption(…)")
        self.generic_visit(node)

    def _check_captions(self, node: ast.Call, texts: list[ast.expr]) -> None:
        named = [k.value for k in node.keywords if k.arg in ("text", "title")]
        if not all(is_safe(text) for text in (*texts, *named)):
            self._refuse(node, f"{name_of(node.func)}: use words.caption(…)")


def judge(folder: Path) -> Iterator[str]:
    """Every place in ``folder`` that breaks a rule, in words."""
    trees = {
        path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.py"))
    }
    everywhere = [plain_names(tree) for tree in trees.values()]
    plain = {n for found, _ in everywhere for n in found if n.startswith(".")}
    plain -= {n for _, other in everywhere for n in other}
    for path, tree in trees.items():
        own, other = plain_names(tree)
        reading = Reading(door=path.relative_to(folder) in DOORS, plain=plain | (own - other))
        reading.visit(tree)
        for line, what in sorted(set(reading.found)):
            yield f"{path.relative_to(folder.parent).as_posix()}:{line}: {what}"


def main(arguments: list[str]) -> int:
    """Judge the windows; quiet but for one line when every rule holds."""
    folder = Path(arguments[0]) if arguments else ROOT / "workstation" / "ui"
    refused = list(judge(folder))
    if refused:
        print("REFUSED: text from outside could be read as more than text:")
        print("\n".join(refused))
        return 1
    print(f"plain text: {len(list(folder.rglob('*.py')))} modules of the windows, no mark-up")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
