SELECT
    p.document_id,
    p.id AS participant_id,
    p.kind,
    p.honorific,
    p.name,
    p.role,
    p.role_code,
    p.tenure,
    p.organization,
    p.country,
    c.name AS country_name,
    p.resolved_name,
    p.resolved_id,
    CASE
        WHEN COALESCE(p.name, p.resolved_name) IS NOT NULL AND p.role IS NOT NULL
            THEN COALESCE(p.name, p.resolved_name) || ' (' || p.role || ')'
        ELSE COALESCE(p.name, p.resolved_name, p.role, p.organization,
            (SELECT m.text FROM mentions m
             WHERE m.document_id = p.document_id AND m.participant_id = p.id AND m.position = 0))
    END AS label,
    (SELECT count(*) FROM mentions m
     WHERE m.document_id = p.document_id AND m.participant_id = p.id) AS mentions,
    (SELECT count(*) FROM visit_visitors v
     WHERE v.document_id = p.document_id AND v.participant_id = p.id) AS visits,
    (SELECT count(*) FROM visit_hosts h
     WHERE h.document_id = p.document_id AND h.participant_id = p.id) AS visits_hosted,
    (SELECT count(*) FROM meeting_participants m
     WHERE m.document_id = p.document_id AND m.participant_id = p.id) AS meetings,
    (SELECT count(*) FROM agreement_signatories s
     WHERE s.document_id = p.document_id AND s.participant_id = p.id) AS agreements_signed,
    p.confidence,
    d.source,
    d.date AS document_date
FROM participants p
JOIN documents d ON d.id = p.document_id
LEFT JOIN countries c ON c.code = p.country
