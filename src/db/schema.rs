//! The tables, as both engines have them. `tests/portal/parity.rs` holds this file against both.

diesel::table! {
    use diesel::sql_types::*;
    use crate::kernel::stored::Id;

    #[allow(missing_docs)]
    settings (key) {
        key -> Text,
        value -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kernel::stored::Id;

    #[allow(missing_docs)]
    organizations (id) {
        id -> Id,
        number -> BigInt,
        legal_name -> Text,
        legal_name_key -> Text,
        country -> Text,
        sign_in_domain -> Nullable<Text>,
        known_domain -> Nullable<Text>,
        domain_state -> Text,
        domain_skeleton -> Nullable<Text>,
        state -> Text,
        state_reason -> Nullable<Text>,
        state_since -> BigInt,
        merged_into -> Nullable<Id>,
        support_email -> Nullable<Text>,
        support_phone -> Nullable<Text>,
        support_website -> Nullable<Text>,
        customer_count -> BigInt,
        user_count -> BigInt,
        user_seq -> BigInt,
        created_at -> BigInt,
        version -> Integer,
        closed_by -> Nullable<Text>,
        suspended_for -> Nullable<Text>,
        ended_at -> Nullable<BigInt>,
        reset_by_mail -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kernel::stored::Id;

    #[allow(missing_docs)]
    organization_programmes (organization_id, programme) {
        organization_id -> Id,
        programme -> Text,
        state -> Text,
        since -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kernel::stored::Id;

    #[allow(missing_docs)]
    organization_addresses (organization_id, kind) {
        organization_id -> Id,
        kind -> Text,
        line1 -> Text,
        line2 -> Text,
        city -> Text,
        region -> Text,
        postal_code -> Text,
        country -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kernel::stored::Id;

    #[allow(missing_docs)]
    organization_contacts (organization_id, kind) {
        organization_id -> Id,
        kind -> Text,
        first_name -> Text,
        last_name -> Text,
        email -> Text,
        email_norm -> Text,
        phone -> Text,
        verified_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kernel::stored::Id;

    #[allow(missing_docs)]
    users (id) {
        id -> Id,
        organization_id -> Id,
        seq -> BigInt,
        user_name -> Text,
        full_name -> Text,
        email -> Text,
        email_norm -> Text,
        email_confirmed_at -> Nullable<BigInt>,
        password_hash -> Nullable<Text>,
        password_key -> Nullable<Text>,
        temporary_mac -> Nullable<Binary>,
        temporary_key -> Nullable<Text>,
        temporary_until -> Nullable<BigInt>,
        state -> Text,
        agent_role -> Text,
        admin_role -> Text,
        operator_role -> Text,
        language -> Nullable<Text>,
        time_zone -> Nullable<Text>,
        failed_count -> Integer,
        failed_at -> Nullable<BigInt>,
        locked_until -> Nullable<BigInt>,
        first_signed_in_at -> Nullable<BigInt>,
        last_signed_in_at -> Nullable<BigInt>,
        created_at -> BigInt,
        deleted_at -> Nullable<BigInt>,
        version -> Integer,
        search_text -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kernel::stored::Id;

    #[allow(missing_docs)]
    name_changes (id) {
        id -> Id,
        organization_id -> Id,
        old_name -> Text,
        new_name -> Text,
        grounds -> Text,
        state -> Text,
        requested_by -> Id,
        requested_at -> BigInt,
        decided_by -> Nullable<Id>,
        decided_at -> Nullable<BigInt>,
        reason -> Nullable<Text>,
        version -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kernel::stored::Id;

    #[allow(missing_docs)]
    sessions (key_hash) {
        key_hash -> Binary,
        user_id -> Id,
        state -> Text,
        created_at -> BigInt,
        seen_at -> BigInt,
        ip -> Text,
        user_agent -> Text,
        revoked_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kernel::stored::Id;

    #[allow(missing_docs)]
    devices (id) {
        id -> Id,
        user_id -> Id,
        failed_count -> Integer,
        failed_at -> Nullable<BigInt>,
        locked_until -> Nullable<BigInt>,
        created_at -> BigInt,
        seen_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kernel::stored::Id;

    #[allow(missing_docs)]
    links (id) {
        id -> Id,
        kind -> Text,
        token_hash -> Binary,
        organization_id -> Id,
        user_id -> Nullable<Id>,
        email -> Nullable<Text>,
        details -> Text,
        created_at -> BigInt,
        expires_at -> BigInt,
        used_at -> Nullable<BigInt>,
        revoked_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kernel::stored::Id;

    #[allow(missing_docs)]
    form_submissions (key_hash) {
        key_hash -> Binary,
        outcome -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kernel::stored::Id;

    #[allow(missing_docs)]
    unsent_forms (id) {
        id -> Id,
        user_id -> Id,
        sealed -> Binary,
        created_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kernel::stored::Id;

    #[allow(missing_docs)]
    outbox (id) {
        id -> Id,
        organization_id -> Nullable<Id>,
        recipient -> Text,
        template -> Text,
        language -> Text,
        subject -> Text,
        sealed -> Nullable<Binary>,
        state -> Text,
        attempts -> Integer,
        queued_at -> BigInt,
        next_at -> BigInt,
        lease_until -> Nullable<BigInt>,
        sent_at -> Nullable<BigInt>,
        failure -> Nullable<Text>,
        dedupe_key -> Nullable<Text>,
        created_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kernel::stored::Id;

    #[allow(missing_docs)]
    audit_heads (organization_id) {
        organization_id -> Id,
        seq -> BigInt,
        hash -> Binary,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kernel::stored::Id;

    #[allow(missing_docs)]
    audit_personal (id) {
        id -> Id,
        organization_id -> Id,
        user_id -> Nullable<Id>,
        sealed -> Nullable<Binary>,
        sign_in_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kernel::stored::Id;

    #[allow(missing_docs)]
    audit_entries (id) {
        id -> Id,
        organization_id -> Id,
        seq -> BigInt,
        created_at -> BigInt,
        actor_user_id -> Nullable<Id>,
        actor_organization_id -> Nullable<Id>,
        action -> Text,
        object_kind -> Text,
        object_id -> Text,
        target_organization_id -> Nullable<Id>,
        details -> Text,
        personal_id -> Nullable<Id>,
        personal_hash -> Nullable<Binary>,
        request_id -> Nullable<Text>,
        source -> Text,
        previous_hash -> Binary,
        hash -> Binary,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kernel::stored::Id;

    #[allow(missing_docs)]
    membership_accounts (id) {
        id -> Id,
        login -> Text,
        login_norm -> Text,
        password_hash -> Text,
        password_key -> Text,
        imported_print -> Nullable<Text>,
        failed_count -> Integer,
        failed_at -> Nullable<BigInt>,
        locked_until -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kernel::stored::Id;

    #[allow(missing_docs)]
    membership_profiles (id) {
        id -> Id,
        account_id -> Id,
        mpn_id -> Text,
        organization_name -> Text,
        name_key -> Text,
        country -> Text,
        state -> Text,
        kind -> Text,
        competencies -> Text,
        enrolled_domain -> Nullable<Text>,
        address_line1 -> Text,
        address_line2 -> Text,
        city -> Text,
        region -> Text,
        postal_code -> Text,
        phone -> Text,
        website -> Text,
        reserved_organization_id -> Nullable<Id>,
        bound_organization_id -> Nullable<Id>,
        bound_at -> Nullable<BigInt>,
        concern -> Nullable<Text>,
        imported_at -> Nullable<BigInt>,
        updated_at -> BigInt,
        version -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kernel::stored::Id;

    #[allow(missing_docs)]
    enrollments (id) {
        id -> Id,
        number -> BigInt,
        organization_id -> Id,
        applicant_user_id -> Nullable<Id>,
        kind -> Text,
        state -> Text,
        state_since -> BigInt,
        mpn_id -> Nullable<Text>,
        form -> Text,
        legal_name_key -> Nullable<Text>,
        contact_email_norm -> Nullable<Text>,
        contact_phone -> Nullable<Text>,
        language -> Text,
        generation -> Integer,
        status_hash -> Nullable<Binary>,
        status_key -> Nullable<Text>,
        marked -> Text,
        reason -> Nullable<Text>,
        submitted_at -> Nullable<BigInt>,
        confirmed_at -> Nullable<BigInt>,
        decided_at -> Nullable<BigInt>,
        decided_by -> Nullable<Id>,
        previous_id -> Nullable<Id>,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> Integer,
        form_page -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kernel::stored::Id;

    #[allow(missing_docs)]
    enrollment_checks (enrollment_id, kind) {
        enrollment_id -> Id,
        kind -> Text,
        state -> Text,
        since -> BigInt,
        decided_by -> Nullable<Id>,
        note -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kernel::stored::Id;

    #[allow(missing_docs)]
    enrollment_links (token_hash) {
        token_hash -> Binary,
        enrollment_id -> Id,
        generation -> Integer,
        email -> Text,
        key_id -> Text,
        sent_at -> BigInt,
        expires_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kernel::stored::Id;

    #[allow(missing_docs)]
    enrollment_events (id) {
        id -> Id,
        organization_id -> Id,
        enrollment_id -> Id,
        kind -> Text,
        actor_user_id -> Nullable<Id>,
        check_kind -> Nullable<Text>,
        check_state -> Nullable<Text>,
        note -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kernel::stored::Id;

    #[allow(missing_docs)]
    relationships (id) {
        id -> Id,
        partner_organization_id -> Id,
        customer_organization_id -> Id,
        seq -> BigInt,
        role -> Text,
        source -> Text,
        source_portal -> Nullable<Text>,
        state -> Text,
        reseller_mpn_id -> Nullable<Text>,
        search_text -> Text,
        since -> BigInt,
        created_at -> BigInt,
        ended_at -> Nullable<BigInt>,
        ended_by_organization_id -> Nullable<Id>,
        end_reason -> Nullable<Text>,
        version -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kernel::stored::Id;

    #[allow(missing_docs)]
    legacy_relationships (id) {
        id -> Id,
        mpn_id -> Text,
        customer_domain -> Text,
        customer_name -> Text,
        country -> Text,
        source_portal -> Text,
        since -> Nullable<BigInt>,
        imported_at -> BigInt,
        consumed_at -> Nullable<BigInt>,
        relationship_id -> Nullable<Id>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kernel::stored::Id;

    #[allow(missing_docs)]
    web_mail_domains (domain) {
        domain -> Text,
        verdict -> Text,
        note -> Text,
        user_id -> Nullable<Id>,
        created_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kernel::stored::Id;

    #[allow(missing_docs)]
    former_user_names (user_name) {
        user_name -> Text,
        user_id -> Id,
        until -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kernel::stored::Id;

    #[allow(missing_docs)]
    domain_notes (id) {
        id -> Id,
        kind -> Text,
        domain -> Text,
        organization_id -> Id,
        claimant -> Text,
        email -> Text,
        created_at -> BigInt,
        done_at -> Nullable<BigInt>,
        done_by -> Nullable<Id>,
    }
}

diesel::joinable!(organization_programmes -> organizations (organization_id));
diesel::joinable!(organization_addresses -> organizations (organization_id));
diesel::joinable!(organization_contacts -> organizations (organization_id));
diesel::joinable!(users -> organizations (organization_id));
diesel::joinable!(name_changes -> organizations (organization_id));
diesel::joinable!(sessions -> users (user_id));
diesel::joinable!(devices -> users (user_id));
diesel::joinable!(unsent_forms -> users (user_id));
diesel::joinable!(links -> organizations (organization_id));
diesel::joinable!(links -> users (user_id));
diesel::joinable!(outbox -> organizations (organization_id));
diesel::joinable!(audit_heads -> organizations (organization_id));
diesel::joinable!(audit_personal -> organizations (organization_id));
diesel::joinable!(audit_entries -> organizations (organization_id));
diesel::joinable!(membership_profiles -> membership_accounts (account_id));
diesel::joinable!(enrollments -> organizations (organization_id));
diesel::joinable!(enrollment_checks -> enrollments (enrollment_id));
diesel::joinable!(enrollment_checks -> users (decided_by));
diesel::joinable!(enrollment_links -> enrollments (enrollment_id));
diesel::joinable!(enrollment_events -> organizations (organization_id));
diesel::joinable!(enrollment_events -> enrollments (enrollment_id));
diesel::joinable!(enrollment_events -> users (actor_user_id));
diesel::joinable!(legacy_relationships -> relationships (relationship_id));
diesel::joinable!(web_mail_domains -> users (user_id));
diesel::joinable!(former_user_names -> users (user_id));
diesel::joinable!(domain_notes -> organizations (organization_id));
diesel::joinable!(domain_notes -> users (done_by));
diesel::allow_tables_to_appear_in_same_query!(
    settings,
    organizations,
    organization_programmes,
    organization_addresses,
    organization_contacts,
    users,
    name_changes,
    sessions,
    devices,
    links,
    form_submissions,
    unsent_forms,
    outbox,
    audit_heads,
    audit_personal,
    audit_entries,
    membership_accounts,
    membership_profiles,
    enrollments,
    enrollment_checks,
    enrollment_links,
    enrollment_events,
    relationships,
    legacy_relationships,
    web_mail_domains,
    former_user_names,
    domain_notes,
);
