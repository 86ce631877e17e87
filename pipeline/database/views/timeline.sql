SELECT
    e.earliest,
    e.latest,
    e.earliest_jalali,
    e.latest_jalali,
    e.kind,
    COALESCE(a.type, m.kind, v.visit_type) AS subkind,
    e.status,
    (SELECT string_agg(name, '؛ ') FROM (
        SELECT COALESCE(f.label, c.name, x.country) AS name FROM event_actors x
        LEFT JOIN participants_flat f ON f.document_id = x.document_id AND f.participant_id = x.participant_id
        LEFT JOIN countries c ON c.code = x.country
        WHERE x.document_id = e.document_id AND x.event_id = e.id AND x.side = 'actor'
        ORDER BY x.position) AS list) AS actors,
    (SELECT string_agg(name, '؛ ') FROM (
        SELECT COALESCE(f.label, c.name, x.country) AS name FROM event_actors x
        LEFT JOIN participants_flat f ON f.document_id = x.document_id AND f.participant_id = x.participant_id
        LEFT JOIN countries c ON c.code = x.country
        WHERE x.document_id = e.document_id AND x.event_id = e.id AND x.side = 'recipient'
        ORDER BY x.position) AS list) AS recipients,
    e.plover_event,
    e.plover_mode,
    e.cameo,
    (SELECT x.text FROM evidence x
     WHERE x.document_id = e.document_id AND x.event_id = e.id AND x.position = 0) AS evidence,
    e.document_id,
    e.id AS event_id,
    e.confidence,
    d.source,
    d.date AS document_date
FROM events e
JOIN documents d ON d.id = e.document_id
LEFT JOIN visits v ON v.document_id = e.document_id AND v.id = e.id
LEFT JOIN meetings m ON m.document_id = e.document_id AND m.id = e.id
LEFT JOIN agreements a ON a.document_id = e.document_id AND a.id = e.id
ORDER BY e.earliest IS NULL, e.earliest, e.latest, e.document_id, e.trigger_start, e.id
