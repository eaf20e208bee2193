package io.glance.api.policy;

/** Checks that many built-in rules share. Source: glance/policies/base.py. */
final class Personas {
  static final String ADMIN = "rule:context_is_admin";
  static final String METADEF_WRITER = "rule:metadef_admin";

  /** What most rules were before there were personas. */
  static final String OPEN = "rule:default";

  static final String METADEF_OPEN = "rule:metadef_default";
  static final String CACHE_ADMIN = "rule:manage_image_cache";
  static final String MEMBER = "role:member and project_id:%(project_id)s";
  static final String ADMIN_OR_MEMBER = ADMIN + " or (" + MEMBER + ")";
  static final String CREATOR = MEMBER + " and project_id:%(owner)s";
  static final String ADMIN_OR_READER = ADMIN + " or (role:reader and project_id:%(project_id)s)";
  static final String VISIBLE =
      "(project_id:%(project_id)s or project_id:%(member_id)s or 'community':%(visibility)s"
          + " or 'public':%(visibility)s or 'shared':%(visibility)s)";
  static final String MAY_SEE = ADMIN + " or (role:reader and " + VISIBLE + ")";
  static final String MAY_DOWNLOAD = ADMIN + " or (role:member and " + VISIBLE + ")";
  static final String CONCERNED =
      ADMIN + " or role:reader and (project_id:%(project_id)s or project_id:%(member_id)s)";
  static final String NAMESPACE_READER =
      ADMIN + " or (role:reader and (project_id:%(project_id)s or 'public':%(visibility)s))";

  private Personas() {}
}
