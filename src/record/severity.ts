import { SeverityNumber } from "@opentelemetry/api-logs";

/**
 * Event types a security team wants to see even when nothing failed: who holds power over the organisation,
 * how people sign in, from where, what may leave it, and when much of it does. What tightens a control
 * (an `…_enabled` requirement, a link switched off) and what a user does every day (own tokens, one
 * project's export) is not among them; a `…_changed` whose direction the name does not tell is.
 */
const SECURITY_RELEVANT: ReadonlySet<string> = new Set([
  // Power: roles and accounts of machines.
  "user_workspace_admin_role_changed",
  "user_division_admin_role_changed",
  "custom_role_created",
  "role_permission_changed",
  "service_account_created",
  // Sign-in: passwords, second factor, single sign-on, sessions, tokens.
  "user_two_factor_auth_disabled",
  "workspace_require_two_factor_auth_disabled",
  "workspace_password_requirements_changed",
  "workspace_force_password_reset",
  "workspace_google_sso_settings_changed",
  "workspace_saml_settings_changed",
  "workspace_saml_url_changed",
  "workspace_required_sso_provider_settings_changed",
  "workspace_default_session_duration_changed",
  "workspace_idle_session_duration_changed",
  "workspace_personal_access_token_enabled",
  "workspace_personal_access_token_expiry_changed",
  "workspace_service_account_token_expiry_changed",
  "workspace_mobile_app_biometric_authentication_required_disabled",
  // From where: networks, domains, guests, and who is told of incidents.
  "workspace_ip_allowlist_disabled",
  "workspace_ip_allowlist_api_traffic_disabled",
  "workspace_ip_allowlist_member_type_changed",
  "workspace_allowed_ip_range_added",
  "workspace_allowed_ip_range_changed",
  "workspace_associated_email_domain_added",
  "workspace_associated_email_domain_removed",
  "workspace_trusted_domains_setting_changed",
  "workspace_guest_invite_permissions_changed",
  "workspace_security_contact_email_changed",
  // What may leave: links, apps, devices.
  "workspace_view_links_enabled",
  "workspace_form_link_authentication_required_disabled",
  "workspace_logged_out_view_authentication_required_disabled",
  "workspace_app_admin_approval_setting_changed",
  "workspace_require_app_approvals_of_type_changed",
  "workspace_mobile_app_screen_capture_enabled",
  "workspace_mobile_app_copy_paste_enabled",
  "workspace_mobile_app_attachments_sharing_enabled",
  // Much of it leaving.
  "workspace_export_started",
  "workspace_members_export_started",
  "workspace_teams_export_started",
  "workspace_attachment_export_started",
  "division_teams_export_started",
  "object_export_started",
]);

/** WARN for what failed and for what concerns security, INFO for the rest. */
export function severityOf(eventType: string): SeverityNumber {
  return eventType.endsWith("_failed") || SECURITY_RELEVANT.has(eventType)
    ? SeverityNumber.WARN
    : SeverityNumber.INFO;
}
