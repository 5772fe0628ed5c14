"""Four eyes on policy values, held by the database itself, whoever writes."""

import pgtrigger

# Set by `cases.policies.placing` alone, which puts values in force for a scenario that is rolled back.
MARKER = "accountops.policy"

FOUR_EYES = pgtrigger.Trigger(
    name="four_eyes",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'draft' THEN
            RAISE EXCEPTION 'A policy change begins as a draft.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.status IN ('approved', 'refused', 'withdrawn') THEN
        RAISE EXCEPTION 'A settled draft does not change any more.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.status <> 'approved' THEN
        RETURN NEW;
    END IF;
    IF OLD.status <> 'submitted' OR NEW.values <> OLD.values OR NEW.reason <> OLD.reason
       OR NEW.effective_from IS DISTINCT FROM OLD.effective_from OR NEW.digest <> OLD.digest
       OR NEW.kind <> OLD.kind OR NEW.set_deadlines <> OLD.set_deadlines
       OR NEW.submitted_by_id IS DISTINCT FROM OLD.submitted_by_id THEN
        RAISE EXCEPTION 'Only what was submitted is approved.' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT FROM cases_user approver, cases_user worked
        WHERE approver.id = NEW.approved_by_id
          AND (coalesce(worked.same_person_id, worked.id) = coalesce(approver.same_person_id, approver.id)
               OR EXISTS (
                   SELECT FROM cases_policydraftentry u
                   WHERE u.draft_id = NEW.id AND u.what = 'unlinked'
                     AND u.data->'accounts' @> to_jsonb(approver.id)
                     AND u.data->'accounts' @> to_jsonb(worked.id)))
          AND (worked.id IN (NEW.author_id, NEW.submitted_by_id) OR EXISTS (
              SELECT FROM cases_policydraftentry e
              WHERE e.draft_id = NEW.id AND e.actor_id = worked.id
                AND e.what IN ('began', 'changed', 'submitted')))
    ) THEN
        RAISE EXCEPTION 'Who worked on a policy change does not approve it.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.set_deadlines = 'move' AND NEW.effect IS NULL THEN
        RAISE EXCEPTION 'What moves set deadlines is approved with what was shown of it.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF btrim(NEW.override) = '' AND EXISTS (
        SELECT FROM (
            SELECT run.results FROM cases_scenariorun run
            WHERE run.draft_id = NEW.id AND run.digest = NEW.digest AND run.status = 'done'
            ORDER BY run.id DESC LIMIT 1
        ) newest
        CROSS JOIN jsonb_array_elements(newest.results) one
        JOIN cases_policyscenario kept ON kept.id = (one->>'scenario')::bigint AND kept.retired_at IS NULL
        WHERE jsonb_array_length(one->'differences') > 0
    ) THEN
        RAISE EXCEPTION 'A policy change with which kept scenarios fail is approved with a reason only.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
    """,
)

NEVER_DELETED = pgtrigger.Protect(name="policy_draft_kept", operation=pgtrigger.Delete)

APPROVED_VALUES = pgtrigger.Trigger(
    name="approved_values",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func=f"""
    IF coalesce(current_setting('{MARKER}', true), '') = 'placed' THEN
        RETURN NEW;
    END IF;
    IF NOT EXISTS (
        SELECT FROM cases_policydraft d
        WHERE d.id = NEW.draft_id AND d.status = 'approved' AND d.kind = NEW.kind AND d.values = NEW.values
          AND d.approved_by_id = NEW.approved_by_id AND d.submitted_by_id = NEW.author_id
          AND d.approved_digest = NEW.digest AND NEW.moves_deadlines = (d.set_deadlines = 'move')
          AND NEW.effective_from >= coalesce(d.effective_from, NEW.effective_from)
    ) THEN
        RAISE EXCEPTION 'Policy values take effect only as a second person approved them.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
    """,
)
