"""An actor as one mention says."""

from __future__ import annotations

import dataclasses

from pipeline.patterns.chunks import Chunk
from pipeline.records import ParticipantKind, RoleCode, Tenure
from pipeline.text.keys import match_key


@dataclasses.dataclass(slots=True, eq=False)
class Actor:
    """One actor as one mention says; offsets are code points into the clean text, half-open.

    ``nations`` are the chunks that say for which country; ``role`` is (start, end, repaired text); ``share`` counts the
    countries of one «دو کشور» and the people of one «دو وزیر» (``pair``); ``body`` is the code of the body that
    the office is of; ``states`` that a group is said to be of states («وزرای خارجه پنج کشور»); ``foreign`` that a
    given name is of another part of the world.
    """

    start: int
    end: int
    kind: ParticipantKind
    rule: str
    name: str | None = None
    honorific: str | None = None
    role: tuple[int, int, str] | None = None
    role_code: RoleCode | None = None
    tenure: Tenure | None = None
    organization: tuple[int, int, str] | None = None
    organization_country: str | None = None
    body: str | None = None
    nations: list[Chunk] = dataclasses.field(default_factory=list)
    share: int = 0
    states: bool = False
    counterpart: bool = False
    pair: bool = False
    foreign: bool = False
    role_text: str | None = None
    pronoun: bool = False
    flags: list[str] = dataclasses.field(default_factory=list)

    @property
    def role_words(self) -> str | None:
        """The office in a spelling that all its writings share; ``role_text`` is one concluded and not read."""
        text = self.role[2] if self.role else self.role_text
        return match_key(text) if text else None
