"""The generated pages, in the order in which they stand under their entry of the rail."""

from __future__ import annotations

from typing import Any

from skilldesk.gui.screen import Screen
from skilldesk.gui.screens import (
    attachments,
    catalogue_entries,
    category_facts,
    certificates,
    claims,
    classes,
    devices,
    employments,
    enrolments,
    inspections,
    institutions,
    lessons,
    levels,
    occupations,
    offices,
    policy_documents,
    prior_benefits,
    standards,
    status_facts,
    trainees,
)

SCREENS: tuple[Screen[Any], ...] = (
    trainees.SCREEN,
    category_facts.SCREEN,
    status_facts.SCREEN,
    prior_benefits.SCREEN,
    institutions.SCREEN,
    occupations.SCREEN,
    levels.SCREEN,
    classes.SCREEN,
    enrolments.SCREEN,
    lessons.SCREEN,
    inspections.SCREEN,
    employments.SCREEN,
    certificates.SCREEN,
    claims.SCREEN,
    catalogue_entries.SCREEN,
    policy_documents.SCREEN,
    standards.SCREEN,
    offices.SCREEN,
    devices.SCREEN,
    attachments.SCREEN,
)
