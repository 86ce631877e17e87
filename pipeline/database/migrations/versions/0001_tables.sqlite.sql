CREATE TABLE countries (
    code TEXT NOT NULL,
    name TEXT,
    kind TEXT NOT NULL,
    CONSTRAINT pk_countries PRIMARY KEY (code),
    CONSTRAINT ck_countries_kind CHECK (kind IN ('state', 'body')),
    CONSTRAINT ck_countries_code CHECK (code = upper(code) AND length(code) BETWEEN 2 AND 20)
)
 WITHOUT ROWID;

CREATE TABLE generators (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    rules TEXT NOT NULL,
    lexicon TEXT NOT NULL,
    tagger TEXT NOT NULL,
    tagger_hash TEXT,
    options JSON NOT NULL,
    CONSTRAINT pk_generators PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE runs (
    id INTEGER NOT NULL,
    version TEXT NOT NULL,
    started_at DATETIME NOT NULL,
    finished_at DATETIME,
    inserted INTEGER,
    replaced INTEGER,
    unchanged INTEGER,
    failed INTEGER,
    pruned INTEGER,
    CONSTRAINT pk_runs PRIMARY KEY (id)
);

CREATE TABLE documents (
    id TEXT NOT NULL,
    source TEXT,
    sha256 TEXT,
    text_sha256 TEXT NOT NULL,
    encoding TEXT,
    length INTEGER NOT NULL,
    date DATE,
    date_jalali TEXT,
    viewpoint TEXT NOT NULL,
    subject_country TEXT,
    inferred JSON NOT NULL,
    schema_version TEXT NOT NULL,
    generator_id TEXT NOT NULL,
    record_sha256 TEXT NOT NULL,
    run_id INTEGER,
    CONSTRAINT pk_documents PRIMARY KEY (id),
    CONSTRAINT ck_documents_length CHECK (length >= 0),
    CONSTRAINT fk_documents_viewpoint FOREIGN KEY(viewpoint) REFERENCES countries (code),
    CONSTRAINT fk_documents_subject_country FOREIGN KEY(subject_country) REFERENCES countries (code),
    CONSTRAINT fk_documents_generator_id FOREIGN KEY(generator_id) REFERENCES generators (id),
    CONSTRAINT fk_documents_run_id FOREIGN KEY(run_id) REFERENCES runs (id) ON DELETE SET NULL
)
 WITHOUT ROWID;

CREATE INDEX ix_documents_generator_id ON documents (generator_id);

CREATE INDEX ix_documents_run_id ON documents (run_id);

CREATE TABLE dates (
    document_id TEXT NOT NULL,
    id TEXT NOT NULL,
    text TEXT NOT NULL,
    text_start INTEGER NOT NULL,
    text_end INTEGER NOT NULL,
    kind TEXT NOT NULL,
    calendar TEXT,
    jalali TEXT,
    edtf TEXT,
    earliest DATE,
    earliest_jalali TEXT,
    latest DATE,
    latest_jalali TEXT,
    granularity TEXT NOT NULL,
    modifier TEXT,
    anchor DATE,
    alternatives JSON NOT NULL,
    flags JSON NOT NULL,
    inferred JSON NOT NULL,
    confidence DOUBLE NOT NULL,
    rule TEXT NOT NULL,
    CONSTRAINT pk_dates PRIMARY KEY (document_id, id),
    CONSTRAINT ck_dates_text_offsets CHECK (0 <= text_start AND text_start <= text_end),
    CONSTRAINT ck_dates_kind CHECK (kind IN ('point', 'range')),
    CONSTRAINT ck_dates_calendar CHECK (calendar IN ('jalali', 'gregorian', 'hijri', 'imperial', 'borji')),
    CONSTRAINT ck_dates_interval CHECK (earliest <= latest),
    CONSTRAINT ck_dates_granularity CHECK (granularity IN ('day', 'week', 'month', 'season', 'year', 'decade', 'century')),
    CONSTRAINT ck_dates_modifier CHECK (modifier IN ('START', 'MID', 'END', 'APPROX', 'BEFORE', 'AFTER', 'ON_OR_BEFORE', 'ON_OR_AFTER')),
    CONSTRAINT ck_dates_confidence CHECK (confidence BETWEEN 0 AND 1),
    CONSTRAINT fk_dates_document_id FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_dates_earliest_latest ON dates (earliest, latest);

CREATE TABLE participants (
    document_id TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT,
    honorific TEXT,
    role TEXT,
    role_start INTEGER,
    role_end INTEGER,
    role_code TEXT,
    tenure TEXT,
    organization TEXT,
    organization_start INTEGER,
    organization_end INTEGER,
    country TEXT,
    resolved_name TEXT,
    resolved_id TEXT,
    resolved_row INTEGER,
    flags JSON NOT NULL,
    inferred JSON NOT NULL,
    confidence DOUBLE NOT NULL,
    rule TEXT NOT NULL,
    CONSTRAINT pk_participants PRIMARY KEY (document_id, id),
    CONSTRAINT ck_participants_kind CHECK (kind IN ('person', 'office', 'delegation', 'organization', 'group')),
    CONSTRAINT ck_participants_role_offsets CHECK (0 <= role_start AND role_start <= role_end),
    CONSTRAINT ck_participants_role_code CHECK (role_code IN ('head_of_state', 'supreme_leader', 'monarch', 'crown_prince', 'head_of_government', 'first_vice_president', 'vice_president', 'deputy_head_of_government', 'foreign_minister', 'deputy_foreign_minister', 'minister', 'deputy_minister', 'speaker_of_parliament', 'deputy_speaker', 'member_of_parliament', 'ambassador', 'charge_d_affaires', 'special_envoy', 'spokesperson', 'director_general', 'secretary_general', 'governor', 'mayor', 'military_commander', 'chief_of_body', 'other')),
    CONSTRAINT ck_participants_tenure CHECK (tenure IN ('incumbent', 'then', 'former', 'acting', 'elect')),
    CONSTRAINT ck_participants_organization_offsets CHECK (0 <= organization_start AND organization_start <= organization_end),
    CONSTRAINT ck_participants_confidence CHECK (confidence BETWEEN 0 AND 1),
    CONSTRAINT fk_participants_document_id FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE,
    CONSTRAINT fk_participants_country FOREIGN KEY(country) REFERENCES countries (code)
)
 WITHOUT ROWID;

CREATE INDEX ix_participants_country_role_code ON participants (country, role_code);

CREATE INDEX ix_participants_resolved_id ON participants (resolved_id);

CREATE TABLE search_texts (
    number INTEGER NOT NULL,
    document_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    record_id TEXT NOT NULL,
    text TEXT NOT NULL,
    "key" TEXT NOT NULL,
    CONSTRAINT pk_search_texts PRIMARY KEY (number),
    CONSTRAINT ck_search_texts_kind CHECK (kind IN ('participant', 'visit', 'meeting', 'agreement')),
    CONSTRAINT uq_search_texts_document_id_record_id UNIQUE (document_id, record_id),
    CONSTRAINT fk_search_texts_document_id FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE
);

CREATE TABLE warnings (
    document_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    record_id TEXT,
    text TEXT,
    text_start INTEGER,
    text_end INTEGER,
    message TEXT NOT NULL,
    CONSTRAINT pk_warnings PRIMARY KEY (document_id, position),
    CONSTRAINT ck_warnings_text_offsets CHECK (0 <= text_start AND text_start <= text_end),
    CONSTRAINT fk_warnings_document_id FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE TABLE events (
    document_id TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    "trigger" TEXT NOT NULL,
    trigger_start INTEGER NOT NULL,
    trigger_end INTEGER NOT NULL,
    earliest DATE,
    earliest_jalali TEXT,
    latest DATE,
    latest_jalali TEXT,
    when_inferred JSON NOT NULL,
    plover_event TEXT,
    plover_mode TEXT,
    plover_context TEXT,
    cameo TEXT,
    attributed_to TEXT,
    attribution TEXT,
    attribution_start INTEGER,
    attribution_end INTEGER,
    flags JSON NOT NULL,
    inferred JSON NOT NULL,
    confidence DOUBLE NOT NULL,
    rule TEXT NOT NULL,
    CONSTRAINT pk_events PRIMARY KEY (document_id, id),
    CONSTRAINT ck_events_kind CHECK (kind IN ('visit', 'meeting', 'agreement')),
    CONSTRAINT ck_events_trigger_offsets CHECK (0 <= trigger_start AND trigger_start <= trigger_end),
    CONSTRAINT ck_events_interval CHECK (earliest <= latest),
    CONSTRAINT fk_events_document_id_attributed_to FOREIGN KEY(document_id, attributed_to) REFERENCES participants (document_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_events_attribution_offsets CHECK (0 <= attribution_start AND attribution_start <= attribution_end),
    CONSTRAINT ck_events_confidence CHECK (confidence BETWEEN 0 AND 1),
    CONSTRAINT ck_events_status CHECK (kind = 'agreement' AND status IN ('proposed', 'reached', 'signed', 'ratified', 'ended') OR kind <> 'agreement' AND status IN ('occurred', 'planned', 'proposed', 'cancelled')),
    CONSTRAINT fk_events_document_id FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_events_cameo ON events (cameo);

CREATE INDEX ix_events_document_id_attributed_to ON events (document_id, attributed_to);

CREATE INDEX ix_events_earliest_latest ON events (earliest, latest);

CREATE INDEX ix_events_kind_status ON events (kind, status);

CREATE TABLE mentions (
    document_id TEXT NOT NULL,
    participant_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    text_start INTEGER NOT NULL,
    text_end INTEGER NOT NULL,
    CONSTRAINT pk_mentions PRIMARY KEY (document_id, participant_id, position),
    CONSTRAINT fk_mentions_document_id_participant_id FOREIGN KEY(document_id, participant_id) REFERENCES participants (document_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_mentions_text_offsets CHECK (0 <= text_start AND text_start <= text_end)
)
 WITHOUT ROWID;

CREATE TABLE agreements (
    document_id TEXT NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    title TEXT,
    title_start INTEGER,
    title_end INTEGER,
    subject TEXT,
    subject_start INTEGER,
    subject_end INTEGER,
    place TEXT,
    place_start INTEGER,
    place_end INTEGER,
    country TEXT,
    quantity BIGINT,
    quantity_text TEXT,
    laterality TEXT,
    ratification_earliest DATE,
    ratification_earliest_jalali TEXT,
    ratification_latest DATE,
    ratification_latest_jalali TEXT,
    entry_into_force_earliest DATE,
    entry_into_force_earliest_jalali TEXT,
    entry_into_force_latest DATE,
    entry_into_force_latest_jalali TEXT,
    termination_earliest DATE,
    termination_earliest_jalali TEXT,
    termination_latest DATE,
    termination_latest_jalali TEXT,
    CONSTRAINT pk_agreements PRIMARY KEY (document_id, id),
    CONSTRAINT fk_agreements_document_id_id FOREIGN KEY(document_id, id) REFERENCES events (document_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_agreements_type CHECK (type IN ('treaty', 'convention', 'protocol', 'agreement', 'memorandum', 'declaration', 'statement', 'contract', 'understanding', 'programme', 'minutes', 'exchange_of_notes', 'document')),
    CONSTRAINT ck_agreements_title_offsets CHECK (0 <= title_start AND title_start <= title_end),
    CONSTRAINT ck_agreements_subject_offsets CHECK (0 <= subject_start AND subject_start <= subject_end),
    CONSTRAINT ck_agreements_place_offsets CHECK (0 <= place_start AND place_start <= place_end),
    CONSTRAINT ck_agreements_laterality CHECK (laterality IN ('bilateral', 'multilateral')),
    CONSTRAINT ck_agreements_ratification_interval CHECK (ratification_earliest <= ratification_latest),
    CONSTRAINT ck_agreements_entry_into_force_interval CHECK (entry_into_force_earliest <= entry_into_force_latest),
    CONSTRAINT ck_agreements_termination_interval CHECK (termination_earliest <= termination_latest),
    CONSTRAINT fk_agreements_country FOREIGN KEY(country) REFERENCES countries (code)
)
 WITHOUT ROWID;

CREATE INDEX ix_agreements_country ON agreements (country);

CREATE INDEX ix_agreements_type ON agreements (type);

CREATE TABLE event_actors (
    document_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    side TEXT NOT NULL,
    position INTEGER NOT NULL,
    participant_id TEXT,
    country TEXT,
    CONSTRAINT pk_event_actors PRIMARY KEY (document_id, event_id, side, position),
    CONSTRAINT fk_event_actors_document_id_event_id FOREIGN KEY(document_id, event_id) REFERENCES events (document_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_event_actors_document_id_participant_id FOREIGN KEY(document_id, participant_id) REFERENCES participants (document_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_event_actors_side CHECK (side IN ('actor', 'recipient')),
    CONSTRAINT ck_event_actors_participant_or_country CHECK ((participant_id IS NULL) <> (country IS NULL)),
    CONSTRAINT fk_event_actors_country FOREIGN KEY(country) REFERENCES countries (code)
)
 WITHOUT ROWID;

CREATE INDEX ix_event_actors_country ON event_actors (country);

CREATE INDEX ix_event_actors_document_id_participant_id ON event_actors (document_id, participant_id);

CREATE TABLE event_dates (
    document_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    aspect TEXT NOT NULL,
    position INTEGER NOT NULL,
    date_id TEXT NOT NULL,
    CONSTRAINT pk_event_dates PRIMARY KEY (document_id, event_id, aspect, position),
    CONSTRAINT fk_event_dates_document_id_event_id FOREIGN KEY(document_id, event_id) REFERENCES events (document_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_event_dates_document_id_date_id FOREIGN KEY(document_id, date_id) REFERENCES dates (document_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_event_dates_aspect CHECK (aspect IN ('event', 'ratification', 'entry_into_force', 'termination'))
)
 WITHOUT ROWID;

CREATE INDEX ix_event_dates_document_id_date_id ON event_dates (document_id, date_id);

CREATE TABLE evidence (
    document_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    text_start INTEGER NOT NULL,
    text_end INTEGER NOT NULL,
    CONSTRAINT pk_evidence PRIMARY KEY (document_id, event_id, position),
    CONSTRAINT fk_evidence_document_id_event_id FOREIGN KEY(document_id, event_id) REFERENCES events (document_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_evidence_text_offsets CHECK (0 <= text_start AND text_start <= text_end)
)
 WITHOUT ROWID;

CREATE TABLE meetings (
    document_id TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT,
    name_start INTEGER,
    name_end INTEGER,
    ordinal BIGINT,
    code TEXT,
    country TEXT,
    place TEXT,
    place_start INTEGER,
    place_end INTEGER,
    CONSTRAINT pk_meetings PRIMARY KEY (document_id, id),
    CONSTRAINT fk_meetings_document_id_id FOREIGN KEY(document_id, id) REFERENCES events (document_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_meetings_kind CHECK (kind IN ('talks', 'summit', 'conference', 'commission', 'working_group', 'phone_call', 'negotiation')),
    CONSTRAINT ck_meetings_name_offsets CHECK (0 <= name_start AND name_start <= name_end),
    CONSTRAINT ck_meetings_place_offsets CHECK (0 <= place_start AND place_start <= place_end),
    CONSTRAINT fk_meetings_country FOREIGN KEY(country) REFERENCES countries (code)
)
 WITHOUT ROWID;

CREATE INDEX ix_meetings_country ON meetings (country);

CREATE TABLE agreement_parties (
    document_id TEXT NOT NULL,
    agreement_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    country TEXT NOT NULL,
    CONSTRAINT pk_agreement_parties PRIMARY KEY (document_id, agreement_id, position),
    CONSTRAINT fk_agreement_parties_document_id_agreement_id FOREIGN KEY(document_id, agreement_id) REFERENCES agreements (document_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_agreement_parties_country FOREIGN KEY(country) REFERENCES countries (code)
)
 WITHOUT ROWID;

CREATE INDEX ix_agreement_parties_country ON agreement_parties (country);

CREATE TABLE agreement_signatories (
    document_id TEXT NOT NULL,
    agreement_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    participant_id TEXT NOT NULL,
    on_behalf_of TEXT,
    CONSTRAINT pk_agreement_signatories PRIMARY KEY (document_id, agreement_id, position),
    CONSTRAINT fk_agreement_signatories_document_id_agreement_id FOREIGN KEY(document_id, agreement_id) REFERENCES agreements (document_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_agreement_signatories_document_id_participant_id FOREIGN KEY(document_id, participant_id) REFERENCES participants (document_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_agreement_signatories_on_behalf_of FOREIGN KEY(on_behalf_of) REFERENCES countries (code)
)
 WITHOUT ROWID;

CREATE INDEX ix_agreement_signatories_document_id_participant_id ON agreement_signatories (document_id, participant_id);

CREATE TABLE meeting_agreements (
    document_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    agreement_id TEXT NOT NULL,
    CONSTRAINT pk_meeting_agreements PRIMARY KEY (document_id, meeting_id, agreement_id),
    CONSTRAINT fk_meeting_agreements_document_id_meeting_id FOREIGN KEY(document_id, meeting_id) REFERENCES meetings (document_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_meeting_agreements_document_id_agreement_id FOREIGN KEY(document_id, agreement_id) REFERENCES agreements (document_id, id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_meeting_agreements_document_id_agreement_id ON meeting_agreements (document_id, agreement_id);

CREATE TABLE meeting_countries (
    document_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    country TEXT NOT NULL,
    CONSTRAINT pk_meeting_countries PRIMARY KEY (document_id, meeting_id, position),
    CONSTRAINT fk_meeting_countries_document_id_meeting_id FOREIGN KEY(document_id, meeting_id) REFERENCES meetings (document_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_meeting_countries_country FOREIGN KEY(country) REFERENCES countries (code)
)
 WITHOUT ROWID;

CREATE INDEX ix_meeting_countries_country ON meeting_countries (country);

CREATE TABLE meeting_participants (
    document_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    participant_id TEXT NOT NULL,
    CONSTRAINT pk_meeting_participants PRIMARY KEY (document_id, meeting_id, position),
    CONSTRAINT fk_meeting_participants_document_id_meeting_id FOREIGN KEY(document_id, meeting_id) REFERENCES meetings (document_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_meeting_participants_document_id_participant_id FOREIGN KEY(document_id, participant_id) REFERENCES participants (document_id, id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_meeting_participants_document_id_participant_id ON meeting_participants (document_id, participant_id);

CREATE TABLE meeting_topics (
    document_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    topic TEXT,
    topic_start INTEGER,
    topic_end INTEGER,
    CONSTRAINT pk_meeting_topics PRIMARY KEY (document_id, meeting_id, position),
    CONSTRAINT fk_meeting_topics_document_id_meeting_id FOREIGN KEY(document_id, meeting_id) REFERENCES meetings (document_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_meeting_topics_topic_offsets CHECK (0 <= topic_start AND topic_start <= topic_end)
)
 WITHOUT ROWID;

CREATE TABLE visits (
    document_id TEXT NOT NULL,
    id TEXT NOT NULL,
    visit_type TEXT,
    count BIGINT NOT NULL,
    duration_days BIGINT,
    purpose TEXT,
    purpose_start INTEGER,
    purpose_end INTEGER,
    origin_country TEXT,
    origin_place TEXT,
    origin TEXT,
    origin_start INTEGER,
    origin_end INTEGER,
    occasion TEXT,
    occasion_start INTEGER,
    occasion_end INTEGER,
    occasion_ordinal BIGINT,
    occasion_code TEXT,
    occasion_meeting TEXT,
    CONSTRAINT pk_visits PRIMARY KEY (document_id, id),
    CONSTRAINT fk_visits_document_id_id FOREIGN KEY(document_id, id) REFERENCES events (document_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_visits_visit_type CHECK (visit_type IN ('state', 'official', 'working', 'transit', 'multilateral')),
    CONSTRAINT ck_visits_purpose_offsets CHECK (0 <= purpose_start AND purpose_start <= purpose_end),
    CONSTRAINT ck_visits_origin_offsets CHECK (0 <= origin_start AND origin_start <= origin_end),
    CONSTRAINT ck_visits_occasion_offsets CHECK (0 <= occasion_start AND occasion_start <= occasion_end),
    CONSTRAINT fk_visits_document_id_occasion_meeting FOREIGN KEY(document_id, occasion_meeting) REFERENCES meetings (document_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_visits_origin_country FOREIGN KEY(origin_country) REFERENCES countries (code)
)
 WITHOUT ROWID;

CREATE INDEX ix_visits_document_id_occasion_meeting ON visits (document_id, occasion_meeting);

CREATE TABLE visit_agreements (
    document_id TEXT NOT NULL,
    visit_id TEXT NOT NULL,
    agreement_id TEXT NOT NULL,
    CONSTRAINT pk_visit_agreements PRIMARY KEY (document_id, visit_id, agreement_id),
    CONSTRAINT fk_visit_agreements_document_id_visit_id FOREIGN KEY(document_id, visit_id) REFERENCES visits (document_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_visit_agreements_document_id_agreement_id FOREIGN KEY(document_id, agreement_id) REFERENCES agreements (document_id, id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_visit_agreements_document_id_agreement_id ON visit_agreements (document_id, agreement_id);

CREATE TABLE visit_destinations (
    document_id TEXT NOT NULL,
    visit_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    country TEXT,
    place TEXT,
    text TEXT,
    text_start INTEGER,
    text_end INTEGER,
    CONSTRAINT pk_visit_destinations PRIMARY KEY (document_id, visit_id, position),
    CONSTRAINT fk_visit_destinations_document_id_visit_id FOREIGN KEY(document_id, visit_id) REFERENCES visits (document_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_visit_destinations_text_offsets CHECK (0 <= text_start AND text_start <= text_end),
    CONSTRAINT fk_visit_destinations_country FOREIGN KEY(country) REFERENCES countries (code)
)
 WITHOUT ROWID;

CREATE INDEX ix_visit_destinations_country ON visit_destinations (country);

CREATE TABLE visit_hosts (
    document_id TEXT NOT NULL,
    visit_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    participant_id TEXT NOT NULL,
    CONSTRAINT pk_visit_hosts PRIMARY KEY (document_id, visit_id, position),
    CONSTRAINT fk_visit_hosts_document_id_visit_id FOREIGN KEY(document_id, visit_id) REFERENCES visits (document_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_visit_hosts_document_id_participant_id FOREIGN KEY(document_id, participant_id) REFERENCES participants (document_id, id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_visit_hosts_document_id_participant_id ON visit_hosts (document_id, participant_id);

CREATE TABLE visit_meetings (
    document_id TEXT NOT NULL,
    visit_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    CONSTRAINT pk_visit_meetings PRIMARY KEY (document_id, visit_id, meeting_id),
    CONSTRAINT fk_visit_meetings_document_id_visit_id FOREIGN KEY(document_id, visit_id) REFERENCES visits (document_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_visit_meetings_document_id_meeting_id FOREIGN KEY(document_id, meeting_id) REFERENCES meetings (document_id, id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_visit_meetings_document_id_meeting_id ON visit_meetings (document_id, meeting_id);

CREATE TABLE visit_parents (
    document_id TEXT NOT NULL,
    visit_id TEXT NOT NULL,
    parent_id TEXT NOT NULL,
    CONSTRAINT pk_visit_parents PRIMARY KEY (document_id, visit_id, parent_id),
    CONSTRAINT fk_visit_parents_document_id_visit_id FOREIGN KEY(document_id, visit_id) REFERENCES visits (document_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_visit_parents_document_id_parent_id FOREIGN KEY(document_id, parent_id) REFERENCES visits (document_id, id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_visit_parents_document_id_parent_id ON visit_parents (document_id, parent_id);

CREATE TABLE visit_visitors (
    document_id TEXT NOT NULL,
    visit_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    participant_id TEXT NOT NULL,
    CONSTRAINT pk_visit_visitors PRIMARY KEY (document_id, visit_id, position),
    CONSTRAINT fk_visit_visitors_document_id_visit_id FOREIGN KEY(document_id, visit_id) REFERENCES visits (document_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_visit_visitors_document_id_participant_id FOREIGN KEY(document_id, participant_id) REFERENCES participants (document_id, id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_visit_visitors_document_id_participant_id ON visit_visitors (document_id, participant_id);

CREATE VIRTUAL TABLE search_index USING fts5(key, content='search_texts', content_rowid='number', tokenize='unicode61 remove_diacritics 0');

CREATE TRIGGER search_texts_inserted AFTER INSERT ON search_texts BEGIN INSERT INTO search_index (rowid, key) VALUES (new.number, new.key); END;

CREATE TRIGGER search_texts_deleted AFTER DELETE ON search_texts BEGIN INSERT INTO search_index (search_index, rowid, key) VALUES ('delete', old.number, old.key); END;

CREATE TRIGGER search_texts_updated AFTER UPDATE ON search_texts BEGIN INSERT INTO search_index (search_index, rowid, key) VALUES ('delete', old.number, old.key); INSERT INTO search_index (rowid, key) VALUES (new.number, new.key); END;
