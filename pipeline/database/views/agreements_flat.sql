SELECT
    a.document_id,
    a.id AS agreement_id,
    a.type,
    COALESCE(a.title, e.trigger) AS title,
    a.subject,
    e.status,
    e.earliest,
    e.latest,
    e.earliest_jalali,
    e.latest_jalali,
    (SELECT string_agg(text, '؛ ') FROM (
        SELECT t.text FROM event_dates x
        JOIN dates t ON t.document_id = x.document_id AND t.id = x.date_id
        WHERE x.document_id = a.document_id AND x.event_id = a.id AND x.aspect = 'event'
        ORDER BY x.position) AS list) AS dates,
    (SELECT string_agg(country, ' ') FROM (
        SELECT x.country FROM agreement_parties x
        WHERE x.document_id = a.document_id AND x.agreement_id = a.id
        ORDER BY x.position) AS list) AS parties,
    (SELECT string_agg(name, '، ') FROM (
        SELECT COALESCE(c.name, c.code) AS name FROM agreement_parties x
        JOIN countries c ON c.code = x.country
        WHERE x.document_id = a.document_id AND x.agreement_id = a.id
        ORDER BY x.position) AS list) AS party_names,
    (SELECT string_agg(label, '؛ ') FROM (
        SELECT f.label FROM agreement_signatories x
        JOIN participants_flat f ON f.document_id = x.document_id AND f.participant_id = x.participant_id
        WHERE x.document_id = a.document_id AND x.agreement_id = a.id ORDER BY x.position) AS list) AS signatories,
    a.country,
    a.place,
    a.laterality,
    a.quantity,
    a.quantity_text,
    a.ratification_earliest,
    a.ratification_latest,
    a.ratification_earliest_jalali,
    a.ratification_latest_jalali,
    a.entry_into_force_earliest,
    a.entry_into_force_latest,
    a.entry_into_force_earliest_jalali,
    a.entry_into_force_latest_jalali,
    a.termination_earliest,
    a.termination_latest,
    a.termination_earliest_jalali,
    a.termination_latest_jalali,
    (SELECT string_agg(id, ' ') FROM (
        SELECT x.visit_id AS id FROM visit_agreements x
        WHERE x.document_id = a.document_id AND x.agreement_id = a.id ORDER BY x.visit_id) AS list) AS visit_ids,
    (SELECT string_agg(id, ' ') FROM (
        SELECT x.meeting_id AS id FROM meeting_agreements x
        WHERE x.document_id = a.document_id AND x.agreement_id = a.id ORDER BY x.meeting_id) AS list) AS meeting_ids,
    (SELECT x.text FROM evidence x
     WHERE x.document_id = a.document_id AND x.event_id = a.id AND x.position = 0) AS evidence,
    e.confidence,
    d.source,
    d.date AS document_date
FROM agreements a
JOIN events e ON e.document_id = a.document_id AND e.id = a.id
JOIN documents d ON d.id = a.document_id
