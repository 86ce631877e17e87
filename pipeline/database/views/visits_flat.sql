SELECT
    v.document_id,
    v.id AS visit_id,
    e.status,
    e.earliest,
    e.latest,
    e.earliest_jalali,
    e.latest_jalali,
    (SELECT string_agg(text, '؛ ') FROM (
        SELECT t.text FROM event_dates x
        JOIN dates t ON t.document_id = x.document_id AND t.id = x.date_id
        WHERE x.document_id = v.document_id AND x.event_id = v.id AND x.aspect = 'event'
        ORDER BY x.position) AS list) AS dates,
    (SELECT string_agg(label, '؛ ') FROM (
        SELECT f.label FROM visit_visitors x
        JOIN participants_flat f ON f.document_id = x.document_id AND f.participant_id = x.participant_id
        WHERE x.document_id = v.document_id AND x.visit_id = v.id ORDER BY x.position) AS list) AS visitors,
    (SELECT string_agg(country, ' ') FROM (
        SELECT DISTINCT f.country FROM visit_visitors x
        JOIN participants f ON f.document_id = x.document_id AND f.id = x.participant_id
        WHERE x.document_id = v.document_id AND x.visit_id = v.id AND f.country IS NOT NULL ORDER BY f.country) AS list) AS visitor_countries,
    v.origin_country,
    v.origin_place,
    (SELECT string_agg(country, ' ') FROM (
        SELECT x.country FROM visit_destinations x
        WHERE x.document_id = v.document_id AND x.visit_id = v.id AND x.country IS NOT NULL
        ORDER BY x.position) AS list) AS destination_countries,
    (SELECT string_agg(name, '، ') FROM (
        SELECT COALESCE(x.place, c.name, x.country) AS name FROM visit_destinations x
        LEFT JOIN countries c ON c.code = x.country
        WHERE x.document_id = v.document_id AND x.visit_id = v.id
        ORDER BY x.position) AS list) AS destinations,
    (SELECT string_agg(label, '؛ ') FROM (
        SELECT f.label FROM visit_hosts x
        JOIN participants_flat f ON f.document_id = x.document_id AND f.participant_id = x.participant_id
        WHERE x.document_id = v.document_id AND x.visit_id = v.id ORDER BY x.position) AS list) AS hosts,
    (SELECT string_agg(country, ' ') FROM (
        SELECT DISTINCT f.country FROM visit_hosts x
        JOIN participants f ON f.document_id = x.document_id AND f.id = x.participant_id
        WHERE x.document_id = v.document_id AND x.visit_id = v.id AND f.country IS NOT NULL ORDER BY f.country) AS list) AS host_countries,
    v.purpose,
    v.occasion,
    v.visit_type,
    v.count,
    v.duration_days,
    (SELECT string_agg(title, '؛ ') FROM (
        SELECT
            COALESCE(a.title, t.trigger) || CASE WHEN a.quantity > 1 THEN ' × ' || a.quantity ELSE '' END
            || ' (' || t.status || ')' AS title
        FROM visit_agreements x
        JOIN agreements a ON a.document_id = x.document_id AND a.id = x.agreement_id
        JOIN events t ON t.document_id = x.document_id AND t.id = x.agreement_id
        WHERE x.document_id = v.document_id AND x.visit_id = v.id
        ORDER BY t.trigger_start, t.id) AS list) AS agreements,
    (SELECT count(*) FROM visit_meetings x
     WHERE x.document_id = v.document_id AND x.visit_id = v.id) AS meetings,
    (SELECT x.text FROM evidence x
     WHERE x.document_id = v.document_id AND x.event_id = v.id AND x.position = 0) AS evidence,
    e.confidence,
    d.source,
    d.date AS document_date
FROM visits v
JOIN events e ON e.document_id = v.document_id AND e.id = v.id
JOIN documents d ON d.id = v.document_id
