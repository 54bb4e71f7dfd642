"""A fact or a statistic as a line beside its paragraph."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from pipeline.explore.page import both, text
from pipeline.graph.labels import label
from pipeline.model import THIS_REPORT

Values = Mapping[str, Any]


def fact_html(relation: Values, evidence: Values, names: Mapping[str, Values]) -> str:
    """Subject, predicate, object with modality and qualifiers; a button that shows the evidence."""
    modality = relation.get("modality") or "asserted"
    badge = "" if modality == "asserted" else f' <i class="modality">{_labelled("modality", modality)}</i>'
    qualifiers = "".join(
        f"<small>{_labelled('qualifier', key)} {text(value)}</small>"
        for key, value in sorted((relation.get("qualifiers") or {}).items())
        if value not in (None, "")
    )
    said = (
        f"{_name(relation['subject'], names)} <b>{_labelled('predicate', relation['predicate'])}</b>"
        f"{badge} {_name(relation['object'], names)}{qualifiers}"
    )
    return _button("fact", relation, evidence, said)


def figure_html(figure: Values, evidence: Values, names: Mapping[str, Values]) -> str:
    """Indicator, value, unit, time and subject of a statistic."""
    value = figure["value"]
    number = " - ".join(map(number_text, value)) if isinstance(value, list | tuple) else number_text(value)
    unit = _labelled("unit", figure["unit"])
    subject = f"<small>{_name(figure['subject'], names)}</small>" if figure.get("subject") else ""
    time = f"<small>{text(figure['time'])}</small>" if figure.get("time") else ""
    about = "≈ " if figure.get("approximate") else ""
    said = f"{text(figure['indicator'])} <b>{about}{text(number)}</b> {unit}{time}{subject}"
    return _button("figure", figure, evidence, said)


@cache
def _labelled(kind: str, key: str) -> str:
    return both(label(kind, key))


def number_text(value: float) -> str:
    """A number as it is read: whole ones without a point, thousands parted."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"


def _name(identifier: str, names: Mapping[str, Values]) -> str:
    if identifier == THIS_REPORT:
        return _labelled("reading", "this_report")
    entity = names.get(identifier)
    if entity is None:
        return f'<span class="name">{text(identifier)}</span>'
    chinese = entity["label"]
    return f'<span class="name t-{text(entity["type"])}">{both((chinese, entity.get("label_en") or chinese))}</span>'


def _button(kind: str, row: Values, evidence: Values, said: str) -> str:
    place = f'data-from="{int(evidence["start"])}" data-to="{int(evidence["end"])}"'
    title = text(f"{row['id']} {row.get('rule') or ''}")
    return f'<button type="button" class="{kind}" {place} title="{title}">{said}</button>'
