package io.glance.api.policy;

import java.util.List;

/** Policies without files. */
public final class ImagePolicies {

  private ImagePolicies() {}

  /** The rules that are built in. */
  public static ImagePolicy usual() {
    return of(true);
  }

  /** The rules of old beside them. */
  public static ImagePolicy ofOld() {
    return of(false);
  }

  private static ImagePolicy of(boolean newDefaults) {
    PolicyProperties options =
        new PolicyProperties(
            null,
            List.of(),
            "default",
            newDefaults,
            true,
            PolicyProperties.FORM,
            true,
            null,
            null,
            null,
            60);
    Policy policy =
        new Policy(options, new ConfigDirectories(List.of()), new PolicyServers(options));
    return new ImagePolicy(policy, options);
  }
}
