"""Dates as records; also the dates of a text alone, without anything else being read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pipeline import records
from pipeline.extractors.dates import DateMention, find_dates
from pipeline.linking.ids import Ids
from pipeline.text.repair import RepairedText, repair
from pipeline.text.sentences import split_sentences


def extract_dates(text: str, *, date: dt.date | None = None) -> list[records.Date]:
    """The dates of a raw text, in order; ``date`` is the document's own day, which relative ones are resolved against.

    Needs neither lexicon nor tagger. Offsets are code points into ``text``, half-open.
    """
    repaired = repair(text)
    _, mentions = find_dates(repaired.clean, split_sentences(repaired.clean), document_date=date)
    return date_records(repaired, mentions, Ids())[0]


def date_records(
    text: RepairedText, mentions: Sequence[DateMention], ids: Ids
) -> tuple[list[records.Date], dict[int, str]]:
    """Date records, and their ids by ``id`` of the mention."""
    out: list[records.Date] = []
    by_mention: dict[int, str] = {}
    for mention in mentions:
        start, end = text.alignment.to_raw(mention.start, mention.end)
        by_mention[id(mention)] = ids.new("d", start)
        out.append(
            records.Date(
                id=by_mention[id(mention)],
                start=start,
                end=end,
                text=text.raw[start:end],
                kind=mention.kind,
                calendar=mention.calendar,
                jalali=mention.jalali,
                edtf=mention.edtf,
                earliest=mention.earliest,
                latest=mention.latest,
                granularity=mention.granularity,
                modifier=mention.modifier,
                anchor=mention.anchor,
                flags=list(mention.flags),
                inferred=sorted(mention.inferred),
                alternatives=list(mention.alternatives),
                confidence=mention.confidence,
                rule=mention.rule,
            )
        )
    return out, by_mention
