"""Which files a policy is, and what each of them holds."""

from __future__ import annotations

from typing import Final

from workstation.content import models
from workstation.content.identity import IdentityFile
from workstation.content.models import File

#: A policy is exactly these files, in this order.
FILES: Final[dict[str, type[File]]] = {
    "policy.toml": models.PolicyFile,
    "grades.toml": models.GradesFile,
    "questions.toml": models.QuestionsFile,
    "incident_types.toml": models.TypesFile,
    "markers.toml": models.MarkersFile,
    "rules.toml": models.RulesFile,
    "guards.toml": models.GuardsFile,
    "routes.toml": models.RoutesFile,
    "advice.toml": models.AdviceFile,
    "identity.toml": IdentityFile,
}
#: Policies of earlier releases lack these; calls that were answered under one go on under it.
LATER: Final = frozenset({"identity.toml"})
#: What every policy has.
REQUIRED: Final = frozenset(FILES) - LATER
