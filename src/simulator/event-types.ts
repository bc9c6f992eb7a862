/** One kind of audit event. */
export interface EventType {
  readonly name: string;
  readonly category: string;
  /** The `resource_type` of what such an event is about. */
  readonly resourceType: string;
}

/**
 * Names by category and resource type.
 *
 * The names come from the audit log documentation of Asana and from people who quote its later editions.
 * Some categories and resource types are inferred: those of the IP allowlist, mobile app, single sign-on,
 * idle session, trusted domain, token expiry and AI settings, and everything about custom roles. The SAML
 * settings are documented with `workspace`, but the published sample has `email_domain`. The list is not
 * complete, and Asana extends it without notice.
 */
const NAMES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  logins: {
    user: ["user_login_succeeded", "user_login_failed", "user_logged_out"],
  },
  user_updates: {
    user: [
      "user_invited",
      "user_deprovisioned",
      "user_reprovisioned",
      "user_forgot_password_started",
      "user_password_reset",
      "user_password_changed",
      "user_two_factor_auth_enabled",
      "user_two_factor_auth_disabled",
      "user_csv_import_started",
      "domain_user_billing_paused",
      "domain_user_billing_unpaused",
    ],
  },
  admin_settings: {
    workspace: [
      "workspace_security_contact_email_changed",
      "workspace_google_sso_settings_changed",
      "workspace_saml_url_changed",
      "workspace_password_requirements_changed",
      "workspace_force_password_reset",
      "workspace_guest_invite_permissions_changed",
      "workspace_file_attachment_options_changed",
      "workspace_default_team_privacy_settings_changed",
      "workspace_wide_reporting_enabled",
      "workspace_wide_reporting_disabled",
      "workspace_associated_email_domain_added",
      "workspace_associated_email_domain_removed",
      "workspace_require_two_factor_auth_enabled",
      "workspace_require_two_factor_auth_disabled",
      "workspace_app_recipient_emails_changed",
      "workspace_view_links_enabled",
      "workspace_view_links_disabled",
      "workspace_default_session_duration_changed",
      "workspace_form_link_authentication_required_enabled",
      "workspace_form_link_authentication_required_disabled",
      "workspace_personal_access_token_enabled",
      "workspace_personal_access_token_disabled",
      "workspace_app_admin_approval_setting_changed",
      "workspace_require_app_approvals_of_type_changed",
      "workspace_form_is_embeddable_forms_enabled",
      "workspace_form_is_embeddable_forms_disabled",
      "workspace_logged_out_view_authentication_required_enabled",
      "workspace_logged_out_view_authentication_required_disabled",
      "workspace_baa_signed",
      "workspace_ip_allowlist_disabled",
      "workspace_ip_allowlist_api_traffic_disabled",
      "workspace_ip_allowlist_member_type_changed",
      "workspace_allowed_ip_range_added",
      "workspace_allowed_ip_range_changed",
      "workspace_mobile_app_biometric_authentication_required_disabled",
      "workspace_mobile_app_screen_capture_enabled",
      "workspace_mobile_app_copy_paste_enabled",
      "workspace_mobile_app_attachments_sharing_enabled",
      "workspace_mobile_app_attachments_sharing_disabled",
      "workspace_required_sso_provider_settings_changed",
      "workspace_idle_session_duration_changed",
      "workspace_trusted_domains_setting_changed",
      "workspace_machine_learning_product_feature_changed",
      "workspace_personal_access_token_expiry_changed",
      "workspace_service_account_token_expiry_changed",
      "ai_studio_addon_type_changed",
    ],
    email_domain: ["workspace_saml_settings_changed"],
    workspace_announcement: ["workspace_announcement_created", "workspace_announcement_removed"],
  },
  roles: {
    user: ["user_workspace_admin_role_changed", "user_division_admin_role_changed"],
    custom_role: ["custom_role_created", "role_permission_changed"],
  },
  content_export: {
    workspace: [
      "workspace_export_started",
      "workspace_teams_export_started",
      "workspace_members_export_started",
      "object_export_started",
    ],
    search: ["search_report_export_started"],
    division: ["division_teams_export_started"],
    project: ["project_csv_export_started"],
    attachment: ["attachment_downloaded", "workspace_attachment_export_started"],
  },
  access_control: {
    project: [
      "project_share_link_enabled",
      "project_share_link_disabled",
      "project_view_link_enabled",
      "project_view_link_disabled",
      "project_member_added",
      "project_member_removed",
      "project_privacy_settings_changed",
    ],
    team: ["team_privacy_settings_changed", "team_member_added", "team_member_removed"],
    portfolio: ["portfolio_member_added", "portfolio_member_removed"],
  },
  apps: {
    team: ["team_harvest_integration_enabled", "team_harvest_integration_disabled"],
    user: [
      "user_app_authorized",
      "user_app_revoked",
      "user_personal_access_token_authorized",
      "user_personal_access_token_revoked",
      "service_account_created",
      "service_account_deleted",
      "service_account_name_changed",
    ],
  },
  creation: {
    team: ["team_created"],
    attachment: ["attachment_uploaded"],
  },
  deletion: {
    task: ["task_deleted", "task_permanently_deleted", "task_undeleted"],
    project: ["project_deleted", "project_undeleted"],
    portfolio: ["portfolio_deleted", "portfolio_undeleted"],
    goal: ["goal_deleted", "goal_undeleted"],
    custom_field: ["custom_field_deleted", "custom_field_undeleted"],
    message: ["message_deleted", "message_permanently_deleted", "message_undeleted"],
    team: ["team_deleted", "team_undeleted"],
    attachment: ["attachment_deleted", "attachment_undeleted"],
    story: ["comment_deleted", "comment_undeleted", "story_deleted", "story_undeleted"],
    status_update: ["status_update_deleted", "status_update_permanently_deleted", "status_update_undeleted"],
    task_template: ["task_template_deleted", "task_template_undeleted"],
    project_template: ["project_template_deleted", "project_template_undeleted"],
  },
};

/** Every kind of event that the simulator makes. */
export const EVENT_TYPES: readonly EventType[] = Object.entries(NAMES).flatMap(([category, byResource]) =>
  Object.entries(byResource).flatMap(([resourceType, names]) =>
    names.map((name) => ({ name, category, resourceType })),
  ),
);
